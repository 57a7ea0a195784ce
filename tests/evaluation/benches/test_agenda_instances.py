"""Generated problems: sizes, seeds, options, and that they are problems that a file may hold."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.benches.agenda_families import FAMILIES
from evaluation.benches.agenda_instances import InstanceOptions, main, make_instance
from matcher.agenda.files import Faults, problem_from_document, read_problem, render_problem
from matcher.agenda.problem import Objective, Problem

SIZES = {
    "small": (18, 30, 12),
    "medium": (60, 120, 16),
    "large": (200, 300, 24),
    "xl": (1000, 1500, 30),
    "small_tight": (18, 20, 12),
    "medium_tight": (60, 66, 16),
    "large_tight": (200, 220, 24),
    "xl_tight": (1000, 1100, 30),
}
ALL = InstanceOptions(idle_penalty=0.03, fairness_floor=0.8, campus_travel=1, groups=True)


def n_available(problem: Problem) -> dict[str, int]:
    n_slots = len(problem.slots)
    return {party.id: n_slots if party.available is None else len(party.available) for party in problem.parties}


@pytest.mark.parametrize(
    ("family", "options"),
    [
        ("small", InstanceOptions()),
        ("small", ALL),
        ("small_tight", ALL),
        ("medium", ALL),
        ("medium_tight", InstanceOptions()),
        ("large_tight", ALL),
    ],
)
def test_an_instance_has_its_size_and_comes_back_from_its_file(family: str, options: InstanceOptions) -> None:
    problem = make_instance(family, seed=1, options=options)
    kinds = Counter(party.kind == "startup" for party in problem.parties)
    assert (kinds[True], kinds[False], len(problem.slots)) == SIZES[family]
    assert problem_from_document(json.loads(render_problem(problem)), Faults("P.json")) == problem


def test_every_family_has_its_size() -> None:
    sizes = {
        name: (family.n_companies, family.n_counterparts, family.n_days * family.slots_per_day)
        for name, family in FAMILIES.items()
    }
    assert sizes == SIZES


def test_the_same_arguments_give_the_same_problem_and_another_seed_another() -> None:
    assert make_instance("small", seed=3) == make_instance("small", seed=3)
    assert make_instance("small", seed=3) != make_instance("small", seed=4)


def test_options_change_only_what_they_name() -> None:
    core, full = make_instance("small", seed=2), make_instance("small", seed=2, options=ALL)
    bare = tuple(replace(party, venue=None, max_per_day=None) for party in full.parties)
    assert (full.pairs, bare, full.slots) == (core.pairs, core.parties, core.slots)
    assert full.objective == Objective(idle_penalty=0.03, fairness_floor=0.8)
    assert core.objective == Objective()
    assert (core.groups, core.travel) == ((), ())
    assert len(full.groups) == 2
    assert sum(venue.tables for venue in full.venues) >= core.venues[0].tables


@pytest.mark.parametrize("seed", range(3))
def test_limits_can_be_kept(seed: int) -> None:
    problem = make_instance("small", seed=seed)
    there = n_available(problem)
    for party in problem.parties:
        assert party.max_meetings is not None
        assert party.min_meetings <= party.max_meetings <= there[party.id]
    musts = Counter(name for pair in problem.pairs if pair.must for name in (pair.a, pair.b))
    assert musts.total() == 2 * 7
    assert all(musts[party.id] <= (party.max_meetings or 0) // 2 for party in problem.parties)


def test_tight_parties_may_meet_whenever_they_are_there() -> None:
    problem = make_instance("small_tight", seed=0)
    assert {party.id: party.max_meetings for party in problem.parties} == n_available(problem)


def test_listed_pairs_are_not_forbidden_and_have_a_common_slot() -> None:
    problem = make_instance("medium", seed=0)
    there = {party.id: set(party.available or [slot.id for slot in problem.slots]) for party in problem.parties}
    forbidden = {frozenset(pair) for pair in problem.forbidden}
    assert forbidden
    assert all(there[pair.a] & there[pair.b] for pair in problem.pairs)
    assert not forbidden & {frozenset((pair.a, pair.b)) for pair in problem.pairs}


def test_the_largest_lists_the_best_of_either_side() -> None:
    problem = make_instance("xl", seed=0)
    per_party = Counter(name for pair in problem.pairs for name in (pair.a, pair.b))
    assert min(per_party.values()) >= 150
    assert len(problem.pairs) < 350_000


def test_the_command_writes_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "P.json"
    assert main(["small", "--seed", "5", "--campus-travel", "1", "--groups", "-o", str(path)]) == 0
    options = InstanceOptions(campus_travel=1, groups=True)
    assert read_problem(path) == make_instance("small", seed=5, options=options)


def test_the_command_prints_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["small"]) == 0
    assert capsys.readouterr().out == render_problem(make_instance("small"))
