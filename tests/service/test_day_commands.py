"""`abbina agenda standby`, `robustness` and `replan --curve`: what they print, and what they refuse."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import Result

from evaluation.benches.agenda_instances import make_instance
from matcher.agenda.files import read_problem, render_agenda, render_problem, write_text
from matcher.agenda.solver import solve_problem

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small problem, its agenda, and two investors who are gone."""
    folder = tmp_path_factory.mktemp("day")
    asked = make_instance("small", seed=0)
    write_text(render_problem(asked), folder / "PROBLEM.json")
    write_text(render_agenda(solve_problem(asked)), folder / "AGENDA.json")
    write_text('{"gone": ["cp-0003", "cp-0014"]}', folder / "CHANGES.json")
    return folder


@pytest.fixture
def two(folder: Path) -> tuple[Path, Path]:
    return folder / "PROBLEM.json", folder / "AGENDA.json"


def test_the_curve_is_one_line_for_each_choice(abbina: Command, folder: Path, two: tuple[Path, Path]) -> None:
    result = abbina("agenda", "replan", *two, folder / "CHANGES.json", "--curve")
    stands, *others = result.stdout.splitlines()
    assert result.exit_code == 0
    assert stands.startswith("As it stands: ")
    assert others
    assert all(line.startswith("+") and " --keep " in line for line in others)


def test_the_curve_speaks_italian(abbina: Command, folder: Path, two: tuple[Path, Path]) -> None:
    result = abbina("agenda", "replan", *two, folder / "CHANGES.json", "--curve", "--lang", "it")
    assert result.stdout.startswith("Così com'è: ")
    assert "Valore" in result.stdout


def test_the_curve_as_json_tells_every_difference(abbina: Command, folder: Path, two: tuple[Path, Path]) -> None:
    stands, free, *_ = json.loads(abbina("agenda", "replan", *two, folder / "CHANGES.json", "--curve", "--json").stdout)
    assert (stands["keep"], stands["new"]) == (None, 0)
    assert {one["became"] for one in stands["differences"]} == {"dropped"}
    new = next(one for one in free["differences"] if one["became"] == "new")
    assert (new["before"], set(new["after"])) == (None, {"slot", "venue", "table"})


def test_the_curve_is_drawn_in_words_that_people_read(
    abbina: Command, folder: Path, two: tuple[Path, Path], tmp_path: Path
) -> None:
    drawings = [tmp_path / "plots" / name for name in ("a.svg", "b.svg", "it.svg")]
    for path, lang in zip(drawings, ("en", "en", "it"), strict=True):
        result = abbina("agenda", "replan", *two, folder / "CHANGES.json", "--curve", "--plot", path, "--lang", lang)
        assert result.exit_code == 0
    english, again, italian = (path.read_text(encoding="utf-8") for path in drawings)
    assert english == again
    printed = abbina("agenda", "replan", *two, folder / "CHANGES.json", "--curve").stdout.splitlines()
    assert printed[0] in english
    assert all(f"--keep {line.rsplit(' --keep ', 1)[1]}" in english for line in printed[1:])
    assert "no agenda is worth more" in english
    assert "nessuna agenda vale di più" in italian


def test_a_curve_with_nothing_to_choose_is_drawn_too(
    abbina: Command, folder: Path, two: tuple[Path, Path], tmp_path: Path
) -> None:
    write_text("{}", tmp_path / "CHANGES.json")
    result = abbina("agenda", "replan", *two, tmp_path / "CHANGES.json", "--curve", "--plot", tmp_path / "c.png")
    assert result.exit_code == 0
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "options", [("--curve", "-o", "NEW.json"), ("--json",), ("--plot", "c.svg"), ("--curve", "--plot", "c.txt")]
)
def test_a_curve_is_no_agenda(abbina: Command, folder: Path, two: tuple[Path, Path], options: tuple[str, ...]) -> None:
    assert abbina("agenda", "replan", *two, folder / "CHANGES.json", *options).exit_code == 2


def test_stand_ins_are_csv_on_standard_output(abbina: Command, two: tuple[Path, Path]) -> None:
    result = abbina("agenda", "standby", *two, "--since", "d2s01", "--most", 1)
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert result.exit_code == 0
    assert {row["rank"] for row in rows} == {"1"}
    assert {row["slot"][:2] for row in rows} == {"d2"}
    assert all(row["party"] in row["why"] for row in rows)


