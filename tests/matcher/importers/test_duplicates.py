"""Parties that stand twice."""

import pytest

from matcher.importers.duplicates import Duplicate, Sign, find_duplicates, merge_duplicates, merge_profiles
from matcher.profiles import Profile, ProfileKind


def party(profile_id: str, name: str, *, website: str = "", vat: str = "", description: str = "") -> Profile:
    return Profile(
        id=profile_id, name=name, kind=ProfileKind.STARTUP, website=website, vat_number=vat, description=description
    )


@pytest.mark.parametrize(
    ("one", "two", "sign", "merged"),
    [
        (party("a", "X", vat="01234567897"), party("b", "Y", vat="IT01234567897"), Sign.SAME_VAT_NUMBER, True),
        (
            party("a", "Rossi srl", website="rossi.it"),
            party("b", "ROSSI", website="www.rossi.it/it"),
            Sign.SAME_WEBSITE_AND_NAME,
            True,
        ),
        (party("a", "Rossi srl"), party("b", "Rossi SpA"), Sign.SAME_NAME, False),
        (party("a", "Rossi", website="x.it"), party("b", "Bianchi", website="x.it"), Sign.SAME_WEBSITE, False),
        (party("a", "Meccanica Rossi"), party("b", "Meccanica Rosssi"), Sign.SIMILAR_NAME, False),
    ],
    ids=lambda value: str(value) if isinstance(value, Sign) else "",
)
def test_a_pair_is_found_by_its_sign(one: Profile, two: Profile, sign: Sign, merged: bool) -> None:
    assert find_duplicates([one, two]) == (Duplicate(kept_id="a", other_id="b", sign=sign, merged=merged),)


def test_a_vat_number_with_a_wrong_check_digit_proves_nothing() -> None:
    assert find_duplicates([party("a", "Alfa", vat="01234567890"), party("b", "Beta", vat="01234567890")]) == ()


def test_names_that_differ_by_a_number_are_not_alike() -> None:
    assert find_duplicates([party("a", "Meccanica Fund 2"), party("b", "Meccanica Fund 3")]) == ()


def test_a_merge_keeps_the_longer_text_and_fills_what_was_empty() -> None:
    merged, changed = merge_profiles(
        party("a", "Alfa", description="Robot"), party("b", "Alfa", description="Robot per serre", website="alfa.it")
    )
    assert (merged.id, merged.description, merged.website) == ("a", "Robot per serre", "alfa.it")
    assert changed == ("description", "website")


def test_three_of_one_kind_end_in_the_first() -> None:
    parties = [party(profile_id, "Alfa", vat="01234567897") for profile_id in "abc"]
    profiles, gone = merge_duplicates(parties, find_duplicates(parties))
    assert [profile.id for profile in profiles] == ["a"]
    assert {other: kept for other, (kept, _) in gone.items()} == {"b": "a", "c": "a"}
