"""`replan_agenda`: the past stays, little moves, and nothing happens where nothing changed."""

from __future__ import annotations

import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from matcher.agenda.checker import check_agenda, check_replan, compare_agendas, with_added
from matcher.agenda.plan import Changes, Late
from matcher.agenda.problem import Pair, Party
from matcher.agenda.solver import replan_agenda, solve_problem


@pytest.mark.parametrize("family", ["small", "medium"])
def test_no_change_changes_nothing(family: str) -> None:
    asked = make_instance(family, seed=1)
    before = solve_problem(asked)
    after = replan_agenda(asked, before, Changes())
    assert (after.meetings, after.groups) == (before.meetings, before.groups)


@pytest.mark.parametrize("options", [InstanceOptions(), InstanceOptions(groups=True), InstanceOptions(campus_travel=1)])
def test_a_new_agenda_keeps_the_rules_the_past_and_what_is_locked(options: InstanceOptions) -> None:
    asked = make_instance("small", seed=2, options=options)
    before = solve_problem(asked)
    locked = before.meetings[-1]
    gone = next(one.b for one in before.meetings if one.b not in (locked.a, locked.b))
    changes = Changes(
        now=asked.slots[3].id,
        gone=(gone,),
        late=(Late(party=before.meetings[0].a, until=asked.slots[5].id),),
        locked=((locked.a, locked.b),),
    )
    after = replan_agenda(asked, before, changes)
    assert check_agenda(asked, after) == ()
    assert check_replan(asked, before, changes, after) == ()


def test_few_survivors_move_when_a_tenth_are_gone() -> None:
    asked = make_instance("medium", seed=0)
    before = solve_problem(asked)
    gone = tuple(party.id for party in asked.parties if party.kind != "startup")[::10]
    after = replan_agenda(asked, before, Changes(gone=gone), keep=0.1)
    moves = compare_agendas(before, after)
    survivors = sum(one.a not in gone and one.b not in gone for one in before.meetings)
    assert moves.kept >= 0.97 * survivors
    assert after.gap is not None
    assert after.gap < 0.01


def test_those_who_are_added_meet_their_partners() -> None:
    asked = make_instance("small", seed=0)
    before = solve_problem(asked)
    changes = Changes(
        added_parties=(Party(id="new", kind="mentor"),), added_pairs=(Pair(a="st-0001", b="new", score=5.0),)
    )
    after = replan_agenda(asked, before, changes)
    assert check_agenda(with_added(asked, changes), after) == ()
    assert any("new" in (one.a, one.b) for one in after.meetings)
