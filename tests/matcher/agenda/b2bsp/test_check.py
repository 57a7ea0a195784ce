"""The checker of timetables, against timetables that break one rule each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matcher.agenda.b2bsp import Instance, Session, check_timetable

MakeInstance = Callable[..., Instance]
STAR = [(0, 1), (0, 2), (0, 3)]


@pytest.mark.parametrize(
    ("slots", "breaks"),
    [((0, 1, 2), 0), ((0, 1, 3), 1), ((3, 0, 1), 1), ((0, 2, 4), 2), ((0, 4, 5), 1), ((5, 1, 3), 2)],
)
def test_a_break_is_one_however_long(instance: MakeInstance, slots: tuple[int, ...], breaks: int) -> None:
    finding = check_timetable(instance(STAR, n_slots=6), slots)
    assert (finding.breaks, finding.broken) == (breaks, ())


def test_breaks_of_all_participants_are_summed(instance: MakeInstance) -> None:
    assert check_timetable(instance([(0, 1), (0, 1)]), (0, 2)).breaks == 2


@pytest.mark.parametrize(
    ("slots", "changes", "rule", "message"),
    [
        ((0, 1), {}, "one_slot_each", "there are 2 slots for 3 meetings"),
        ((0, 1, 4), {}, "slot", "meeting 3 is in slot 5; slots are 1 to 4"),
        ((0, 1, 1), {}, "double_booking", "participant 1 has 2 meetings in slot 2"),
        ((0, 1, 2), {"n_tables": 0}, "tables", "slot 1 has 1 meetings and 0 tables"),
        ((0, 1, 2), {"forbidden": {2: {1}}}, "forbidden", "meeting 2 is in slot 2, which participant 3 cannot"),
        ((0, 1, 2), {"details": {0: {"slot": 3}}}, "fixed", "meeting 1 is in slot 1; it is fixed to slot 4"),
        (
            (0, 1, 2),
            {"details": {0: {"session": Session.AFTERNOON}}},
            "session",
            "meeting 1 is in slot 1, not in the afternoon",
        ),
        (
            (0, 1, 2),
            {"details": {2: {"session": Session.MORNING}}},
            "session",
            "meeting 3 is in slot 3, not in the morning",
        ),
        (
            (0, 1, 2),
            {"details": {0: {"after": frozenset({1})}}},
            "precedence",
            "meeting 1 is in slot 1; meeting 2, which must come before, is in slot 2",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_a_broken_rule_is_told(
    instance: MakeInstance, slots: tuple[int, ...], changes: dict[str, Any], rule: str, message: str
) -> None:
    broken = check_timetable(instance(STAR, **changes), slots).broken
    assert (broken[0].rule, broken[0].message) == (rule, message)


def test_numbers_of_breaks_may_not_be_far_apart(instance: MakeInstance) -> None:
    meetings = [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert check_timetable(instance(meetings, n_slots=7), (0, 2, 4, 5)).broken == ()
    (broken,) = check_timetable(instance(meetings, n_slots=7), (0, 2, 4, 6)).broken
    assert broken.rule == "likeness"
    assert broken.message == "participant 1 has 3 breaks and participant 2 has 0; at most 2 more are allowed"
