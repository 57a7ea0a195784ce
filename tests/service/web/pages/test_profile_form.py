"""The form of a profile: what it shows is what it reads, and values are read by language, by name and by code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.datastructures import FormData

from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage
from matcher.store.profile_json import profile_to_json
from service.web.pages.profile_form import fields_of, inputs, read_edit, read_new, sent_version, shown
from service.web.pages.views.profile_words import FORM_FIELDS, ProfileWords

PROFILE = Profile(
    id="st-1",
    name="Serra",
    kind=ProfileKind.STARTUP,
    sectors=("agritech",),
    seeks=(Intent.PILOT, Intent.RAISE_CAPITAL),
    stage=Stage.SEED,
    amount_sought=Money(amount=1_500_000, currency="EUR"),
    country="IT",
    countries=("FR", "IT"),
    languages=("en", "it"),
    employees=12,
    portfolio=("Zeta", "Alfa"),
)


@pytest.mark.parametrize("employees", [0, 12])
@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_form_that_is_sent_as_it_was_shown_asks_for_nothing(lang: str, employees: int) -> None:
    document = profile_to_json(replace(PROFILE, employees=employees))
    edit, wrong = read_edit(shown(document, ProfileWords(lang)), FORM_FIELDS, document, lang)
    assert (edit.model_fields_set, wrong) == (set(), {})


@pytest.mark.parametrize(
    ("lang", "typed", "amount"),
    [("it", "1.500.000,5", 1_500_000.5), ("en", "1,500,000.5", 1_500_000.5), ("it", "1500000.5", 1_500_000.5)],
)
def test_amounts_are_read_as_the_language_writes_them(lang: str, typed: str, amount: float) -> None:
    values = {"revenue": typed, "revenue.currency": "USD"}
    edit, wrong = read_edit(values, ["revenue"], {}, lang)
    assert wrong == {}
    assert edit.revenue is not None
    assert (edit.revenue.amount, edit.revenue.currency) == (amount, "USD")


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("country", "IT", "IT"),
        ("country", "it", "IT"),
        ("country", "Italia", "IT"),
        ("countries", "it, us", ["IT", "US"]),
        ("countries", "Italy; Isola di Man", ["IM", "IT"]),
        ("countries", "ovunque", ["*"]),
        ("languages", "it; EN", ["en", "it"]),
        ("languages", "italiano; inglese", ["en", "it"]),
    ],
)
def test_places_and_languages_are_read_by_name_and_by_code(name: str, typed: str, read: Any) -> None:
    edit, wrong = read_edit({name: typed}, [name], {}, "it")
    assert (getattr(edit, name), wrong) == (read, {})


@pytest.mark.parametrize("kind", list(ProfileKind))
def test_participants_are_asked_for_fields_that_the_form_has(kind: ProfileKind) -> None:
    assert set(fields_of(kind)) <= set(FORM_FIELDS)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_sector_stands_in_one_group(lang: str) -> None:
    found = inputs(lang)
    assert sorted(one for _, each in found.sectors for one in each) == sorted(found.options["sectors"])


def test_a_new_profile_needs_a_name_and_a_kind() -> None:
    empty = shown({}, ProfileWords("en"))
    assert read_new(empty, "en") == (None, {"name": "profile.wrong.name", "kind": "profile.wrong.value"})
    body, wrong = read_new({**empty, "name": "Serra", "kind": "sme", "country": "IT"}, "en")
    assert body is not None
    assert (body.name, body.kind, body.country, wrong) == ("Serra", ProfileKind.SME, "IT", {})


@pytest.mark.parametrize(
    ("name", "typed", "key"),
    [
        ("employees", "12.5", "number"),
        ("employees", "-3", "number"),
        ("employees", "nan", "number"),
        ("employees", "inf", "number"),
        ("employees", "9" * 400, "number"),
        ("trl", "10", "number"),
        ("country", "Italy; France", "place"),
        ("languages", "Klingonese", "place"),
        ("name", "", "name"),
        ("stage", "nonsense", "value"),
    ],
)
def test_what_is_wrong_is_named_by_field(name: str, typed: str, key: str) -> None:
    edit, wrong = read_edit({name: typed}, [name], profile_to_json(PROFILE), "en")
    assert (edit.model_fields_set, wrong) == (set(), {name: f"profile.wrong.{key}"})


@pytest.mark.parametrize(("sent", "version"), [("12", 12), ("", 0), ("-1", 0), ("9" * 20, 0), ("9" * 5000, 0)])
def test_a_version_is_a_number_of_few_digits(sent: str, version: int) -> None:
    assert sent_version(FormData({"version": sent})) == version
