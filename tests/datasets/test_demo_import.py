"""The demo files are taken by the importers without a single error, and mean what their author meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.importers import ImportedProfiles, import_interactions, import_profiles
from matcher.problems import Severity
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage

DEMO = Path(__file__).resolve().parents[2] / "datasets" / "demo"


@pytest.fixture(scope="module")
def companies() -> ImportedProfiles:
    return import_profiles(DEMO / "imprese.xlsx", default_kind=ProfileKind.STARTUP)


@pytest.fixture(scope="module")
def counterparts() -> ImportedProfiles:
    return import_profiles(DEMO / "counterparts.csv", default_kind=ProfileKind.INVESTOR)


@pytest.fixture(scope="module")
def by_id(companies: ImportedProfiles) -> dict[str, Profile]:
    return {profile.id: profile for profile in companies.profiles}


def test_the_workbook_gives_the_eighteen_companies_in_order(companies: ImportedProfiles) -> None:
    assert [profile.id for profile in companies.profiles] == [f"to-{number:02d}" for number in range(1, 19)]


def test_the_workbook_raises_warnings_but_no_error(companies: ImportedProfiles) -> None:
    severities = {problem.severity for problem in companies.problems}
    assert Severity.ERROR not in severities
    assert Severity.WARNING in severities


def test_the_form_sent_twice_is_reported(companies: ImportedProfiles) -> None:
    assert any("NEUROPASSO" in problem.value + problem.message for problem in companies.problems)


def test_every_company_has_its_text_and_its_sector(companies: ImportedProfiles) -> None:
    assert [profile.id for profile in companies.profiles if not profile.description or not profile.sectors] == []


@pytest.mark.parametrize(
    ("company", "revenue"),
    [
        pytest.param("to-01", 420_000, id="420k under a header in millions"),
        pytest.param("to-02", 31_800_000, id="a number cell in millions"),
        pytest.param("to-03", 6_300_000, id="a decimal comma in millions"),
        pytest.param("to-06", 6_200_000, id="the unit written twice"),
    ],
)
def test_revenue_is_read_in_its_own_unit(by_id: dict[str, Profile], company: str, revenue: float) -> None:
    assert by_id[company].revenue == Money(amount=revenue, currency="EUR")


def test_an_amount_that_contradicts_the_unit_of_its_header_is_read_with_a_warning(
    companies: ImportedProfiles, by_id: dict[str, Profile]
) -> None:
    warned = [p for p in companies.problems if p.value == "€ 40.000.000" and p.severity is Severity.WARNING]
    assert len(warned) == 1
    assert by_id["to-16"].revenue == Money(amount=40_000_000, currency="EUR")


@pytest.mark.parametrize(
    ("company", "stage"),
    [
        ("to-04", Stage.SEED),
        ("to-05", Stage.SERIES_A),
        ("to-13", Stage.SEED),
        ("to-17", Stage.PRE_SEED),
        ("to-16", None),
    ],
)
def test_stages_are_read_and_left_out(by_id: dict[str, Profile], company: str, stage: Stage | None) -> None:
    assert by_id[company].stage is stage


def test_a_company_that_refuses_equity_does_not_seek_capital(by_id: dict[str, Profile]) -> None:
    assert Intent.RAISE_CAPITAL not in by_id["to-08"].seeks


def test_people_and_addresses_are_kept_apart_from_profiles(companies: ImportedProfiles) -> None:
    assert len(companies.contacts) >= 18
    assert [profile.id for profile in companies.profiles if "@" in repr(profile)] == []


def test_the_list_of_counterparts_is_taken_whole(counterparts: ImportedProfiles) -> None:
    assert [profile.id for profile in counterparts.profiles] == [f"cp-{number:02d}" for number in range(1, 61)]
    assert [problem.line() for problem in counterparts.problems if problem.severity is Severity.ERROR] == []


def test_alumni_are_taken_whole() -> None:
    alumni = import_profiles(DEMO / "alumni.csv", default_kind=ProfileKind.STARTUP)
    assert len(alumni.profiles) == 14
    assert [problem.line() for problem in alumni.problems if problem.severity is not Severity.NOTE] == []


def test_past_interactions_are_taken_whole() -> None:
    past = import_interactions(DEMO / "interactions.csv")
    assert len(past.interactions) == 63
    assert [problem.line() for problem in past.problems] == []
