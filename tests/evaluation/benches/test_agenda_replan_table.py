"""The table of re-plans: what is drawn, who counts as a survivor, and a table for a small family."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.benches.agenda_instances import make_instance
from evaluation.benches.agenda_replan_table import draw_changes, main, survivors
from matcher.agenda.plan import Agenda, Changes, Late, Meeting


def test_changes_are_drawn_from_either_side_and_the_same_for_the_same_seed() -> None:
    problem = make_instance("small", seed=0)
    changes = draw_changes(problem, gone=0.1, late=0.05, seed=3)
    assert changes == draw_changes(problem, gone=0.1, late=0.05, seed=3)
    assert len(changes.gone) == 3
    assert all(name.startswith("cp-") for name in changes.gone)
    assert [one.until for one in changes.late] == ["d1s03"]


def test_survivors_are_meetings_that_could_be_held_as_they_were() -> None:
    """Of four, one is of the gone, one before the late come, one is moved and one dropped."""
    problem = make_instance("small", seed=0)
    meetings = tuple(
        Meeting(a=f"st-000{n}", b=f"cp-000{n}", slot=slot, venue="hub", table=1)
        for n, slot in enumerate(("d1s01", "d1s01", "d1s02", "d1s03"), start=1)
    )
    before = Agenda(
        status="feasible",
        score=0,
        objective=0,
        bound=1,
        gap=1,
        bound_source="lp",
        seed=0,
        seconds=0,
        meetings=meetings,
    )
    after = replace(before, meetings=(replace(meetings[2], slot="d1s04"),))
    changes = Changes(gone=("cp-0001",), late=(Late(party="st-0002", until="d1s02"),))
    assert survivors(problem, before, after, changes) == (2, 1, 1)


def test_a_table_has_a_row_for_each_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["small", "--seeds", "1", "--repeats", "2"]) == 0
    heading, _, row = capsys.readouterr().out.splitlines()
    assert heading.count("|") == row.count("|") == 9
    assert row.endswith(" 0 |")
