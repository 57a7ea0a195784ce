"""Wishes and presences from rows."""

from pathlib import Path

import pytest

from matcher.importers.preferences_importer import ImportedPreferences, import_presences, preferences_of
from matcher.importers.tables import Cell, ReadFile, Table
from matcher.importers.vocabulary import find_wish
from matcher.preferences import Preference, Wish
from matcher.profiles import Provenance


def read(*rows: tuple[Cell, ...]) -> ImportedPreferences:
    return preferences_of(ReadFile(tables=(Table(file="p.csv", rows=rows),)), "p.csv")


def test_a_row_under_canonical_headers_is_read() -> None:
    imported = read(("who", "about", "wish", "note"), ("to-01", "cp-02", "must", "old friends"))
    source = Provenance(file="p.csv", row=2)
    assert imported.preferences == (
        Preference(party="to-01", about="cp-02", wish=Wish.MUST, note="old friends", source=source),
    )
    assert imported.problems == ()


def test_italian_headers_and_words_are_read_below_a_title() -> None:
    imported = read(
        ("Preferenze del programma", None, None, None),
        ("Chi", "Con chi", "Preferenza", "Motivo"),
        ("Serra Robotics", "Redwood", "Sì, volentieri", "orti"),
        (None, None, None, None),
        ("Vigna Alta", "Cellar", "DA EVITARE", None),
    )
    assert [(one.party, one.about, one.wish) for one in imported.preferences] == [
        ("Serra Robotics", "Redwood", Wish.MEET),
        ("Vigna Alta", "Cellar", Wish.NO),
    ]
    assert [one.source.row for one in imported.preferences] == [3, 5]


def test_a_presence_needs_no_wish_and_a_row_may_hold_both() -> None:
    imported = read(
        ("chi", "con chi", "preferenza", "disponibilità"),
        ("to-07", None, None, "giorno 1"),
        ("to-08", "cp-01", "no", "giorno 2 mattina"),
    )
    assert [(one.party, one.text, one.column) for one in imported.presences] == [
        ("to-07", "giorno 1", "disponibilità"),
        ("to-08", "giorno 2 mattina", "disponibilità"),
    ]
    assert [one.party for one in imported.preferences] == ["to-08"]


def test_every_wrong_row_is_an_error_at_its_place() -> None:
    imported = read(
        ("who", "about", "wish"),
        (None, "cp-01", "must"),
        ("to-01", None, "must"),
        ("to-01", "cp-01", "forse"),
        ("to-01", "cp-01", None),
        ("to-02", "cp-01", "meet"),
    )
    assert [(one.code, one.row) for one in imported.problems] == [
        ("missing_party", 2),
        ("missing_about", 3),
        ("unknown_wish", 4),
        ("unknown_wish", 5),
    ]
    assert imported.problems[2].value == "forse"
    assert "must" in imported.problems[2].accepted
    assert [one.party for one in imported.preferences] == ["to-02"]


def test_a_table_of_profiles_gives_its_times_alone(tmp_path: Path) -> None:
    path = tmp_path / "aziende.csv"
    path.write_text(
        "Codice;Ragione sociale;Settore;Disponibilità\nto-1;Alfa;Vino;giorno 1\nto-2;Beta;Olio;\n;Gamma;;giorno 2\n",
        encoding="utf-8",
    )
    found = [(one.party, one.text, one.source.row, one.is_of_profile) for one in import_presences(path)]
    assert found == [("to-1", "giorno 1", 2, True), ("Gamma", "giorno 2", 4, True)]
    path.write_text("Codice;Ragione sociale\nto-1;Alfa\n", encoding="utf-8")
    assert import_presences(path) == ()


@pytest.mark.parametrize("header", ["Cod.;Denominazione;Disponibilità", "Denominazione;Settore;Giorni di presenza"])
def test_a_table_of_profiles_says_when_its_parties_are_there_under_any_header_of_names(
    tmp_path: Path, header: str
) -> None:
    path = tmp_path / "controparti.csv"
    path.write_text(f"Elenco;;\n{header}\nC1;Alfa;giorno 2 mattina\nC2;Beta;\n", encoding="utf-8")
    (found,) = import_presences(path)
    assert (found.party, found.text) == ("C1", "giorno 2 mattina")
    assert (found.column, found.is_of_profile) == (header.rsplit(";", 1)[1], True)


def test_a_table_of_something_else_is_refused_with_what_was_expected() -> None:
    imported = read(("colore", "forma"), ("rosso", "tondo"))
    assert [one.code for one in imported.problems] == ["no_header"]
    assert "con chi" in imported.problems[0].accepted


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Must", Wish.MUST),
        ("obbligatorio!", Wish.MUST),
        ("Sì, assolutamente", Wish.MUST),
        ("YES", Wish.MEET),
        ("vorremmo incontrare", Wish.MEET),
        ("x", Wish.MEET),
        ("No, grazie", Wish.NO),
        ("concorrente diretto", Wish.NO),
        ("do not meet", Wish.NO),
        ("non è indispensabile", None),
        ("yes/no", None),
        ("boh", None),
        ("", None),
    ],
)
def test_wishes_are_read_or_left_open(text: str, wish: Wish | None) -> None:
    assert find_wish(text) is wish
