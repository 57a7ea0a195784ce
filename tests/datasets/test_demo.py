"""The demo programme holds together: counts, ids, languages, addresses, and the numbers in its data card."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from matcher.agenda.programme import EventPlan, Parties, know_parties, read_event
from matcher.agenda.programme.wishes import settle_wishes
from matcher.importers import ImportedPreferences, import_preferences, import_profiles
from matcher.profiles import Intent, ProfileKind

DEMO = Path(__file__).resolve().parents[2] / "datasets" / "demo"
HEADER_ROW = 5
ITALIAN_WORDS = {"di", "da", "e", "il", "la", "le", "che", "con", "per", "alla", "dal", "lungo", "conto", "un"}
ENGLISH_WORDS = {"the", "of", "and", "to", "we", "in", "for", "with", "a", "at"}
PUBLIC_ORGANISATIONS = {f"cp-{number}" for number in (43, 44, 45, 46, 47, 48, 54, 55, 56, 57)}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def sheet() -> list[dict[str, Any]]:
    """The rows of the first sheet that carry a company's text, keyed by header."""
    book = openpyxl.load_workbook(DEMO / "imprese.xlsx")
    table = list(book.worksheets[0].iter_rows(values_only=True))
    headers = table[HEADER_ROW - 1]
    rows = [dict(zip(map(str, headers), row, strict=True)) for row in table[HEADER_ROW:]]
    return [row for row in rows if row["Cosa fa l'azienda"]]


@pytest.fixture(scope="module")
def companies(sheet: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in sheet if row["Codice"]]


@pytest.fixture(scope="module")
def counterparts() -> list[dict[str, str]]:
    return rows_of("counterparts.csv")


@pytest.fixture(scope="module")
def event() -> EventPlan:
    return read_event(DEMO / "event.toml")


@pytest.fixture(scope="module")
def wishes() -> ImportedPreferences:
    return import_preferences(DEMO / "preferences.csv")


@pytest.fixture(scope="module")
def parties() -> Parties:
    companies = import_profiles(DEMO / "imprese.xlsx", default_kind=ProfileKind.STARTUP).profiles
    counterparts = import_profiles(DEMO / "counterparts.csv", default_kind=ProfileKind.INVESTOR).profiles
    return know_parties(companies, counterparts, {})


def is_italian(text: str) -> bool:
    words = re.findall(r"[a-zà-ù]+", text.lower())
    return sum(word in ITALIAN_WORDS for word in words) > sum(word in ENGLISH_WORDS - {"a", "in"} for word in words)


def vat_check_digit(number: str) -> int:
    doubled = [int(digit) * 2 for digit in number[1:10:2]]
    total = sum(int(digit) for digit in number[0:10:2]) + sum(value - 9 if value > 9 else value for value in doubled)
    return -total % 10


def test_eighteen_companies_have_their_own_code(companies: list[dict[str, Any]]) -> None:
    assert [row["Codice"] for row in companies] == [f"to-{number:02d}" for number in range(1, 19)]


def test_one_company_was_sent_twice(sheet: list[dict[str, Any]]) -> None:
    numbers = Counter(row["P.IVA"] for row in sheet if row["P.IVA"])
    assert [number for number, times in numbers.items() if times > 1] == ["99000170003"]


def test_ten_companies_describe_themselves_in_italian(companies: list[dict[str, Any]]) -> None:
    italian = [row["Codice"] for row in companies if is_italian(row["Cosa fa l'azienda"])]
    assert italian == ["to-01", "to-02", "to-03", "to-06", "to-07", "to-09", "to-13", "to-16", "to-17", "to-18"]


def test_a_mature_manufacturer_has_150_people_40_million_and_no_stage(companies: list[dict[str, Any]]) -> None:
    mature = [row for row in companies if row["Addetti"] == 150]
    assert [(row["Fatturato (mln €)"], row["Stadio"]) for row in mature] == [("€ 40.000.000", "n.d.")]


