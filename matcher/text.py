"""A profile's text: which sentences stand for it, in which language, in which order. Pure, no model.

A party speaks in two voices. What it *is* (`about`: its description and what it offers) is compared with what the other
side is; what it *wants* (`needs`) is compared with what the other side is or offers. Structured facts (sectors, stage,
money, place) never enter the text: they are features of their own, so that removing a sentence removes what it says.

For a large group of which a file gives only the name, what is generally known of it speaks
(`matcher/sectors/groups.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from matcher.profiles import Profile, ProfileKind
from matcher.sectors import text_of_group


class Voice(StrEnum):
    """Which side of a party a sentence speaks of."""

    ABOUT = "about"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a profile: the field it stands in, its voice, and its text as written (white space folded)."""

    profile_id: str
    field: str
    voice: Voice
    text: str


FIELDS: tuple[tuple[str, Voice], ...] = (
    ("description", Voice.ABOUT),
    ("offer", Voice.ABOUT),
    ("needs", Voice.NEEDS),
)
"""The free-text fields of a profile in reading order, with their voice."""
KNOWN = "known"
"""The field of a sentence that no file says: what is generally known of the group that bears the name."""

SHORT_SENTENCE = 40
"""Characters; a shorter piece is joined to its neighbour: alone it says too little to be quoted or encoded."""

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[^\s\d]|\d{2,})|[\r\n•]+")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|es|ecc|dott|ing|prof|sig|tel|art|n|nr|vs|e\.g|i\.e|etc|inc|ltd|co|corp|approx|ca|min|max|mln|mld|srl"
    r"|spa|s\.r\.l|s\.p\.a)\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 16
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")


def profile_sentences(profile: Profile) -> tuple[Sentence, ...]:
    """The sentences of a profile in reading order, repeated ones once; () where nothing is said or known of it."""
    seen: set[str] = set()
    sentences: list[Sentence] = []
    said = [(field, voice, str(getattr(profile, field))) for field, voice in FIELDS]
    for field, voice, written in (*said, (KNOWN, Voice.ABOUT, known_text(profile))):
        for text in split_sentences(written):
            if text not in seen:
                seen.add(text)
                sentences.append(Sentence(profile_id=profile.id, field=field, voice=voice, text=text))
    return tuple(sentences)


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, white space folded; pieces under `SHORT_SENTENCE` characters join the one before.

    Ends at `.`, `!`, `?`, `;` before white space, at line ends and at bullets; abbreviations do not end a sentence.

    >>> split_sentences("We make robots for vineyards in Tuscany. They prune vines by night, alone, in any weather.")
    ('We make robots for vineyards in Tuscany.', 'They prune vines by night, alone, in any weather.')
    >>> split_sentences("  ")
    ()
    """
    sentences: list[list[str]] = []
    for raw in _SENTENCE_END.split(text):
        piece = _SPACE.sub(" ", raw).strip()
        if not piece:
            continue
        if sentences and (_is_short(sentences[-1]) or _ends_in_abbreviation(sentences[-1])):
            sentences[-1].append(piece)
        else:
            sentences.append([piece])
    if len(sentences) > 1 and _is_short(sentences[-1]):
        last = sentences.pop()
        sentences[-1] += last
    return tuple(" ".join(pieces) for pieces in sentences)


def _is_short(pieces: list[str]) -> bool:
    return len(pieces) - 1 + sum(map(len, pieces[:SHORT_SENTENCE])) < SHORT_SENTENCE


def _ends_in_abbreviation(pieces: list[str]) -> bool:
    return _ABBREVIATION.search(pieces[-1][-_LONGEST_ABBREVIATION:]) is not None


def spoken_text(profile: Profile) -> str:
    """The text in which sectors are looked for: what a party is and offers, else what is known of it.

    What it needs is another's sector.
    """
    return written_text(profile) or known_text(profile)


def written_text(profile: Profile) -> str:
    """What a party itself says that it is and offers."""
    return f"{profile.description}\n{profile.offer}".strip()


def known_text(profile: Profile) -> str:
    """What is generally known of a corporate that says nothing itself and is, or belongs to, a large group; or ""."""
    is_silent = profile.kind is ProfileKind.CORPORATE and not (written_text(profile) or profile.needs)
    return text_of_group(profile.name) if is_silent else ""


def profile_language(profile: Profile) -> str:
    """The language most of a profile's free text is written in: "it", "en", or "" when there is too little to say."""
    return detect_language(" ".join(getattr(profile, field) for field, _ in FIELDS))


_ITALIAN = frozenset(
    _WORD.findall(
        """
        il lo la gli le un uno una di del della dei delle degli da dal dalla in nel nella nei nelle con su sul sulla per
        tra fra che non è e ed anche come più sono siamo abbiamo nostro nostra nostri nostre alla al allo agli alle
        dello si cerchiamo offriamo attraverso grazie aziende azienda impresa soluzioni ricerca sviluppo presso ogni cui
        quali questo
        """
    )
)
_ENGLISH = frozenset(
    _WORD.findall(
        """
        the a an of and to in is are we our for with on by from that which this as at it its their be or has have not
        you your they through into more than company companies looking provide provides who can these solutions
        """
    )
)
_SHARED = _ITALIAN & _ENGLISH


def detect_language(text: str) -> str:
    """Italian or English by their function words: "it", "en", or "" when neither leads or the text is nearly wordless.

    "ai" is not among the Italian ones: in these texts it stands for artificial intelligence more often.

    >>> detect_language("Produciamo macchine per il marmo"), detect_language("We machine marble for you")
    ('it', 'en')
    >>> detect_language("Fintech")
    ''
    """
    words = [word.lower() for word in _WORD.findall(text)]
    italian = sum(word in _ITALIAN and word not in _SHARED for word in words)
    english = sum(word in _ENGLISH and word not in _SHARED for word in words)
    if italian == english:
        return ""
    return "it" if italian > english else "en"


def fold(text: str) -> str:
    """The text in lower case without accents, white space folded: how names and labels are compared.

    >>> fold("  Società  AGRICOLA ")
    'societa agricola'
    """
    decomposed = unicodedata.normalize("NFKD", text)
    stripped = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACE.sub(" ", stripped).strip().casefold()


@lru_cache(maxsize=50_000)
def fold_once(text: str) -> str:
    """`fold`, remembered: for the names and descriptions that every question about a programme compares again."""
    return fold(text)
