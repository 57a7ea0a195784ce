"""The one view that every export is made from: names, order, free slots, and what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matcher.agenda.export.building import build_view, only_party
from matcher.agenda.export.views import Change
from matcher.agenda.plan import Agenda, Meeting
from matcher.agenda.problem import Problem
from matcher.errors import ConfigError, DataError


def named(problem: Problem, **names: str) -> Problem:
    return replace(
        problem,
        parties=tuple(
            replace(party, name=names.get(party.id.replace("-", "_"), party.name)) for party in problem.parties
        ),
    )


def test_the_view_does_not_depend_on_the_order_of_the_files(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    rng = np.random.default_rng(3)

    def shuffled(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(entries[position] for position in rng.permutation(len(entries)))

    other = replace(
        agenda,
        meetings=tuple(replace(one, a=one.b, b=one.a) for one in shuffled(agenda.meetings)),
        groups=tuple(replace(one, guests=shuffled(one.guests)) for one in agenda.groups),
    )
    mixed = replace(
        problem, parties=shuffled(problem.parties), venues=shuffled(problem.venues), pairs=shuffled(problem.pairs)
    )
    assert build_view(mixed, other) == view


def test_parties_are_sorted_by_name_without_accents(problem: Problem, agenda: Agenda) -> None:
    view = build_view(named(problem, st_1="Étna", st_2="Dora", st_3="Fiora", inv_1="elba"), agenda)
    assert [party.who.name for party in view.parties] == ["corp", "Dora", "elba", "Étna", "Fiora", "inv-2"]


def test_names_that_two_parties_share_have_their_id(problem: Problem, agenda: Agenda) -> None:
    view = build_view(named(problem, st_1="Lumen", st_2="Lumen"), agenda)
    assert [party.who.name for party in view.parties][3:5] == ["Lumen (st-1)", "Lumen (st-2)"]


def test_names_are_on_one_line_and_turn_nothing_around(problem: Problem, agenda: Agenda) -> None:
    view = build_view(named(problem, st_1=" Lumen\n\tS.r.l. \u202eevil\u2069", st_2="\u202e"), agenda)
    assert [party.who.name for party in view.parties if party.who.id in ("st-1", "st-2")] == [
        "Lumen S.r.l. evil",
        "st-2",
    ]


def test_a_company_comes_before_its_counterpart(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    assert [[who.id for who in entry.parties] for entry in view.entries] == [
        ["st-3", "corp"],
        ["st-1", "inv-1"],
        ["st-2", "inv-1"],
        ["st-2", "inv-2"],
        ["st-1", "inv-2"],
        ["corp", "st-1", "st-3"],
    ]


def test_a_session_lasts_all_its_slots_and_takes_no_table(problem: Problem, agenda: Agenda) -> None:
    session = build_view(problem, agenda).entries[-1]
    assert (session.start.hour, session.end.hour, session.end.minute) == (9, 10, 30)
    assert (session.slots, session.table, session.group) == (("d2s1", "d2s2"), None, "visit")
    assert [who.id for who in session.others("corp")] == ["st-1", "st-3"]
    assert [who.id for who in session.others("st-3")] == ["corp"]


def test_free_slots_are_those_available_and_not_engaged(problem: Problem, agenda: Agenda) -> None:
    free = {party.who.id: [slot.id for slot in party.free] for party in build_view(problem, agenda).parties}
    assert free["st-1"] == ["d1s2", "d1s3", "d2s3"]
    assert free["st-3"] == ["d1s2", "d1s3"]


def test_the_days_hold_every_entry_once(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    assert [day.date.isoformat() for day in view.days] == ["2026-10-05", "2026-10-06"]
    assert tuple(entry for day in view.days for entry in day.entries) == view.entries


def test_an_agenda_without_meetings_is_fine(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, replace(agenda, meetings=(), groups=(), unscheduled=()))
    assert view.entries == ()
    assert all(not party.entries for party in view.parties)


@pytest.mark.parametrize(
    ("member", "value", "told"),
    [
        ("slot", "d9s9", r'meetings\[0\].slot: the problem has no slot "d9s9"'),
        ("venue", "moon", r'meetings\[0\].venue: the problem has no venue "moon"'),
        ("a", "st-9", r'meetings\[0\].a: the problem has no party "st-9"'),
    ],
)
def test_what_the_problem_does_not_have_is_refused(
    problem: Problem, agenda: Agenda, member: str, value: str, told: str
) -> None:
    broken = replace(agenda, meetings=(replace(agenda.meetings[0], **{member: value}),))
    with pytest.raises(DataError, match=told):
        build_view(problem, broken)


def test_an_engagement_that_is_given_twice_is_refused(problem: Problem, agenda: Agenda) -> None:
    again = replace(agenda.meetings[0], a="inv-1", b="st-1", slot="d2s3")
    with pytest.raises(DataError, match=r"meetings\[5\]: st-1 and inv-1 meet a second time"):
        build_view(problem, replace(agenda, meetings=(*agenda.meetings, again)))
    with pytest.raises(DataError, match=r"groups\[1\]: visit is held a second time"):
        build_view(problem, replace(agenda, groups=agenda.groups * 2))


def moved(agenda: Agenda) -> Agenda:
    """`agenda` with st-2 and inv-1 at another time, st-3 and corp no more, and st-2 with st-3 for the first time."""
    meetings = {(one.a, one.b): one for one in agenda.meetings}
    meetings["st-2", "inv-1"] = replace(meetings["st-2", "inv-1"], slot="d1s4")
    del meetings["st-3", "corp"]
    new = Meeting(a="st-2", b="st-3", slot="d2s3", venue="hub", table=2)
    return replace(agenda, meetings=(*meetings.values(), new))


def test_changes_are_marked_and_told_to_those_concerned(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, moved(agenda), [agenda])
    marks = {"-".join(who.id for who in entry.parties): entry.change for entry in view.entries}
    assert marks["st-2-inv-1"] is Change.MOVED
    assert marks["st-2-st-3"] is Change.NEW
    assert marks["st-1-inv-1"] is Change.NONE
    assert [(entry.parties[0].id, entry.change) for entry in view.cancelled] == [("st-3", Change.CANCELLED)]
    assert [(notice.who.id, notice.change) for notice in view.notices] == [
        ("corp", Change.CANCELLED),
        ("inv-1", Change.MOVED),
        ("st-2", Change.MOVED),
        ("st-2", Change.NEW),
        ("st-3", Change.CANCELLED),
        ("st-3", Change.NEW),
    ]


def test_no_change_is_no_notice(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda, [agenda])
    assert view.is_replan
    assert view.notices == view.cancelled == ()
    assert {entry.change for entry in view.entries} == {Change.NONE}


def test_other_guests_are_told_to_the_host_and_to_themselves(problem: Problem, agenda: Agenda) -> None:
    after = replace(agenda, groups=(replace(agenda.groups[0], guests=("st-1", "st-2")),))
    notices = build_view(problem, after, [agenda]).notices
    assert [(notice.who.id, notice.change) for notice in notices] == [
        ("corp", Change.GUESTS),
        ("st-2", Change.NEW),
        ("st-3", Change.CANCELLED),
    ]


def test_changes_are_counted_through_all_agendas_before(problem: Problem, agenda: Agenda) -> None:
    chain = [agenda, moved(agenda), agenda]
    sequences = {
        "-".join(who.id for who in entry.parties): entry.sequence
        for view in [build_view(problem, moved(agenda), chain)]
        for entry in (*view.entries, *view.cancelled)
    }
    assert sequences["st-1-inv-1"] == 0
    assert sequences["st-2-inv-1"] == sequences["st-3-corp"] == 3
    assert sequences["st-2-st-3"] == 2


def test_one_party_alone(problem: Problem, agenda: Agenda) -> None:
    view = only_party(build_view(problem, moved(agenda), [agenda]), "st-3")
    assert [party.who.id for party in view.parties] == ["st-3"]
    assert len(view.entries) == 2
    assert len(view.cancelled) == 1
    with pytest.raises(ConfigError, match='no party "st-9"'):
        only_party(view, "st-9")


def test_parties_that_meet_nobody_are_named(problem: Problem, agenda: Agenda) -> None:
    assert build_view(problem, agenda).idle == ()
    empty = replace(agenda, meetings=(), groups=())
    assert [who.id for who in build_view(problem, empty).idle] == sorted(party.id for party in problem.parties)
