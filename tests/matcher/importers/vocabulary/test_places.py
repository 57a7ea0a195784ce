"""Addresses as people write them."""

import pytest

from matcher.importers.vocabulary import Place, bay_area_metro, parse_place, region_of_province


@pytest.mark.parametrize(
    ("text", "country", "city"),
    [
        ("Singel 542, Amsterdam, North Holland 1017 AZ, NL", "NL", "Amsterdam"),
        ("St. Andreas 7 Cham, ZUG, 6330 Switzerland ", "CH", "ZUG"),
        ("13 Avenue de l’Opéra, 75001 Paris", "FR", "Paris"),
        ("Via Marsala 29H | 00185 Roma Italia", "IT", "Roma"),
        ("1 Eagle Place, London SW1Y 6AF", "GB", "London"),
        ("Via Francesco Caracciolo 17, 80122, Napoli", "IT", "Napoli"),
        ("New York, New York, United States", "US", "New York"),
        ("104 5th Ave, New York NY 10011", "US", "New York"),
        ("414 N Orleans St, Chicago, IL, 60654, United States", "US", "Chicago"),
        ("28th Haarba'a st, Tel Aviv, Israel 6473927, IL", "IL", "Tel Aviv"),
        ("Jordan, Amman", "JO", "Amman"),
        ("Japan", "JP", ""),
        ("Remote", "", ""),
    ],
    ids=lambda value: value[:20],
)
def test_an_address_gives_country_and_city(text: str, country: str, city: str) -> None:
    place = parse_place(text)
    assert (place.country, place.city) == (country, city)


def test_a_bay_area_address_gives_state_and_metro() -> None:
    assert parse_place("2765 Sand Hill Road, Menlo Park, CA 94025") == Place(
        country="US", region="CA", city="Menlo Park", metro="SF Bay Area"
    )


def test_california_by_name_is_a_region() -> None:
    assert parse_place("Oakland, California, United States").region == "California"


def test_a_shared_name_is_in_the_bay_area_only_with_its_state() -> None:
    assert bay_area_metro("Oakland", "California", "US") == "SF Bay Area"
    assert bay_area_metro("Oakland", "", "US") == ""
    assert bay_area_metro("Dublin", "", "IE") == ""


@pytest.mark.parametrize("text", ["PI", "Pisa", "pi", "Provincia di Pisa"])
def test_a_province_gives_its_region(text: str) -> None:
    assert region_of_province(text) == "Toscana"


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Cittadella (PD)", "Cittadella"),
        ("Via Roma 1, 35013 Cittadella (pd)", "Cittadella"),
        ("35013 Cittadella (PD), Italia", "Cittadella"),
        ("Via Roma 1 (PD)", ""),
        ("Via Roma 1\n35013 Cittadella (PD)", "Cittadella"),
    ],
)
def test_a_province_in_parentheses_is_italian(text: str, city: str) -> None:
    assert parse_place(text) == Place(country="IT", region="Veneto", city=city)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("San Francisco (CA)", "US"),
        ("Menlo Park (CA)", "US"),
        ("Toronto (CA)", "CA"),
        ("Cagliari (CA)", "IT"),
    ],
)
def test_letters_behind_a_well_known_city_are_no_province(text: str, country: str) -> None:
    assert parse_place(text).country == country


def test_parentheses_that_hold_no_province_or_stand_before_another_country_are_not_italian() -> None:
    assert parse_place("Springfield (ZZ)").country == ""
    assert parse_place("Sacramento (CA), USA").country == "US"
