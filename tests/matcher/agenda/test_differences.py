"""`differences`: each meeting that is not as it was, once."""

from __future__ import annotations

from dataclasses import replace

from matcher.agenda.differences import Became, differences
from matcher.agenda.plan import Agenda


def test_the_same_agenda_has_no_differences(agenda: Agenda) -> None:
    assert differences(agenda, replace(agenda, meetings=agenda.meetings[::-1])) == ()


def test_moved_dropped_and_new_are_told_apart_with_both_meetings(agenda: Agenda) -> None:
    first, second, *others = agenda.meetings
    moved, extra = replace(first, table=2), replace(second, b="st-3")
    told = differences(agenda, replace(agenda, meetings=(moved, extra, *others)))
    assert [(one.a, one.b, one.became, one.before, one.after) for one in told] == [
        ("inv-1", "st-1", Became.MOVED, first, moved),
        ("inv-2", "st-1", Became.DROPPED, second, None),
        ("st-1", "st-3", Became.NEW, None, extra),
    ]


def test_the_order_of_the_two_means_nothing(agenda: Agenda) -> None:
    turned = tuple(replace(one, a=one.b, b=one.a, table=one.table) for one in agenda.meetings)
    assert differences(agenda, replace(agenda, meetings=turned)) == ()