def test_vat_numbers_are_right_but_of_an_office_that_does_not_exist(sheet: list[dict[str, Any]]) -> None:
    numbers = [row["P.IVA"] for row in sheet if row["P.IVA"]]
    assert len(numbers) == 17
    assert {number for number in numbers if int(number[10]) != vat_check_digit(number)} == set()
    assert {number[7:10] for number in numbers} == {"000"}


def test_the_sheet_is_untidy(sheet: list[dict[str, Any]]) -> None:
    book = openpyxl.load_workbook(DEMO / "imprese.xlsx")
    first = book.worksheets[0]
    column = [cell.value for cell in first["C"]]
    assert book.sheetnames == ["Imprese 2027", "Note"]
    assert "TOTALE" in column
    assert column[HEADER_ROW : column.index("TOTALE")].count(None) == 1
    assert len(first.merged_cells.ranges) >= 8
    assert any(name != name.strip() for name in (row["Ragione sociale"] for row in sheet))


def test_counterparts_are_sixty_of_all_six_kinds(counterparts: list[dict[str, str]]) -> None:
    assert [row["id"] for row in counterparts] == [f"cp-{number:02d}" for number in range(1, 61)]
    assert Counter(row["kind"] for row in counterparts) == {
        ProfileKind.INVESTOR: 22,
        ProfileKind.MENTOR: 9,
        ProfileKind.CORPORATE: 11,
        ProfileKind.UNIVERSITY: 6,
        ProfileKind.ACCELERATOR: 5,
        ProfileKind.TECH_TRANSFER_CENTRE: 7,
    }


@pytest.mark.parametrize("column", ["seeks", "offers"])
def test_counterparts_use_the_codes_of_intents(counterparts: list[dict[str, str]], column: str) -> None:
    written = {code for row in counterparts for code in row[column].split("; ") if code}
    assert written - set(Intent) == set()


def test_tickets_are_ranges(counterparts: list[dict[str, str]]) -> None:
    tickets = [
        (int(row["ticket_min_usd"]), int(row["ticket_max_usd"])) for row in counterparts if row["ticket_min_usd"]
    ]
    assert len(tickets) == 23
    assert [ticket for ticket in tickets if ticket[0] > ticket[1]] == []


def test_what_is_invented_about_public_organisations_is_marked(counterparts: list[dict[str, str]]) -> None:
    marked = {row["id"] for row in counterparts if "[Demo intent, invented:" in row["description"]}
    assert marked == PUBLIC_ORGANISATIONS
    assert {row["needs"] for row in counterparts if row["id"] in PUBLIC_ORGANISATIONS} == {""}


def test_interactions_join_known_parties(companies: list[dict[str, Any]], counterparts: list[dict[str, str]]) -> None:
    known = {row["Codice"] for row in companies} | {row["id"] for row in rows_of("alumni.csv")}
    others = {row["id"] for row in counterparts}
    interactions = rows_of("interactions.csv")
    assert {row["startup_id"] for row in interactions} - known == set()
    assert {row["counterpart_id"] for row in interactions} - others == set()


def test_every_alumnus_has_a_text_and_a_past() -> None:
    past = {row["startup_id"] for row in rows_of("interactions.csv")}
    assert [row["id"] for row in rows_of("alumni.csv") if not row["description"] or row["id"] not in past] == []


def test_interactions_are_dated_before_the_event_and_in_order() -> None:
    dates = [row["date"] for row in rows_of("interactions.csv")]
    assert dates == sorted(dates)
    assert dates[0][:4] == "2023"
    assert dates[-1] < "2027"


def test_relations_and_outcomes_are_of_the_schema() -> None:
    outcomes: dict[str, set[str]] = {}
    for row in rows_of("interactions.csv"):
        outcomes.setdefault(row["relation"], set()).add(row["outcome"])
    assert set(outcomes) == {"meeting", "advice", "investment"}
    assert outcomes["investment"] == {""}
    assert outcomes["meeting"] | outcomes["advice"] <= {"kept", "no_show", "1", "2", "3", "4", "5"}


