"""Names of countries in the reader's language."""

from __future__ import annotations

from functools import cache


@cache
def country_label(code: str, lang: str) -> str:
    """The name of an ISO 3166 country in `lang` by the Unicode CLDR, or `code` where it has none."""
    from babel import Locale

    return str(Locale(lang).territories.get(code, code))
