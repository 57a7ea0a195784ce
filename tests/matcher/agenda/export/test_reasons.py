"""Reasons of the solver, told in the organiser's language and with names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matcher.agenda.export.building import build_view
from matcher.agenda.export.reasons import reason_reader
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Pair, Problem
from matcher.agenda.solver import solve_problem
from matcher.language import load_messages

NAMES = {"st-1": "Lumen", "inv-1": "Fondo Uno"}


def named(problem: Problem) -> Problem:
    return replace(problem, parties=tuple(replace(one, name=NAMES.get(one.id, "")) for one in problem.parties))


@pytest.mark.parametrize(
    ("why", "italian"),
    [
        ("inv-1 is full: 1 of 1 meetings", "Fondo Uno è al completo: 1 incontri su 1"),
        ("inv-1 is full; st-1 is full", "Fondo Uno è al completo; Lumen è al completo"),
        ("inv-1: inv-1 has gone", "Fondo Uno: Fondo Uno non c'è più"),
        (
            "of its 4 partners, inv-1: no venue has a table; and 2 more",
            "dei suoi 4 possibili incontri mancano: Fondo Uno: nessuna sede ha un tavolo; e altri 2",
        ),
        (
            (
                "no common slot. Cannot be met: st-1 and inv-1 must meet (forbidden). To fix it, drop it, or change "
                "who is there, the tables or the limits"
            ),
            (
                "nessun orario in comune. Non si può esaudire: Lumen e Fondo Uno devono incontrarsi (vietato). Per "
                "risolvere, rinunciarvi, o cambiare chi c'è, i tavoli o i limiti"
            ),
        ),
        ("who-knows is full", "who-knows is full"),
        ("said by hand", "said by hand"),
        ("", ""),
    ],
)
def test_a_reason_is_told_with_names(problem: Problem, agenda: Agenda, why: str, italian: str) -> None:
    assert reason_reader(build_view(named(problem), agenda), load_messages("it"))(why) == italian


def test_no_reason_of_the_solver_stays_in_english(problem: Problem) -> None:
    tight = replace(
        problem,
        parties=tuple(replace(one, min_meetings=4, max_meetings=4) for one in problem.parties),
        pairs=(*problem.pairs, Pair(a="st-3", b="inv-2", score=0.9, must=True)),
        slots=problem.slots[:3],
        groups=(),
        precedences=(),
    )
    tight = replace(tight, pairs=tuple(replace(pair, slot=None) for pair in tight.pairs))
    tight = replace(tight, parties=tuple(replace(one, available=None) for one in tight.parties))
    made = solve_problem(tight, time_limit=5, seed=0)
    read = reason_reader(build_view(tight, made), load_messages("it"))
    reasons = {one.why for one in (*made.unmet, *made.unscheduled)}
    assert len(reasons) > 3
    english = ("free", "slot", "full", "meet", "partners", "wishes", "table")
    assert [read(why) for why in sorted(reasons) if any(word in read(why) for word in english)] == []
