"""Personal data kept out of what is matched."""

import pytest

from matcher.importers.contacts import make_contacts, without_contacts
from matcher.profiles import Contact


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Robot per serre. Scrivere a info@alfa.it", "Robot per serre."),
        ("Robot, tel. +39 055 123 4567", "Robot"),
        ("Robot (cell. 333 1234567) per serre", "Robot per serre"),
        ("Call (415) 555-0123 for a demo", "Call for a demo"),
    ],
    ids=["email", "labelled", "mobile", "american"],
)
def test_an_address_is_taken_out_of_text(text: str, left: str) -> None:
    assert without_contacts(text) == (left, 1)


@pytest.mark.parametrize(
    "text", ["dal 1998 al 2020", "+20 000 units, +30% in 2020", "mobile 2020 app", "€ 1.500.000 di ricavi"]
)
def test_years_amounts_and_growth_stay(text: str) -> None:
    assert without_contacts(text) == (text, 0)


def test_persons_and_addresses_are_paired_by_order() -> None:
    assert make_contacts("a", ("Ada", "Bea"), (), ("a@x.it", "b@x.it"), ("1",)) == (
        Contact(profile_id="a", person="Ada", email="a@x.it", phone="1"),
        Contact(profile_id="a", person="Bea", email="b@x.it"),
    )


def test_all_roles_and_addresses_of_one_person_stay_together() -> None:
    assert make_contacts("a", ("Ada",), ("Founder", "CEO"), ("a@x.it", "b@x.it"), ()) == (
        Contact(profile_id="a", person="Ada", role="Founder, CEO", email="a@x.it; b@x.it"),
    )
