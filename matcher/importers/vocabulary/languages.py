"""Languages by Italian, English or own name, or by ISO 639-1 code."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.importers.grammar import resolve_parts
from matcher.importers.vocabulary.words import fold

_COMMON = """
it en fr de es pt nl ru zh ja ko ar he tr pl sv da no fi el cs ro hu uk hi bg hr sr sk sl et lv lt
ca fa vi th id ms ga mt sq
""".split()  # noqa: SIM905  (a list of fifty quoted codes reads worse)
_LEVEL = re.compile(
    r"\(.*?\)|\b(?:[abc][12]|madrelingua|native|fluent|fluente|ottimo|buono|scolastico|livello|level)\b\W*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    names = {code: code for code in _COMMON}
    for locale in (Locale("en"), Locale("it")):
        names |= {fold(locale.languages[code]): code for code in _COMMON}
    names |= {fold(Locale(code).languages[code]): code for code in _COMMON if code in Locale(code).languages}
    return {name: code for name, code in names.items() if name} | {
        "ing": "en",
        "ingl": "en",
        "fra": "fr",
        "franc": "fr",
        "ted": "de",
        "spa": "es",
        "spagn": "es",
        "mandarin": "zh",
        "mandarino": "zh",
        "chinese": "zh",
        "ita": "it",
        "ital": "it",
        "eng": "en",
        "engl": "en",
        "uk english": "en",
        "us english": "en",
        "american english": "en",
        "castigliano": "es",
        "farsi": "fa",
        "greek": "el",
        "greco": "el",
    }


def _lookup(part: str) -> tuple[str, ...] | None:
    code = _names().get(fold(_LEVEL.sub("", part)))
    return (code,) if code else None


@lru_cache(maxsize=4096)
def find_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ISO 639-1 codes that `text` names, sorted, and the parts of it that are not known; levels are ignored.

    >>> find_languages("Italiano (madrelingua), inglese C1")
    (('en', 'it'), ())
    """
    codes, unknown = resolve_parts(text, _lookup)
    return tuple(sorted(codes)), unknown
