"""Limits that a counterpart sets in prose: "we back Nordic founders", "women-led", "with $1M+ ARR".

Only phrases that tie a place or a condition to the companies it takes are read ("Norwegian founders", "startups in
India"), not where it sits or whom it knows. A text that also says "worldwide" sets no limit of place. English only,
since nearly all such texts are; what is not understood is no limit.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matcher.text import split_sentences

_COMPANIES = r"(?:start-?ups?|companies|businesses|founders?|entrepreneurs|ventures|teams|spin-?outs?|SMEs|firms)"
_BETWEEN = r"(?:[- ](?:based|born|founded|focused|headquartered|domiciled))?(?:[ -][\w&/-]+){0,3}?[ -]"
_ANYWHERE = re.compile(
    r"\b(?:world-?wide|globally|global|anywhere|around the world|any country|internationally)\b", re.I
)
_FOUNDERS = re.compile(
    r"\b(?:(?:wom[ae]n|female|black|latinx?|minority|underrepresented|under-represented|underestimated|overlooked"
    r"|immigrant|veteran|student|lgbtq?\+?)[- ](?:led|owned|run|founded)?[- ]?(?:and [\w-]+ )?"
    rf"{_COMPANIES}|(?:wom[ae]n|female|minority|veteran|black)-(?:led|owned|founded)"
    rf"|(?:alumni|spin-?(?:outs?|offs?)) (?:of|from) (?:the )?[A-Z]\w+|[A-Z]{{2,5}} alumni)",
    re.I,
)
_REVENUE = re.compile(
    r"(?:[$€£]\s?\d+(?:\.\d+)?\s?(?:-|–|to)?\s?[$€£]?\d*\s?(?:M|MM|million)\+?|[>≥]\s?[$€£]?\s?\d+(?:\.\d+)?\s?(?:M|million))"
    r"\s?(?:\w+ )?(?:in |of )?(?:annual(?:ized)? )?(?:recurring )?(?:ARR|revenues?|run[- ]rate|EBITDA)\b",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a text says of whom it takes.

    `countries` are ISO codes it is limited to, None when it names no place; `founders` is True when it asks for a kind
    of founder that no profile states; `revenue` is True when it asks for revenue in millions. `sentences` say so.
    """

    countries: frozenset[str] | None = None
    founders: bool = False
    revenue: bool = False
    sentences: tuple[str, ...] = ()


NO_LIMITS = Limits()


@cache
def read_limits(text: str) -> Limits:
    """The limits that a text sets; `NO_LIMITS` for one that sets none.

    >>> sorted(read_limits("We invest in Norwegian founders only.").countries or ())
    ['NO']
    >>> read_limits("We are an Indian fund that invests globally in software.").countries is None
    True
    """
    if not text:
        return NO_LIMITS
    phrases, codes = _place_pattern()
    countries: set[str] = set()
    told: list[str] = []
    founders = revenue = False
    for sentence in split_sentences(text):
        places = [next(group for group in match.groups() if group) for match in phrases.finditer(sentence)]
        countries.update(code for place in places for code in codes[place.lower()])
        asks_founders, asks_revenue = bool(_FOUNDERS.search(sentence)), bool(_REVENUE.search(sentence))
        founders, revenue = founders or asks_founders, revenue or asks_revenue
        if places or asks_founders or asks_revenue:
            told.append(sentence)
    is_anywhere = bool(_ANYWHERE.search(text))
    return Limits(
        countries=frozenset(countries) if countries and not is_anywhere else None,
        founders=founders,
        revenue=revenue,
        sentences=tuple(told),
    )


@cache
def _place_pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    table = tomllib.loads(files("matcher").joinpath("limits.toml").read_text(encoding="utf-8"))["places"]
    codes = {word: tuple(key.split()) for key, words in table.items() for word in words}
    names = "|".join(re.escape(word) for word in sorted(codes, key=lambda word: (-len(word), word)))
    before = rf"\b({names}){_BETWEEN}{_COMPANIES}\b"
    seated = r"(?:that are |which are )?(?:based |located |operating |headquartered )?(?:in|from|across) (?:the )?"
    after = rf"\b{_COMPANIES} {seated}({names})\b"
    return re.compile(f"{before}|{after}", re.IGNORECASE), codes
