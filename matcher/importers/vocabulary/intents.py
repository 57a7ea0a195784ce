"""Intents from the words of "seeking" and "offers" cells; free text elsewhere is never searched for them."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.importers.grammar import resolve_parts
from matcher.importers.vocabulary.words import fold, load_vocabulary, phrase_pattern
from matcher.profiles import Intent

INTENTS_ACCEPTED = (
    "investitori, pilot, clienti, distributori, licenza, mentor, formazione, accelerazione, laboratorio, ricerca, "
    "acquisizione, internazionalizzazione"
)

_NEGATION = re.compile(
    r"\b(?:no|niente|nessun\w*|non (?:cerc|vogli|ci interess|siamo interess)\w*|"
    r"not (?:looking|seeking|interested)|esclus\w+)"
    r"\b(?!-)(?! (?:solo|only)\b)[^,;.\n]*",
    re.IGNORECASE,
)
"""What is named only to say that it is not wanted, up to the end of its clause."""

_CODES = frozenset(intent.value for intent in Intent)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Intent, re.Pattern[str], re.Pattern[str] | None], ...]:
    vocabulary = load_vocabulary("intents.toml")
    return tuple(
        (
            Intent(code),
            phrase_pattern(entry["phrases"]),
            phrase_pattern(entry["not"]) if "not" in entry else None,
        )
        for code, entry in vocabulary.items()
    )


@lru_cache(maxsize=16_384)
def _lookup(part: str) -> tuple[Intent, ...] | None:
    folded = fold(_NEGATION.sub(" ", part))
    if folded.replace(" ", "_") in _CODES:
        return (Intent(folded.replace(" ", "_")),)
    found = tuple(
        intent
        for intent, pattern, struck in _patterns()
        if pattern.search(struck.sub(" ", folded) if struck else folded)
    )
    return found or None


@lru_cache(maxsize=16_384)
def find_intents(text: str) -> tuple[tuple[Intent, ...], tuple[str, ...]]:
    """The intents that `text` names, sorted, and the parts of it that name none.

    >>> find_intents("Partner industriale; Internazionalizzazione")[0] == (
    ...     Intent.DISTRIBUTION, Intent.JOINT_RESEARCH, Intent.LANDING, Intent.PILOT)
    True
    """
    intents, unknown = resolve_parts(text, _lookup)
    return tuple(sorted(intents)), unknown


def is_intent_label(text: str) -> bool:
    """True if every part of `text` is a short label (at most four words) that names an intent, so it says no more."""
    intents, unknown = find_intents(text)
    return bool(intents) and not unknown and max(len(part.split()) for part in re.split(r"[;,\n/]", text)) <= 4
