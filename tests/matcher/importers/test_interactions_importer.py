"""Past interactions from rows."""

import datetime

from matcher.importers.interactions_importer import interactions_of
from matcher.importers.tables import Cell, ReadFile, Table
from matcher.profiles import Interaction, Money


def read(*rows: tuple[Cell, ...]) -> ReadFile:
    return ReadFile(tables=(Table(file="i.csv", rows=rows),))


def test_a_row_under_canonical_headers_is_read() -> None:
    imported = interactions_of(
        read(
            ("startup_id", "counterpart_id", "date", "relation", "stage", "amount_usd"),
            ("s1", "c1", "2012-07-25", "investment", "a", "8500000.0"),
        ),
        "i.csv",
    )
    assert imported.interactions == (
        Interaction(
            startup_id="s1",
            counterpart_id="c1",
            date=datetime.date(2012, 7, 25),
            relation="investment",
            stage_label="a",
            amount=Money(amount=8_500_000, currency="USD"),
        ),
    )
    assert imported.problems == ()


def test_italian_headers_and_words_are_read() -> None:
    imported = interactions_of(
        read(
            ("Azienda", "Investitore", "Data incontro", "Tipo", "Esito"),
            ("s1", "c1", "05/10/2026", "Incontro", "assente"),
        ),
        "i.csv",
    )
    assert imported.interactions == (
        Interaction(
            startup_id="s1",
            counterpart_id="c1",
            date=datetime.date(2026, 10, 5),
            relation="meeting",
            outcome="no_show",
        ),
    )


def test_an_empty_date_is_unknown_and_no_problem() -> None:
    imported = interactions_of(read(("startup_id", "counterpart_id", "date"), ("s1", "c1", None)), "i.csv")
    assert (imported.interactions[0].date, imported.problems) == (None, ())


def test_an_unreadable_date_is_an_error_and_its_row_is_left_out() -> None:
    imported = interactions_of(read(("startup_id", "counterpart_id", "date"), ("s1", "c1", "presto")), "i.csv")
    assert imported.interactions == ()
    assert [(problem.code, problem.severity, problem.row) for problem in imported.problems] == [
        ("unreadable_date", "error", 2)
    ]


def test_a_row_without_an_id_is_an_error() -> None:
    imported = interactions_of(read(("startup_id", "counterpart_id"), ("s1", None)), "i.csv")
    assert [problem.code for problem in imported.problems] == ["missing_id"]


def test_an_unknown_outcome_is_a_warning() -> None:
    imported = interactions_of(read(("startup_id", "counterpart_id", "esito"), ("s1", "c1", "boh")), "i.csv")
    assert (imported.interactions[0].outcome, [problem.code for problem in imported.problems]) == (
        "",
        ["unknown_outcome"],
    )


def test_a_table_without_both_ids_is_refused() -> None:
    assert [problem.code for problem in interactions_of(read(("data",), ("2020",)), "i.csv").problems] == ["no_header"]
