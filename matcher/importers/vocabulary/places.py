"""Addresses such as "Singel 542, Amsterdam, North Holland 1017 AZ, NL" as country, region, city and metro."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matcher.importers.vocabulary.countries import country_code, lookup_countries
from matcher.importers.vocabulary.words import fold, load_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What an address says: `country` is ISO alpha-2, the others are as written; "" is unknown."""

    country: str = ""
    region: str = ""
    city: str = ""
    metro: str = ""


_ZIP = r"\d{5}(?:-\d{4})?"
_STATE_AND_ZIP = re.compile(rf"(?:(?P<city>.*?)[\s.]+)?(?P<state>[A-Z]{{2}})\.?(?:\s+{_ZIP})?")
_POSTCODE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?(?: \d[A-Z]{2})?\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
    r"|\b(?:[A-Z]{1,2}-)?\d{3,7}(?:[- ]\d{2,4})?(?: [A-Z]{2})?\b"
)
_UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_CANADIAN_POSTCODE = re.compile(r"\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """State name by folded name and by code in capitals."""
    states: dict[str, str] = load_vocabulary("places.toml")["us_states"]
    return states | {fold(name): name for name in states.values()}


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Country by folded name of a well-known city."""
    cities = load_vocabulary("places.toml")["cities"]
    return {fold(city): country for country, names in cities.items() for city in names}


@lru_cache(maxsize=1)
def _not_city_words() -> frozenset[str]:
    return frozenset(load_vocabulary("places.toml")["not_a_city"]["words"])


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    """Italian region by province code in capitals and by folded province name."""
    regions = load_vocabulary("places.toml")["italian_regions"]
    pairs = [(entry.split(" ", 1), region) for region, entries in regions.items() for entry in entries]
    return {code: region for (code, _), region in pairs} | {fold(name): region for (_, name), region in pairs}


@lru_cache(maxsize=1)
def _region_names() -> frozenset[str]:
    vocabulary = load_vocabulary("places.toml")
    return frozenset(map(fold, (*vocabulary["italian_regions"], *vocabulary["english_region_names"]["names"])))


@lru_cache(maxsize=1)
def _bay_area() -> tuple[str, frozenset[str], frozenset[str]]:
    bay = load_vocabulary("places.toml")["bay_area"]
    return bay["metro"], frozenset(map(fold, bay["certain"])), frozenset(map(fold, bay["shared"]))


def region_of_province(text: str) -> str:
    """The Italian region of a province given by code ("PI") or name ("Pisa"), "" if it is neither.

    >>> region_of_province("PI"), region_of_province("provincia di Firenze")
    ('Toscana', 'Toscana')
    """
    name = re.sub(r"(?i)^(?:provincia|prov\.?|citt[àa] metropolitana)\s+(?:di\s+)?", "", text.strip()).strip("() ")
    return _provinces().get(name.upper() if len(name) == 2 else fold(name), "")


def is_italian_region(text: str) -> bool:
    """True if `text` is the Italian or English name of an Italian region.

    >>> is_italian_region("Toscana"), is_italian_region("Tuscany"), is_italian_region("Texas")
    (True, True, False)
    """
    return fold(text) in _region_names()


def bay_area_metro(city: str, region: str, country: str) -> str:
    """The name of the metro area if `city` lies in the San Francisco Bay Area, else "".

    A name that other places share ("Oakland", "Dublin") counts only with California beside it.
    """
    metro, certain, shared = _bay_area()
    if country not in ("", "US") or (region and fold(region) not in ("ca", "california")):
        return ""
    return metro if fold(city) in certain or (region and fold(city) in shared) else ""


_ITALIAN_TOWN = re.compile(
    r"^(?P<before>.*?)\((?P<province>[A-Z]{2})\)[\s,.-]*(?:italia|italy|it)?[\s.]*$", re.IGNORECASE | re.DOTALL
)


def _italian_town(text: str) -> Place | None:
    """An address that ends as Italian ones do, "35013 Cittadella (PD)"; None for any other.

    A well-known city elsewhere is no Italian town: "San Francisco (CA)" is not in the province of Cagliari.
    """
    match = _ITALIAN_TOWN.match(text.strip())
    region = region_of_province(match["province"]) if match else ""
    if match is None or not region:
        return None
    named = [
        re.sub(r"\s+", " ", _POSTCODE.sub("", part)).strip(" .-") for part in re.split(r"[,;|\n]| - ", match["before"])
    ]
    town = named[-1]
    if _cities().get(fold(town), "IT") != "IT" or bay_area_metro(town, match["province"], ""):
        return None
    return Place(country="IT", region=region, city=town if _is_city_name(town) else "")


@lru_cache(maxsize=16_384)
def parse_place(text: str) -> Place:
    """Where an address lies, as far as it says so; an address that says nothing known gives an empty place.

    The country is read from the last part, by name or code; else from a US state ("CA 94025"), a British or Canadian
    postcode, or a well-known city. "CA", "DE", "IL" … are US states unless the postcode or city before them says
    otherwise. A province in parentheses at the end is an Italian one.

    >>> parse_place("Menlo Park, California, United States")
    Place(country='US', region='California', city='Menlo Park', metro='SF Bay Area')
    """
    if town := _italian_town(text):
        return town
    parts = [part for raw in re.split(r"[,;|\n]", text) if (part := raw.strip(" ."))]
    country, parts = _take_country(parts)
    region = ""
    while len(parts) > 1 and re.fullmatch(_ZIP, parts[-1]):
        parts = parts[:-1]
    if country in ("", "US"):
        state, parts = _take_state(parts)
        country, region = ("US" if state else country), state
    if not country:
        country = _country_of_postcode(text)
    city = _known_city(parts, region, country)
    city, region = (city, region) if city else _city_by_position(parts, region, country)
    country = country or _cities().get(fold(city), "")
    return Place(country=country, region=region, city=city, metro=bay_area_metro(city, region, country))


def _take_country(parts: list[str]) -> tuple[str, list[str]]:
    """The country that the last part names and the parts without it; for two parts also "Jordan, Amman"."""
    if not parts or fold(parts[-1]) in _cities():
        return "", parts
    last = parts[-1]
    if len(last) == 2 and last.isupper():
        return (country_code(last), parts[:-1]) if _is_country_not_state(last, parts[:-1]) else ("", parts)
    without_postcode = _POSTCODE.sub("", last).strip(" .-")
    for candidate in (last, without_postcode):
        code = country_code(candidate) if len(candidate) > 2 else ""
        if code and (fold(candidate) not in _states() or len(parts) == 1):
            return code, parts[:-1]
    for candidate in (last, without_postcode):
        code, rest = _country_at_the_end(candidate)
        if code:
            return code, [*parts[:-1], rest]
    if len(parts) > 1 and not without_postcode:
        return _take_country(parts[:-1])
    first = country_code(parts[0]) if len(parts) == 2 and fold(parts[0]) not in _states() else ""
    return first, parts[1:] if first else parts


def _country_at_the_end(part: str) -> tuple[str, str]:
    """The country that the last words of `part` name and the words before them."""
    words = re.split(r"[\s/]+|(?<=[a-z])-(?=[A-Z]{2})", part)
    for n_words in range(min(5, len(words) - 1), 0, -1):
        tail = " ".join(words[-n_words:])
        if (code := country_code(tail)) and tail not in _states() and fold(tail) not in _states():
            return code, " ".join(words[:-n_words])
    return "", part


def _is_country_not_state(code: str, before: list[str]) -> bool:
    if code not in _states() or not country_code(code):
        return bool(country_code(code)) and code not in _states()
    if not before:
        return False
    place = _POSTCODE.sub("", before[-1]).strip()
    if code in (_cities().get(fold(place)), country_code(place)):
        return True
    return bool(_POSTCODE.search(before[-1])) and not _STATE_AND_ZIP.fullmatch(before[-1])


def _take_state(parts: list[str]) -> tuple[str, list[str]]:
    """The US state that the last part names and the parts without it."""
    if not parts:
        return "", parts
    last = re.sub(rf"\s*{_ZIP}$", "", parts[-1]) if len(parts) > 1 else parts[-1]
    if fold(last) in _states() and len(last) > 2 and len(parts) > 1:
        return _states()[fold(last)], parts[:-1]
    match = _STATE_AND_ZIP.fullmatch(parts[-1])
    if match and match["state"] in _states():
        return match["state"], [*parts[:-1], match["city"]] if match["city"] else parts[:-1]
    words = parts[-1].split()
    if len(words) > 2 and words[-1].isdigit() and fold(words[-2]) in _states():
        return _states()[fold(words[-2])], [*parts[:-1], " ".join(words[:-2])]
    return "", parts


def _country_of_postcode(text: str) -> str:
    if _UK_POSTCODE.search(text):
        return "GB"
    return "CA" if _CANADIAN_POSTCODE.search(text) else ""


def _known_city(parts: list[str], region: str, country: str) -> str:
    """The rightmost part, or ending of a part, that is a well-known city of `country` (of any if unknown)."""
    _, certain, shared = _bay_area()
    nearby = certain | shared if fold(region) in ("ca", "california") else frozenset[str]()
    for part in reversed(parts):
        words = re.sub(r"(?i)\bcedex\b", "", _POSTCODE.sub(" ", part)).split()
        for start in range(max(0, len(words) - 4), len(words)):
            for end in (len(words), len(words) - 1):
                name = " ".join(words[start:end]).strip(" .")
                home = _cities().get(fold(name))
                if name and (fold(name) in nearby or (home and country in ("", home))):
                    return name
    return ""


def _is_city_name(part: str) -> bool:
    """True if nothing in `part` says that it is a street, a building or no place at all."""
    words = fold(part).split()
    return bool(words) and len(words) <= 4 and not _not_city_words() & set(words) and not re.search(r"[\d#@&/()]", part)


def _city_by_position(parts: list[str], region: str, country: str) -> tuple[str, str]:
    """City and region by their usual places: "city, region" or "street 1, city, region 12345"; no city if unsure."""
    plain = [
        (re.sub(r"\s+", " ", _POSTCODE.sub("", part)).strip(" .-"), bool(_POSTCODE.search(part))) for part in parts
    ]
    named = [(name, had_code) for name, had_code in plain if _is_city_name(name)]
    if not named or (len(parts) == 1 and lookup_countries(parts[0])):
        return "", region
    last, had_code = named[-1]
    if region or len(named) == 1:
        return last, region
    before, _ = named[-2]
    if len(parts) == len(named) or (had_code and country not in ("IT", "FR", "DE", "ES", "CH")):
        return before, last
    return last, region