def test_every_pair_is_judged_once(companies: list[dict[str, Any]], counterparts: list[dict[str, str]]) -> None:
    judged = [(row["startup_id"], row["counterpart_id"]) for row in rows_of("judgements.csv")]
    assert judged == [(row["Codice"], other["id"]) for row in companies for other in counterparts]


def test_every_company_has_at_least_six_sensible_counterparts_and_many_wrong_ones() -> None:
    sensible = Counter(row["startup_id"] for row in rows_of("judgements.csv") if row["grade"] != "0")
    assert len(sensible) == 18
    assert min(sensible.values()) >= 6
    assert max(sensible.values()) <= 15


def test_everyone_in_the_event_and_in_the_wishes_is_of_the_programme(
    event: EventPlan, wishes: ImportedPreferences, parties: Parties
) -> None:
    named = [one.party for one in (*event.parties, *wishes.preferences, *wishes.presences)]
    named += [one.about for one in wishes.preferences] + [visit.host for visit in event.visits]
    named += [name for pair in event.forbidden for name in pair]
    assert [name for name in named if parties.find(name) is None] == []
    kinds = {profile.id: profile.kind for profile in parties.counterparts}
    hosts = {kinds[parties.find(visit.host) or ""] for visit in event.visits}
    assert hosts == {ProfileKind.UNIVERSITY, ProfileKind.CORPORATE}


def test_the_event_lasts_two_days_of_twelve_slots(event: EventPlan) -> None:
    assert Counter(slot.day.isoformat() for slot in event.slots) == {"2027-04-13": 12, "2027-04-14": 12}
    assert (event.slots[3].id, f"{event.slots[3].start:%H:%M}") == ("d1s04", "11:10")


def test_wishes_are_untidy_in_two_languages_and_understood(
    event: EventPlan, wishes: ImportedPreferences, parties: Parties
) -> None:
    settled = settle_wishes(wishes.preferences, wishes.presences, parties, event.slots)
    assert settled.problems == ()
    assert settled.must == {("to-05", "cp-03"), ("to-06", "cp-34"), ("to-10", "cp-33"), ("to-16", "cp-38")}
    assert settled.no == {("to-08", "cp-10")}
    assert len(settled.meet) == 5
    assert settled.available["to-18"] == tuple(slot.id for slot in event.slots[6:])
    assert settled.available["cp-32"] == tuple(slot.id for slot in event.slots[:6])


def test_no_real_address_appears_anywhere() -> None:
    book = openpyxl.load_workbook(DEMO / "imprese.xlsx")
    cells = [str(cell) for page in book.worksheets for row in page.iter_rows(values_only=True) for cell in row if cell]
    texts = cells + [path.read_text(encoding="utf-8") for path in DEMO.iterdir() if path.suffix in {".csv", ".toml"}]
    hosts = {host for text in texts for host in re.findall(r"(?:@|https?://|www\.)([\w.-]+\w)", text)}
    assert len(hosts) > 10
    assert [host for host in sorted(hosts) if not host.endswith((".example", "example.com"))] == []


def test_the_numbers_of_the_data_card_are_those_of_the_files(event: EventPlan, wishes: ImportedPreferences) -> None:
    card = (DEMO / "README.md").read_text(encoding="utf-8")
    grades = Counter(row["grade"] for row in rows_of("judgements.csv"))
    assert f"| {len(rows_of('alumni.csv'))} companies of the editions 2023, 2024 and 2025 |" in card
    assert f"| {len(rows_of('interactions.csv'))} meetings, investments and advice" in card
    assert f"| {len(event.slots)} slots in two days, three places, two visits |" in card
    assert f"| {len(wishes.preferences)} wishes and {len(wishes.presences)} times in words |" in card
    assert f"{grades['2']} of grade 2, {grades['1']} of grade 1, {grades['0']} of grade 0" in card