def test_parties_are_told_by_name_and_id(abbina: Command, two: tuple[Path, Path], tmp_path: Path) -> None:
    asked = read_problem(two[0])
    named = replace(asked, parties=tuple(replace(one, name=f"Impresa {one.id}!") for one in asked.parties))
    write_text(render_problem(named), tmp_path / "NAMED.json")
    result = abbina("agenda", "standby", tmp_path / "NAMED.json", two[1], "--lang", "it")
    for row in csv.DictReader(result.stdout.splitlines()):
        for who in ("absent", "party", "stand_in"):
            assert row[f"{who}_name"] == f"Impresa {row[who]}!"
        assert f"con {row['party_name']} ({row['party']})" in row["why"]
    rates = ("--no-show", "investor=.1", "--overbook", "--lang", "it")
    worst = abbina("agenda", "robustness", tmp_path / "NAMED.json", two[1], *rates).stdout.splitlines()[4:]
    assert worst
    assert all(re.match(r"Impresa (\S+)! \(\1\): \d+ incontri in agenda", line) for line in worst)
    told = json.loads(abbina("agenda", "robustness", tmp_path / "NAMED.json", two[1], *rates, "--json").stdout)
    assert told["names"]["st-0001"] == "Impresa st-0001!"


@pytest.mark.parametrize(
    ("name", "read"), [("s.json", json.loads), ("s.csv", lambda t: list(csv.DictReader(t.splitlines())))]
)
def test_stand_ins_go_to_a_file(
    abbina: Command, two: tuple[Path, Path], tmp_path: Path, name: str, read: Callable[[str], list[dict[str, object]]]
) -> None:
    result = abbina("agenda", "standby", *two, "-o", tmp_path / name, "--lang", "it")
    rows = read((tmp_path / name).read_text(encoding="utf-8"))
    assert result.stdout == ""
    assert f"{len(rows)} stand-ins" in result.stderr
    assert "libero" in str(rows[0]["why"])


def test_stand_ins_in_a_file_of_another_kind_or_from_no_slot_are_refused(
    abbina: Command, two: tuple[Path, Path], tmp_path: Path
) -> None:
    assert abbina("agenda", "standby", *two, "-o", tmp_path / "s.txt").exit_code == 2
    refused = abbina("agenda", "standby", *two, "--since", "d9s01")
    assert refused.exit_code == 1
    assert "no slot 'd9s01'" in refused.stderr


def test_no_shows_are_told_in_lines_or_json(abbina: Command, two: tuple[Path, Path]) -> None:
    rates = ("--no-show", "investor=.1", "--no-show", "startup=0.03")
    lines = abbina("agenda", "robustness", *two, *rates, "--overbook").stdout.splitlines()
    assert lines[0].startswith("Meetings and group seats: 117 in the agenda; ")
    assert "stand-ins told beforehand" in lines[2]
    told = json.loads(abbina("agenda", "robustness", *two, *rates, "--overbook", "--json", "--seed", 7).stdout)
    assert told["seed"] == 7
    assert told["overbooked"]["kept_value"]["expected"] > told["kept_value"]["expected"]
    assert told["overbooked"]["stand_ins"][0].keys() >= {"slot", "absent", "party", "stand_in", "gain"}
    assert "overbooked" not in json.loads(abbina("agenda", "robustness", *two, *rates, "--json").stdout)


@pytest.mark.parametrize(
    ("rate", "status", "told"),
    [
        ("investor", 2, "KIND=SHARE"),
        ("investor=many", 2, "KIND=SHARE"),
        ("banker=.1", 1, "'banker'"),
        ("sme=2", 1, "2"),
    ],
)
def test_wrong_rates_are_refused(abbina: Command, two: tuple[Path, Path], rate: str, status: int, told: str) -> None:
    refused = abbina("agenda", "robustness", *two, "--no-show", rate)
    assert refused.exit_code == status
    assert told in refused.stderr


def test_rates_are_asked_for(abbina: Command, two: tuple[Path, Path]) -> None:
    assert abbina("agenda", "robustness", *two).exit_code == 2
