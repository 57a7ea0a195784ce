from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.export import audit
from matcher.language import load_messages
from matcher.problems import Problem, Severity
from matcher.suggestions import Exclusion, ShortlistRun

ENGLISH, ITALIAN = load_messages("en"), load_messages("it")


def excluded(n: int, rule: str = "ticket") -> tuple[Exclusion, ...]:
    return tuple(
        Exclusion(company_id="c1", counterpart_id="k1", rule=rule, reason=f"reason {number}") for number in range(n)
    )


def problem(severity: Severity, message: str) -> Problem:
    return Problem(code="x", severity=severity, message=message, file="a.csv", row=3, column="Stage", value="??")


def test_an_excluded_pair_is_listed_by_name_with_rule_and_reason(bare_run: ShortlistRun) -> None:
    (table,) = audit.exclusions(replace(bare_run, exclusions=excluded(1)), ENGLISH)
    assert [row.values for row in table.rows] == [("Alfa", "Kappa", "ticket", "reason 0", "c1", "k1")]


def test_the_note_counts_the_pairs_of_each_rule(bare_run: ShortlistRun) -> None:
    run = replace(bare_run, exclusions=excluded(2) + excluded(3, rule="stage"))
    (table,) = audit.exclusions(run, ENGLISH)
    assert table.note == ("5 pairs were not proposed because a rule forbids them. By rule: stage 3; ticket 2.")


def test_no_exclusion_is_said_in_words(bare_run: ShortlistRun) -> None:
    (table,) = audit.exclusions(bare_run, ITALIAN)
    assert (table.note, len(table.rows)) == ("Nessuna regola ha escluso coppie.", 0)


def test_five_thousand_pairs_are_still_listed_one_by_one(bare_run: ShortlistRun) -> None:
    (table,) = audit.exclusions(replace(bare_run, exclusions=excluded(5_000)), ENGLISH)
    assert len(table.rows) == 5_000


@pytest.fixture
def many(bare_run: ShortlistRun) -> ShortlistRun:
    return replace(bare_run, exclusions=excluded(1_501, rule="stage") + excluded(4_503))


def test_more_are_counted_by_rule_the_commonest_first(many: ShortlistRun) -> None:
    counts = audit.exclusions(many, ENGLISH)[0]
    assert [row.values for row in counts.rows] == [
        ("ticket", 4_503, 4_503 / 6_004, "Alfa", "Kappa", "reason 0"),
        ("stage", 1_501, 1_501 / 6_004, "Alfa", "Kappa", "reason 0"),
    ]


def test_and_the_first_thousand_pairs_follow_on_their_own_sheet(many: ShortlistRun) -> None:
    pairs = audit.exclusions(many, ITALIAN)[1]
    assert (pairs.name, len(pairs.rows)) == ("Coppie escluse", 1_000)
    assert pairs.rows[-1].values[3] == "reason 999"
    assert pairs.note.startswith("Le prime 1000 coppie escluse, su 6.004.")


def test_problems_are_listed_the_gravest_first_and_then_as_found(bare_run: ShortlistRun) -> None:
    found = (
        problem(Severity.NOTE, "n"),
        problem(Severity.WARNING, "w1"),
        problem(Severity.ERROR, "e"),
        problem(Severity.WARNING, "w2"),
    )
    table = audit.import_report(replace(bare_run, problems=found), ITALIAN)
    assert [(row.values[0], row.values[6]) for row in table.rows] == [
        ("Errore", "e"),
        ("Avviso", "w1"),
        ("Avviso", "w2"),
        ("Nota", "n"),
    ]


def test_a_problem_says_its_place_its_value_and_what_is_accepted(bare_run: ShortlistRun) -> None:
    found = (replace(problem(Severity.ERROR, "Not a stage."), sheet="Aziende", accepted="seed"),)
    table = audit.import_report(replace(bare_run, problems=found), ENGLISH)
    assert table.rows[0].values == ("Error", "a.csv", "Aziende", 3, "Stage", "??", "Not a stage.", "seed")


def test_what_is_wrong_is_told_in_the_language_of_the_workbook(bare_run: ShortlistRun) -> None:
    known = replace(problem(Severity.NOTE, "not in the taxonomy (154 rows, this is the first)"), code="unknown_sector")
    found = (replace(known, n_rows=154), replace(known, n_rows=1), replace(known, n_rows=7, row=None))
    told = {
        messages.lang: [row.values[6] for row in audit.import_report(replace(bare_run, problems=found), messages).rows]
        for messages in (ITALIAN, ENGLISH)
    }
    text = "Settore non riconosciuto: tenuto come testo"
    assert told["it"] == [
        f"{text} (154 righe, questa è la prima)",
        text,
        f"{text} (altri 7 come questo non sono elencati)",
    ]
    assert told["en"] == [one.message for one in found]


def test_the_note_counts_problems_by_severity(bare_run: ShortlistRun) -> None:
    found = (problem(Severity.WARNING, "w1"), problem(Severity.WARNING, "w2"), problem(Severity.NOTE, "n"))
    note = audit.import_report(replace(bare_run, problems=found), ENGLISH).note
    assert note.startswith("Errors: 0. Warnings: 2. Notes: 1.")


def test_a_clean_import_has_a_friendly_line(bare_run: ShortlistRun) -> None:
    table = audit.import_report(bare_run, ITALIAN)
    assert [row.values[6] for row in table.rows] == ["Tutto bene: i file sono stati letti senza alcun problema."]
