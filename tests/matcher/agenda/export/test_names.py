"""Names from tables of profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.agenda.export.names import read_names, with_names
from matcher.agenda.problem import Problem
from matcher.errors import DataError, UnreadableFile


def table(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join(["id,name,sector,revenue", *rows]) + "\n", encoding="utf-8")
    return path


def test_names_are_read_from_tables_and_the_first_counts(tmp_path: Path) -> None:
    first = table(tmp_path, "one.csv", "st-1,Lumen S.r.l.,energy,", "st-2,Onda,water,")
    second = table(tmp_path, "two.csv", "st-1,Other,energy,", "inv-1,Fondo Uno,,")
    assert read_names([first, second]) == {"st-1": "Lumen S.r.l.", "st-2": "Onda", "inv-1": "Fondo Uno"}


def test_a_fault_in_another_cell_takes_no_name(tmp_path: Path) -> None:
    path = table(tmp_path, "one.csv", "st-1,Lumen,energy,much", "st-2,Onda,water,1000")
    assert read_names([path])["st-2"] == "Onda"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_names([tmp_path / "none.csv"])


def test_a_table_without_profiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"empty\.csv: no profile"):
        read_names([table(tmp_path, "empty.csv")])


def test_parties_get_their_names_and_the_others_keep_theirs(problem: Problem) -> None:
    named = with_names(problem, {"st-1": "Lumen", "st-2": " ", "zz": "Nobody"})
    assert {party.id: party.name for party in named.parties if party.name} == {"st-1": "Lumen"}
    assert with_names(problem, {}) == problem


def test_a_table_of_other_parties_is_refused(problem: Problem) -> None:
    with pytest.raises(DataError, match="none of the 1 profiles is a party"):
        with_names(problem, {"zz": "Nobody"})
