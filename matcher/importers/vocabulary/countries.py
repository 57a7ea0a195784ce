"""Countries by name in seven languages, alias, code or group ("DACH"), as ISO 3166 alpha-2 codes."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.importers.grammar import resolve_parts
from matcher.importers.vocabulary.words import fold, load_vocabulary
from matcher.profiles import WORLDWIDE

COUNTRY_ACCEPTED = "Italy, Italia, IT, USA, UK, Europe, EU, DACH, LATAM, Global"
_LOCALES = ("en", "it", "fr", "de", "es", "pt", "nl")
_PLATES = {"D": ("DE",), "F": ("FR",), "I": ("IT",)}
"""Countries that people write by the one letter of their number plates: "D" for Deutschland."""
_PARENTHESES = re.compile(r"\s*\([^)]*\)")


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    from babel import Locale

    territories = Locale("en").territories
    not_countries = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    return frozenset(str(code) for code in territories if re.fullmatch("[A-Z]{2}", str(code))) - not_countries


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """Folded name → codes; own aliases outrank locale data, English and Italian names outrank the other languages."""
    from babel import Locale

    vocabulary = load_vocabulary("countries.toml")
    names: dict[str, tuple[str, ...]] = {
        fold(alias): (code,) for code, aliases in vocabulary["aliases"].items() for alias in aliases
    }
    names |= {fold(name): (WORLDWIDE,) for name in vocabulary["worldwide"]["names"]}
    for titles, codes in vocabulary["groups"].items():
        names |= {fold(title): tuple(codes.split()) for title in titles.split("|")}
    for language in _LOCALES:
        territories = Locale(language).territories
        for code in sorted(_codes()):
            names.setdefault(fold(territories.get(code, "")), (code,))
    names.pop("", None)
    return names


@lru_cache(maxsize=16_384)
def lookup_countries(part: str) -> tuple[str, ...] | None:
    """The codes that one name, code or group stands for, or None. Codes count in capitals only."""
    if part == WORLDWIDE:
        return (WORLDWIDE,)
    if part in _codes():
        return ("GB",) if part == "UK" else (part,)
    if part in _PLATES:
        return _PLATES[part]
    names = _names()
    return names.get(fold(part)) or names.get(fold(_PARENTHESES.sub("", part)))


def country_code(text: str) -> str:
    """The one country that `text` names, "" if it names none, several or the whole world.

    >>> country_code("Stati Uniti"), country_code("UK"), country_code("Europe")
    ('US', 'GB', '')
    """
    codes = lookup_countries(text.strip().rstrip("."))
    return codes[0] if codes and len(codes) == 1 and codes[0] != WORLDWIDE else ""


@lru_cache(maxsize=16_384)
def find_countries(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the countries and groups in `text`, sorted, and the parts of it that are not known.

    >>> find_countries("US/Canada; Bosnia-H; Et")
    (('BA', 'CA', 'US'), ('Et',))
    """
    codes, unknown = resolve_parts(text, lookup_countries)
    return tuple(sorted(codes)), unknown
