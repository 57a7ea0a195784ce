"""A new agenda on the day: the past stays, the gone are gone, the late are late, the locked keep their place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from matcher.agenda.checker import check_agenda, check_replan, compare_agendas, with_added
from matcher.agenda.plan import BY_HAND, Agenda, Changes, GroupSession, Late, Meeting, Unscheduled
from matcher.agenda.problem import Pair, Party, Problem


def told(problem: Problem, before: Agenda, changes: Changes, after: Agenda) -> list[str]:
    return [one.message for one in check_replan(problem, before, changes, after)]


def moved(agenda: Agenda, row: int, **values: Any) -> Agenda:
    meetings = list(agenda.meetings)
    meetings[row] = replace(meetings[row], **values)
    return replace(agenda, meetings=tuple(meetings))


def without(agenda: Agenda, row: int) -> Agenda:
    return replace(agenda, meetings=agenda.meetings[:row] + agenda.meetings[row + 1 :])


EVERYTHING = Changes(
    now="d1s3",
    gone=("corp",),
    late=(Late(party="st-1", until="d1s4"),),
    locked=(("inv-2", "st-2"),),
)


def test_the_same_agenda_without_a_change_breaks_nothing(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, agenda, Changes(), agenda) == []


def test_a_new_agenda_that_respects_every_change_breaks_nothing(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, agenda, EVERYTHING, replace(agenda, groups=())) == []


def test_a_past_meeting_that_is_missing_is_told(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, agenda, Changes(now="d1s3"), without(agenda, 0)) == [
        "the meeting of inv-1 and st-1 in slot d1s1 at table 1 of venue hub is past and not in the new agenda"
    ]


def test_a_meeting_that_was_not_held_is_told(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, without(agenda, 0), Changes(now="d1s3"), agenda) == [
        "the meeting of inv-1 and st-1 in slot d1s1 at table 1 of venue hub is past and was not in the old agenda"
    ]


def test_what_is_not_past_may_change(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, agenda, Changes(now="d1s3"), without(agenda, 1)) == []


def test_a_session_that_began_stays_whole(problem: Problem, agenda: Agenda) -> None:
    fewer = replace(agenda, groups=(GroupSession(id="visit", slot="d2s1", guests=("st-3", "st-2")),))
    assert told(problem, agenda, Changes(now="d2s2"), fewer) == [
        "the session of group visit began in the past and is not the same"
    ]
    assert told(problem, agenda, Changes(now="d2s1"), fewer) == []


def test_the_gone_meet_nobody_from_now_on(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, agenda, Changes(now="d1s2", gone=("corp", "inv-2")), agenda) == [
        "corp is gone and has a group visit in slot d2s1",
        "inv-2 is gone and has a meeting with st-2 in slot d1s3",
        "inv-2 is gone and has a meeting with st-1 in slot d1s4",
    ]


@pytest.mark.parametrize(("now", "n_lines"), [(None, 2), ("d1s3", 1), ("d1s4", 0)])
def test_the_late_meet_nobody_before_their_slot(
    problem: Problem, agenda: Agenda, now: str | None, n_lines: int
) -> None:
    late = Changes(now=now, late=(Late(party="st-2", until="d1s4"),))
    assert len(told(problem, agenda, late, agenda)) == n_lines


def test_the_locked_keep_slot_and_place(problem: Problem, agenda: Agenda) -> None:
    locked = Changes(locked=(("inv-2", "st-1"),))
    assert told(problem, agenda, locked, moved(agenda, 1, table=1)) == [
        "inv-2 and st-1 are locked to slot d1s4 at table 2 of venue hub and meet in slot d1s4 at table 1 of venue hub"
    ]
    assert told(problem, agenda, locked, without(agenda, 1)) == [
        "inv-2 and st-1 are locked to slot d1s4 at table 2 of venue hub and no longer meet"
    ]


def test_a_locked_pair_without_a_meeting_has_nothing_to_keep(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, agenda, Changes(locked=(("st-2", "st-3"),)), agenda) == []


def test_who_is_called_gone_has_to_be_so_by_the_changes(problem: Problem, agenda: Agenda) -> None:
    after = replace(agenda, gone=("corp", "st-1"), groups=())
    assert told(problem, agenda, Changes(now="d1s3", gone=("corp",)), after) == [
        "the new agenda calls st-1 gone, and the changes do not"
    ]


def test_a_meeting_that_was_taken_out_by_hand_is_not_back(problem: Problem, agenda: Agenda) -> None:
    one = agenda.meetings[0]
    before = replace(without(agenda, 0), unscheduled=(Unscheduled(a=one.b, b=one.a, why=BY_HAND),))
    assert told(problem, before, Changes(), agenda) == [
        "the meeting of inv-1 and st-1 was taken out by hand and is back in slot d1s1"
    ]
    assert told(problem, before, Changes(), before) == []


def test_what_was_added_belongs_to_the_new_problem(problem: Problem, agenda: Agenda) -> None:
    changes = Changes(
        added_parties=(Party(id="men", kind="mentor"),), added_pairs=(Pair(a="st-3", b="men", score=0.0),)
    )
    extra = Meeting(a="st-3", b="men", slot="d1s3", venue="hub", table=1)
    after = replace(agenda, meetings=(*agenda.meetings, extra))
    assert [one.rule for one in check_agenda(problem, after)] == ["unknown"]
    assert [one.rule for one in check_agenda(with_added(problem, changes), after)] == ["objective", "gap"]


def test_moves_are_counted_by_pair(agenda: Agenda) -> None:
    moves = compare_agendas(agenda, moved(moved(without(agenda, 0), 0, table=1), 1, b="st-3"))
    assert (moves.kept, moves.moved, moves.dropped, moves.new) == (2, 1, 2, 1)
