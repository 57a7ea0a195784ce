"""The planners beside abbina: all keep the rules, those that prove agree on the best score, and none is better."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.benches.agenda_instances import InstanceOptions, make_instance
from evaluation.benches.agenda_peers.__main__ import rows
from evaluation.benches.agenda_peers.core import as_agenda, core_of
from evaluation.benches.agenda_peers.drawings import draw_progress
from evaluation.benches.agenda_peers.measuring import OURS, PLANNERS, Outcome, measure
from matcher.agenda.checker import check_agenda


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Outcome]:
    return {planner: measure(planner, "small", 0, 20.0) for planner in (OURS, *PLANNERS)}


def test_every_planner_keeps_the_rules(outcomes: dict[str, Outcome]) -> None:
    assert {planner: one.n_broken for planner, one in outcomes.items()} == dict.fromkeys(outcomes, 0)


def test_what_is_proven_is_the_same_and_nobody_does_better(outcomes: dict[str, Outcome]) -> None:
    best = outcomes["HiGHS"].score
    assert best is not None
    assert outcomes["CP-SAT"].score == pytest.approx(best, rel=1e-5)
    assert outcomes[OURS].score == pytest.approx(best, rel=1e-6)
    assert all((one.score or 0.0) <= best + 1e-6 for one in outcomes.values())


def test_simple_planners_lose_something_here(outcomes: dict[str, Outcome]) -> None:
    best = outcomes["HiGHS"].score or 0.0
    assert 0.5 * best < (outcomes["greedy"].score or 0.0) < 0.995 * best
    assert 0.5 * best < (outcomes["flow, then times"].score or 0.0) < 0.995 * best


def test_the_seconds_of_a_trace_go_on(outcomes: dict[str, Outcome]) -> None:
    for one in outcomes.values():
        seconds = [second for second, _ in one.trace]
        assert seconds == sorted(seconds)


def test_rows_are_gaps_to_the_best_bound(outcomes: dict[str, Outcome]) -> None:
    lines = rows("small", {planner: [one] for planner, one in outcomes.items()})
    assert lines[0].startswith("| small | abbina | 0.000% | 0 | 0 |")
    nothing = Outcome(score=None, bound=None, n_unmet=3, n_broken=0, cpu_s=1.0, trace=())
    assert rows("small", {OURS: [outcomes[OURS]], "late": [nothing]})[1] == "| small | late | no plan | 3 | 0 | 1.00 |"


def test_a_broken_plan_is_seen() -> None:
    problem = make_instance("small", seed=0)
    core = core_of(problem)
    plan = PLANNERS["greedy"](core, 1.0)
    plan.slots[1] = plan.slots[0]
    plan.pairs[1] = [n for n in range(len(core.pairs)) if core.left[n] == core.left[plan.pairs[0]]][-1]
    assert check_agenda(problem, as_agenda(problem, core, plan, 1e9))


def test_problems_beyond_the_core_are_refused() -> None:
    with pytest.raises(ValueError, match="core problems only"):
        core_of(make_instance("small", seed=0, options=InstanceOptions(groups=True)))


def test_the_drawing_of_progress_is_an_svg(outcomes: dict[str, Outcome], tmp_path: Path) -> None:
    traces = {planner: one.trace for planner, one in outcomes.items()}
    draw_progress(tmp_path / "progress.svg", traces, outcomes["HiGHS"].bound or 1.0)
    drawn = (tmp_path / "progress.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<?xml")
