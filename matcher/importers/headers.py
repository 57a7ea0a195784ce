"""From headers as people write them to fields: synonyms, units, containment, and fuzzy suggestions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from matcher.importers.fields import MONEY_FIELDS, Field
from matcher.importers.questions import read_question
from matcher.importers.vocabulary import fold

SURE_SIMILARITY = 90.0
"""From this similarity (0–100) on, an unknown header is read as the one it resembles, if no other field is near."""

SUGGESTED_SIMILARITY = 75.0
"""From this similarity on, an unknown header is ignored but its nearest synonym is named."""

_MARGIN = 6.0
_SHORTEST_FUZZY = 5
_SHORTEST_CONTAINED = 7
_RANK_OF_QUESTIONS = 1

_CURRENCY_WORDS = {
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "$": "USD",
    "usd": "USD",
    "us$": "USD",
    "dollari": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "sterline": "GBP",
    "chf": "CHF",
}
_MULTIPLIER_WORDS = {
    "k": 1_000,
    "mila": 1_000,
    "migliaia": 1_000,
    "thousand": 1_000,
    "thousands": 1_000,
    "000": 1_000,
    "'000": 1_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "mn": 1_000_000,
    "milioni": 1_000_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "mld": 1_000_000_000,
    "miliardi": 1_000_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_FUSED_UNIT = re.compile(r"^(k|m|mln|mio|mn|mld|bn|'000|000)(€|\$|us\$|£|eur|usd|gbp|chf)$")
_UNIT_TOKEN = re.compile(r"'?\d+|us\$|[€$£]|[^\W\d_]+€?\$?£?")
_PARENTHESES = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Match(StrEnum):
    """How a header was understood."""

    SYNONYM = "synonym"
    QUESTION = "question"
    CONTAINED = "contained"
    FUZZY = "fuzzy"
    SUGGESTION = "suggestion"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderReading:
    """What one header means: `field` is None if ignored; `rank` is the place of `synonym` in its list.

    `currency` and `multiplier` are the unit written in the header ("" and 1 without); `year` the year in it, if any.
    """

    header: str
    field: Field | None
    match: Match
    synonym: str = ""
    rank: int = 0
    currency: str = ""
    multiplier: int = 1
    year: int | None = None


@lru_cache(maxsize=3)
def load_synonyms(table: str = "profile") -> dict[str, tuple[Field, int, str]]:
    """Folded header → (field, rank, synonym as written) for `table` "profile", "interaction" or "preference"."""
    text = resources.files("matcher.importers").joinpath("headers.toml").read_text("utf-8")
    synonyms: dict[str, tuple[Field, int, str]] = {}
    for name, headers in tomllib.loads(text)[table].items():
        for rank, header in enumerate((name, *headers)):
            synonyms.setdefault(fold(header), (Field(name), rank, header))
    return synonyms


def known_field(text: str) -> Field | None:
    """The field whose synonym `text` is outright, None for any other text; cheap enough for every cell of a table."""
    known = load_synonyms("profile").get(fold(text))
    return known[0] if known else None


def says_presence(header: str) -> bool:
    """True if a header of a table of profiles is about when a party is there ("Disponibilità"): lists do not need it.

    >>> says_presence("Disponibilità"), says_presence("Settore")
    (True, False)
    """
    return read_header(header).field is None and read_header(header, "preference").field is Field.AVAILABLE


def _units(header: str) -> tuple[str, int]:
    """The currency and multiplier written in a header."""
    currency, multiplier = "", 1
    for token in _UNIT_TOKEN.findall(header.casefold().replace("_", " ")):
        fused = _FUSED_UNIT.match(token)
        for part in fused.groups() if fused else (token,):
            currency = currency or _CURRENCY_WORDS.get(part, "")
            if part in _MULTIPLIER_WORDS and multiplier == 1:
                multiplier = _MULTIPLIER_WORDS[part]
    return currency, multiplier


def _without_units(folded: str) -> str:
    units = {fold(word) for word in (*_CURRENCY_WORDS, *_MULTIPLIER_WORDS, "keur", "meur", "kusd", "musd", "in", "di")}
    return " ".join(word for word in folded.split() if word not in units)


def _spellings(header: str) -> list[str]:
    """The header folded in ever shorter forms: whole, without remarks, without year, without unit."""
    whole = fold(header)
    bare = fold(_PARENTHESES.sub(" ", header)) or whole
    undated = fold(_YEAR.sub(" ", bare)) or bare
    return list(dict.fromkeys(form for form in (whole, bare, undated, _without_units(undated)) if form))


@lru_cache(maxsize=4096)
def read_header(header: str, table: str = "profile") -> HeaderReading:
    """What `header` means in a table of profiles, interactions or preferences.

    In order: a synonym in full; the question of a form ("Quante persone lavorano da voi?"); a synonym of two words, or
    of seven letters or more, inside the header ("Indicare il settore"); the nearest synonym, read if the similarity is
    ≥ 90 and no other field comes near, else only suggested.
    """
    synonyms = load_synonyms(table)
    currency, multiplier = _units(header)
    years = _YEAR.findall(header)
    spellings = _spellings(header)
    asked, is_question = read_question(header, table)
    if is_question and not any(spelling in synonyms for spelling in spellings):
        match, field, rank, written = Match.QUESTION, asked, _RANK_OF_QUESTIONS, ""
    else:
        match, synonym = _match(spellings, table)
        field, rank, written = synonyms.get(synonym, (None, 0, ""))
    has_unit = field in MONEY_FIELDS
    return HeaderReading(
        header=header,
        field=None if match in (Match.SUGGESTION, Match.UNKNOWN) else field,
        match=match,
        synonym=written,
        rank=rank,
        currency=currency if has_unit else "",
        multiplier=multiplier if has_unit else 1,
        year=int(years[-1]) if years else None,
    )


def _match(spellings: list[str], table: str) -> tuple[Match, str]:
    """How the header was understood and the folded synonym behind it."""
    synonyms = load_synonyms(table)
    for spelling in spellings:
        if spelling in synonyms:
            return Match.SYNONYM, spelling
    if not spellings:
        return Match.UNKNOWN, ""
    for spelling in spellings:
        if contained := _contained(spelling, synonyms):
            return Match.CONTAINED, contained
    return _nearest(spellings[-1], synonyms)


def _contained(spelling: str, synonyms: dict[str, tuple[Field, int, str]]) -> str:
    """The longest synonym inside `spelling`, unless one just as long of another field is there too."""
    padded = f" {spelling} "
    inside = [
        synonym
        for synonym, (field, _, _) in synonyms.items()
        if f" {synonym} " in padded
        and (" " in synonym or (len(synonym) >= _SHORTEST_CONTAINED and field != Field.NAME))
    ]
    longest = max(inside, key=lambda synonym: (len(synonym), synonym), default="")
    rivals = {synonyms[synonym][0] for synonym in inside if len(synonym) == len(longest)}
    return longest if len(rivals) == 1 else ""


def _nearest(spelling: str, synonyms: dict[str, tuple[Field, int, str]]) -> tuple[Match, str]:
    from rapidfuzz import fuzz, process

    if len(spelling) < _SHORTEST_FUZZY:
        return Match.UNKNOWN, ""
    candidates = [synonym for synonym in synonyms if len(synonym) >= _SHORTEST_FUZZY - 1]
    ranked = process.extract(spelling, candidates, scorer=fuzz.ratio, limit=len(candidates), score_cutoff=60)
    if not ranked or ranked[0][1] < SUGGESTED_SIMILARITY:
        return Match.UNKNOWN, ""
    best, similarity = ranked[0][0], ranked[0][1]
    rivals = [score for name, score, _ in ranked if synonyms[name][0] != synonyms[best][0]]
    sure = similarity >= SURE_SIMILARITY and (not rivals or similarity - rivals[0] >= _MARGIN)
    return (Match.FUZZY if sure else Match.SUGGESTION), best
