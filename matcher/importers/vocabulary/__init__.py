"""Closed vocabularies of cells, Italian and English: kinds, intents, stages, countries, places, languages."""

from matcher.importers.vocabulary.countries import COUNTRY_ACCEPTED, country_code, find_countries
from matcher.importers.vocabulary.intents import find_intents
from matcher.importers.vocabulary.kinds import find_kind
from matcher.importers.vocabulary.languages import find_languages
from matcher.importers.vocabulary.places import Place, bay_area_metro, parse_place, region_of_province
from matcher.importers.vocabulary.stages import find_stages
from matcher.importers.vocabulary.wishes import WISHES_ACCEPTED, find_wish
from matcher.importers.vocabulary.words import fold

__all__ = [
    "COUNTRY_ACCEPTED",
    "WISHES_ACCEPTED",
    "Place",
    "bay_area_metro",
    "country_code",
    "find_countries",
    "find_intents",
    "find_kind",
    "find_languages",
    "find_stages",
    "find_wish",
    "fold",
    "parse_place",
    "region_of_province",
]
