"""`docs/agenda-files.md`: its examples hold together, and its tables name every key and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from matcher.agenda.checker import check_agenda, check_replan
from matcher.agenda.checker.board import lay_board
from matcher.agenda.checker.worth import ideals
from matcher.agenda.files import Faults, agenda_from_document, changes_from_document, problem_from_document
from matcher.agenda.files.agenda_file import BOUND_SOURCES, RULES, STATUSES
from matcher.agenda.files.fields import LARGEST, LONGEST
from matcher.agenda.files.shapes import KINDS, YEARS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "agenda-files.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    return TEXT.split(f"## {name}\n")[1].split("\n## ")[0]


def example(name: str) -> Any:
    (block,) = re.findall(r"^```json\n(.*?)^```", section(name), flags=re.MULTILINE | re.DOTALL)
    return json.loads(block)


def named_keys(name: str) -> set[str]:
    """The paths in the first column of a section; `.b` after `a[].x` stands for `a[].b`."""
    found = set()
    for first in re.findall(r"^\| (`[a-z][^|]*) \|", section(name), flags=re.MULTILINE):
        parent = ""
        for key in re.findall(r"`([^`]+)`", first):
            path = f"{parent}{key}" if key.startswith(".") else key
            parent = path.rpartition(".")[0]
            found.add(path)
    return found


def keys(document: dict[str, Any], free: tuple[str, ...] = ()) -> set[str]:
    """The paths of an example; the keys below one of `free` are ids."""
    found = set()
    for key, value in document.items():
        found.add(key)
        below = [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
        mark = "[]" if isinstance(value, list) else ""
        for one in below:
            found |= {f"{key}{mark}.{path}" for path in keys(one, free) if key not in free}
    return found


def test_the_example_of_an_agenda_solves_the_example_of_a_problem() -> None:
    problem = problem_from_document(example("PROBLEM.json"), Faults("PROBLEM.json"))
    agenda = agenda_from_document(example("AGENDA.json"), Faults("AGENDA.json"))
    assert check_agenda(problem, agenda) == ()
    assert ideals(lay_board(problem, agenda)) == {"st-01": 0.83 + 0.5, "st-02": 0.61 + 0.4}


def test_the_example_of_changes_fits_the_problem() -> None:
    problem = problem_from_document(example("PROBLEM.json"), Faults("PROBLEM.json"))
    agenda = agenda_from_document(example("AGENDA.json"), Faults("AGENDA.json"))
    changes = changes_from_document(example("CHANGES.json"), problem, Faults("CHANGES.json"))
    assert [one.rule for one in check_replan(problem, agenda, changes, agenda)] == ["late"]


def test_the_table_of_a_problem_names_every_key_of_its_example() -> None:
    found = keys(example("PROBLEM.json"), free=("guests",))
    lists = {"parties", "pairs", "event", "objective", "precedences"}
    assert named_keys("PROBLEM.json") == found - lists


def test_the_table_of_an_agenda_names_every_key_of_its_example() -> None:
    found = keys(example("AGENDA.json"))
    lists = {"meetings", "groups", "unmet", "unscheduled"}
    assert named_keys("AGENDA.json") == (found - lists) | set(RULES)


def test_the_table_of_changes_names_every_key_of_its_example() -> None:
    found = {key for key in keys(example("CHANGES.json")) if key.count(".") < 2 and not key.startswith("added.p")}
    assert named_keys("CHANGES.json") == (found - {"late", "added"}) | {"added.parties", "added.pairs"}


def test_the_words_and_limits_of_the_code_are_named() -> None:
    words = [*KINDS, *STATUSES, *BOUND_SOURCES, *RULES]
    assert [word for word in words if f"`{word}`" not in TEXT] == []
    assert f"{YEARS[0]} to {YEARS[-1]}" in TEXT
    assert f"above {LARGEST:g}".replace("+0", "") in TEXT
    assert f"{LONGEST} characters" in TEXT
