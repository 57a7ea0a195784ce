"""An agenda that keeps every rule, and the one line that each way of breaking one gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from matcher.agenda.checker import check_agenda
from matcher.agenda.plan import Agenda, GroupSession, Meeting, Unmet, Unscheduled
from matcher.agenda.problem import Problem


def changed(entries: tuple[Any, ...], row: int, **values: object) -> tuple[Any, ...]:
    """The entries with one of them changed."""
    return tuple(replace(one, **values) if at == row else one for at, one in enumerate(entries))


def told(problem: Problem, agenda: Agenda, *but: str) -> list[str]:
    """The messages of the checker, those on some rules left out."""
    return [one.message for one in check_agenda(problem, agenda) if one.rule not in but]


def party(problem: Problem, name: str, **values: object) -> Problem:
    """The problem with one party changed."""
    return replace(problem, parties=tuple(replace(one, **values) if one.id == name else one for one in problem.parties))


def moved(agenda: Agenda, row: int, **values: object) -> Agenda:
    """The agenda with one meeting changed."""
    return replace(agenda, meetings=changed(agenda.meetings, row, **values))


FIGURES = ("score", "objective", "gap")
"""What changes beside the rule in question when a meeting comes or goes."""


def test_an_agenda_that_keeps_every_rule_breaks_none(problem: Problem, agenda: Agenda) -> None:
    assert check_agenda(problem, agenda) == ()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"b": "inv-9"}, "meeting of st-2 and inv-9: the problem has no party inv-9"),
        ({"slot": "d9s9"}, "meeting of st-2 and inv-2: the problem has no slot d9s9"),
        ({"venue": "moon"}, "meeting of st-2 and inv-2: the problem has no venue moon"),
        ({"slot": "d1s1"}, "st-2 and inv-2 meet in slot d1s1; their meeting is fixed to d1s3"),
        ({"table": 3}, "st-2 and inv-2 meet in slot d1s3 at table 3 of venue hub, which has 2 tables"),
        ({"table": 0}, "st-2 and inv-2 meet in slot d1s3 at table 0 of venue hub, which has 2 tables"),
        (
            {"venue": "campus", "table": 1},
            "st-2 and inv-2 meet in slot d1s3 at venue campus; inv-2 meets at hub only",
        ),
    ],
    ids=["party", "slot", "venue", "fixed slot", "table too high", "table 0", "bound venue"],
)
def test_a_meeting_that_names_the_wrong_thing_is_one_line(
    problem: Problem, agenda: Agenda, values: dict[str, object], message: str
) -> None:
    assert told(problem, moved(agenda, 3, **values), *FIGURES, "travel") == [message]


def test_a_double_booking_is_told_with_slot_and_partners(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, moved(agenda, 0, slot="d1s4"), *FIGURES, "precedence") == [
        "st-1 has 2 engagements in slot d1s4: meeting with inv-1 and meeting with inv-2"
    ]


def test_a_session_books_all_its_slots(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, moved(agenda, 1, slot="d2s2"), *FIGURES) == [
        "st-1 has 2 engagements in slot d2s2: group visit and meeting with inv-2"
    ]


def test_a_session_books_its_host_too(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, moved(agenda, 4, slot="d2s2"), *FIGURES) == [
        "corp has 2 engagements in slot d2s2: group visit and meeting with st-3",
        "st-3 has 2 engagements in slot d2s2: group visit and meeting with corp",
    ]


def test_a_party_that_is_not_there_is_told(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, moved(agenda, 4, slot="d1s4")) == ["st-3 is not available in slot d1s4 (meeting with corp)"]


def test_availability_holds_for_every_slot_of_a_session(problem: Problem, agenda: Agenda) -> None:
    away = party(problem, "st-3", available=("d1s1", "d2s1"))
    assert told(away, agenda) == ["st-3 is not available in slot d2s2 (group visit)"]


def test_a_pair_that_is_not_listed_may_not_meet(problem: Problem, agenda: Agenda) -> None:
    extra = Meeting(a="inv-1", b="inv-2", slot="d2s1", venue="hub", table=1)
    assert told(problem, replace(agenda, meetings=(*agenda.meetings, extra))) == [
        "inv-1 and inv-2 meet in slot d2s1 and are not a listed pair"
    ]


def test_a_forbidden_pair_may_not_meet_even_if_it_is_listed(problem: Problem, agenda: Agenda) -> None:
    forbidding = replace(problem, forbidden=(*problem.forbidden, ("inv-2", "st-2")))
    assert told(forbidding, agenda) == ["st-2 and inv-2 meet in slot d1s3 and are forbidden to meet"]


def test_a_pair_meets_once(problem: Problem, agenda: Agenda) -> None:
    again = Meeting(a="inv-1", b="st-2", slot="d2s3", venue="hub", table=1)
    free = party(problem, "st-2", max_meetings=None)
    assert told(free, replace(agenda, meetings=(*agenda.meetings, again))) == [
        "inv-1 and st-2 meet in slot d1s2 and again in slot d2s3"
    ]


def test_meetings_stay_within_the_maximum(problem: Problem, agenda: Agenda) -> None:
    assert told(party(problem, "st-2", max_meetings=1), agenda) == ["st-2 has 2 meetings; its maximum is 1"]


def test_a_day_counts_the_slots_of_sessions(problem: Problem, agenda: Agenda) -> None:
    assert told(party(problem, "st-3", max_per_day=1), agenda) == [
        "st-3 has 2 busy slots on 2026-10-06; its maximum is 1 a day"
    ]


def test_a_table_holds_one_meeting_a_slot(problem: Problem, agenda: Agenda) -> None:
    crowded = moved(agenda, 2, slot="d1s1")
    free = replace(party(problem, "inv-1", table=None), precedences=())
    assert "table 1 of venue hub holds 2 meetings in slot d1s1: st-1 with inv-1 and st-2 with inv-1" in told(
        free, crowded
    )


def test_a_party_with_a_table_meets_there(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, moved(agenda, 0, table=2)) == [
        "st-1 and inv-1 meet in slot d1s1 at table 2; inv-1 meets at table 1 only"
    ]


def test_the_way_between_venues_takes_its_slots(problem: Problem, agenda: Agenda) -> None:
    extra = Meeting(a="st-1", b="inv-2", slot="d2s3", venue="hub", table=2)
    late = replace(agenda, meetings=(agenda.meetings[0], *agenda.meetings[2:], extra))
    (line,) = told(problem, late, *FIGURES)
    assert line == (
        "st-1 goes from campus (slot d2s2, group visit) to hub (slot d2s3, meeting with inv-2) with 0 empty slots "
        "between; the way takes 1"
    )


def test_a_night_is_no_way(problem: Problem, agenda: Agenda) -> None:
    far = replace(problem, travel=(replace(problem.travel[0], slots=9),))
    assert told(far, agenda) == []


@pytest.mark.parametrize("slot", ["d1s2", "d1s1"])
def test_a_precedence_holds_where_both_meet(problem: Problem, agenda: Agenda, slot: str) -> None:
    swapped = moved(moved(agenda, 0, slot="d1s2"), 2, slot=slot)
    assert told(problem, swapped, *FIGURES, "double_booking", "table") == [
        f"st-1 and inv-1 meet in slot d1s2, which is not before the meeting of st-2 and inv-1 in slot {slot}"
    ]


def test_a_precedence_of_a_pair_that_does_not_meet_says_nothing(problem: Problem, agenda: Agenda) -> None:
    alone = replace(agenda, meetings=agenda.meetings[1:], unmet=(), unscheduled=())
    assert "precedence" not in {one.rule for one in check_agenda(problem, alone)}


@pytest.mark.parametrize(
    ("session", "message"),
    [
        (
            GroupSession(id="tour", slot="d2s1", guests=("st-1", "st-3")),
            "session of group tour: the problem has no group tour",
        ),
        (
            GroupSession(id="visit", slot="d9s1", guests=("st-1", "st-3")),
            "session of group visit: the problem has no slot d9s1",
        ),
        (
            GroupSession(id="visit", slot="d2s2", guests=("st-1", "st-3")),
            "group visit begins in slot d2s2; it may begin in d2s1",
        ),
        (
            GroupSession(id="visit", slot="d2s1", guests=("st-3",)),
            "group visit has 1 guest; it needs at least 2",
        ),
        (
            GroupSession(id="visit", slot="d2s1", guests=("st-1", "st-2", "st-3")),
            "group visit has 3 guests; it takes at most 2",
        ),
        (
            GroupSession(id="visit", slot="d2s1", guests=("st-1", "inv-2")),
            "inv-2 is no guest of group visit",
        ),
    ],
    ids=["unknown group", "unknown slot", "start", "too few", "too many", "stranger"],
)
def test_a_wrong_session_is_one_line(problem: Problem, agenda: Agenda, session: GroupSession, message: str) -> None:
    free = party(problem, "st-3", available=None)
    assert told(free, replace(agenda, groups=(session,)), *FIGURES) == [message]


def test_a_session_stays_within_its_day(problem: Problem, agenda: Agenda) -> None:
    late = replace(problem, groups=(replace(problem.groups[0], slots=("d2s3",)),))
    session = GroupSession(id="visit", slot="d2s3", guests=("st-1", "st-2"))
    assert told(late, replace(agenda, groups=(session,)), *FIGURES) == [
        "group visit takes 2 slots from d2s3 on and runs over its day"
    ]


def test_a_group_is_held_once(problem: Problem, agenda: Agenda) -> None:
    twice = replace(agenda, groups=agenda.groups * 2)
    assert "group visit is held again in slot d2s1" in told(problem, twice)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"score": 3.351}, "the score is given as 3.351; it is 3.35"),
        (
            {"objective": 3.35},
            "the objective is given as 3.35; it is 3.15: score 3.35 less 0.1 for each of 2 idle slots",
        ),
        ({"gap": 0.1}, "the gap is given as 0.1; it is 0.112676056"),
        ({"gap": None}, "the gap is given as null; it is 0.112676056"),
        ({"status": "optimal"}, "the status is optimal, but the objective 3.15 is below the bound 3.55"),
        (
            {"bound": 3.0, "gap": (3.0 - 3.15) / 3.0},
            "the objective 3.15 is above the bound 3, which proves the bound wrong",
        ),
        ({"bound": 0.0, "gap": 1.0, "score": 3.35}, "the gap is given as 1; with a bound of 0 it is null"),
    ],
    ids=["score", "objective", "gap", "no gap", "optimal", "bound", "zero bound"],
)
def test_a_wrong_figure_is_one_line(problem: Problem, agenda: Agenda, values: dict[str, object], message: str) -> None:
    but = ("bound",) if values.get("bound") == 0.0 else ()
    assert told(problem, replace(agenda, **values), *but) == [message]  # type: ignore[arg-type]


def test_figures_may_be_a_millionth_off(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, replace(agenda, score=3.35 + 3e-6, objective=3.15 - 3e-6)) == []


def test_an_equal_bound_makes_the_agenda_optimal_with_gap_0(problem: Problem, agenda: Agenda) -> None:
    assert told(problem, replace(agenda, status="optimal", bound=3.15, gap=0.0)) == []


class TestWishes:
    """What is not met has to be reported, and what is reported has to be true."""

    short = Unmet(party="st-2", rule="min_meetings", wanted=3, got=2, why="only 2 partners")

    def test_a_minimum_that_is_missed_is_reported(self, problem: Problem, agenda: Agenda) -> None:
        asking = party(problem, "st-2", min_meetings=3, max_meetings=3)
        assert told(asking, agenda) == [
            "st-2 has 2 of the 3 meetings that are its minimum, and unmet does not report it"
        ]
        assert told(asking, replace(agenda, unmet=(self.short,))) == []

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"got": 1}, "unmet min_meetings of st-2: it says 1 of 3; it is 2 of 3"),
            ({"wanted": 4}, "unmet min_meetings of st-2: it says 2 of 4; it is 2 of 3"),
            ({"why": " "}, "unmet min_meetings of st-2: it gives no reason"),
        ],
        ids=["got", "wanted", "why"],
    )
    def test_a_report_tells_the_truth(
        self, problem: Problem, agenda: Agenda, values: dict[str, Any], message: str
    ) -> None:
        asking = party(problem, "st-2", min_meetings=3, max_meetings=3)
        assert told(asking, replace(agenda, unmet=(replace(self.short, **values),))) == [message]

    def test_a_wish_that_is_met_is_not_reported(self, problem: Problem, agenda: Agenda) -> None:
        assert told(problem, replace(agenda, unmet=(self.short,))) == ["unmet min_meetings of st-2: it is met: 2 of 1"]

    def test_a_wish_that_nobody_has_is_not_reported(self, problem: Problem, agenda: Agenda) -> None:
        assert told(problem, replace(agenda, unmet=(replace(self.short, party="inv-1"),))) == [
            "unmet min_meetings of inv-1: nothing is wanted"
        ]

    def test_a_wish_of_nobody_is_told(self, problem: Problem, agenda: Agenda) -> None:
        assert told(problem, replace(agenda, unmet=(replace(self.short, party="nobody"),))) == [
            "unmet min_meetings of nobody: the problem has no party nobody"
        ]

    def test_a_report_stands_once(self, problem: Problem, agenda: Agenda) -> None:
        asking = party(problem, "st-2", min_meetings=3, max_meetings=3)
        assert told(asking, replace(agenda, unmet=(self.short, self.short))) == [
            "unmet min_meetings of st-2: it is reported twice"
        ]

    def test_a_must_that_is_missed_is_reported_and_named(self, problem: Problem, agenda: Agenda) -> None:
        asking = replace(problem, pairs=changed(problem.pairs, 5, must=True))
        report = Unmet(party="st-3", rule="must", wanted=1, got=0, why="st-2 is full")
        silent, named = replace(agenda, unscheduled=()), replace(agenda, unmet=(report,))

        assert told(asking, agenda) == ["st-2 and st-3 must meet and do not, and unmet does not report it"]
        assert told(asking, named) == []
        assert told(asking, replace(silent, unmet=(report,))) == [
            "st-2 and st-3 must meet and do not, and unscheduled does not name them"
        ]

    def test_a_floor_that_is_missed_is_reported(self, problem: Problem, agenda: Agenda) -> None:
        # st-2: ideal 0.4 + 0.3 = 0.7 of at most 2 meetings, all of which it gets; st-3: 0.6 + 0.2, and gets 0.6 + 0.5.
        fair = replace(problem, objective=replace(problem.objective, fairness_floor=1.0))
        without = replace(agenda, meetings=agenda.meetings[:3] + agenda.meetings[4:])
        report = Unmet(party="st-2", rule="fairness_floor", wanted=0.7, got=0.4, why="inv-2 is taken")

        assert told(fair, agenda) == []
        assert told(fair, without, *FIGURES) == [
            "st-2 gets a value of 0.4, below its floor 0.7, and unmet does not report it"
        ]
        assert told(fair, replace(without, unmet=(report,)), *FIGURES) == []

    @pytest.mark.parametrize(
        ("values", "n_lines"), [({}, 0), ({"wanted": 3}, 1), ({"got": 1}, 1), ({"party": "inv-1"}, 1)]
    )
    def test_a_group_that_is_not_held_may_be_reported(
        self, problem: Problem, agenda: Agenda, values: dict[str, Any], n_lines: int
    ) -> None:
        report = Unmet(party="corp", rule="min_guests", wanted=2, got=0, why="nobody is free")
        bare = replace(agenda, groups=(), unmet=(replace(report, **values),))
        assert len(told(problem, bare, *FIGURES)) == n_lines

    def test_a_group_that_is_held_is_not_reported_as_unheld(self, problem: Problem, agenda: Agenda) -> None:
        report = Unmet(party="corp", rule="min_guests", wanted=2, got=0, why="nobody is free")
        assert len(told(problem, replace(agenda, unmet=(report,)))) == 1

    @pytest.mark.parametrize(
        ("entry", "message"),
        [
            (Unscheduled(a="st-2", b="inv-2", why="full"), "unscheduled st-2 and inv-2: they meet in slot d1s3"),
            (Unscheduled(a="st-1", b="corp", why="full"), "unscheduled st-1 and corp: they are not a listed pair"),
            (Unscheduled(a="st-3", b="st-2", why="full"), "unscheduled st-3 and st-2: they are listed twice"),
        ],
        ids=["meet", "unlisted", "twice"],
    )
    def test_what_is_unscheduled_is_listed_does_not_meet_and_stands_once(
        self, problem: Problem, agenda: Agenda, entry: Unscheduled, message: str
    ) -> None:
        assert told(problem, replace(agenda, unscheduled=(*agenda.unscheduled, entry))) == [message]

    def test_what_is_unscheduled_has_a_reason(self, problem: Problem, agenda: Agenda) -> None:
        mute = replace(agenda, unscheduled=changed(agenda.unscheduled, 0, why=""))
        assert told(problem, mute) == ["unscheduled st-2 and st-3: it gives no reason"]
