"""Which pairs an agenda may use: enough that all tables are filled and all minimums met, and no more.

A list that is too short leaves tables empty and minimums unmet; one that is too long sends people to meetings that are
not worth their time. So each party brings its best partners, as many as it can meet, and the list grows until longer
ones would add next to nothing to the best agenda that is conceivable (`matcher.agenda.relaxation`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from matcher.agenda.problem import Pair, Problem
from matcher.agenda.programme.wishes import Couple
from matcher.agenda.relaxation import Relaxed, lay_calendar, most_meetings, relax

ENOUGH = 0.999
"""A list is long enough when it allows this share of what all candidates of the least score allow."""

ROUNDING = 1e-4
"""Missing meetings, summed over parties, that are rounding of the linear program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The pairs to list, best first. `breadth` is how many times as many partners as it can meet a party brought.

    `n_below` of them lie under the least score; they are there for minimums and wishes.
    """

    pairs: tuple[Couple, ...]
    breadth: int
    n_below: int


def list_pairs(
    problem: Problem,
    worth: Mapping[Couple, float],
    wanted: Collection[Couple],
    least_score: float,
) -> Listed:
    """The pairs to list of a problem that has none yet.

    With breadth 1, a party brings its best candidates of at least `least_score`, as many as it can have meetings, and,
    whatever they score, as many as its minimum asks for. A pair is listed when either side brings it, or when it is in
    `wanted`. Breadth doubles until the best shares of the list are worth `ENOUGH` of those of all candidates
    from the least score on and miss no more of the minimums than those of all candidates at all, or until nothing is
    left to bring.

    Args:
        problem: its pairs are ignored; its forbidden ones are never listed.
        worth: the score of each candidate in [0, 1]; ties go by id.
        wanted: pairs that are listed whatever they score; those without a score count 0.
        least_score: the least score, in [0, 1].
    """
    forbidden = {frozenset(pair) for pair in problem.forbidden}
    scores = {**dict.fromkeys(wanted, 0.0), **worth}
    ranked = sorted(
        (pair for pair in scores if frozenset(pair) not in forbidden), key=lambda pair: (-scores[pair], pair)
    )
    always = [pair for pair in ranked if pair in wanted]
    calendar = lay_calendar(replace(problem, pairs=()))
    capacity = {party.id: most_meetings(party, calendar) for party in problem.parties}
    least = {party.id: min(party.min_meetings, capacity[party.id]) for party in problem.parties}

    good = [pair for pair in ranked if scores[pair] >= least_score]
    everything = _merge(ranked, always, good, _best(ranked, {party: len(ranked) for party, n in least.items() if n}))
    goal = _Goal(
        value=_relax(problem, _merge(ranked, always, good), scores, wishes=False).value,
        missing=_missing(_relax(problem, everything, scores, wishes=True)),
    )
    breadth = 1
    while True:
        brought = _best(good, {party: breadth * n for party, n in capacity.items()})
        needed = _best(ranked, {party: breadth * n for party, n in least.items()})
        listed = _merge(ranked, always, brought, needed)
        if len(listed) == len(everything) or _is_enough(problem, listed, scores, goal):
            n_below = sum(scores[pair] < least_score for pair in listed)
            return Listed(pairs=tuple(listed), breadth=breadth, n_below=n_below)
        breadth *= 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Goal:
    """What all candidates of the least score allow in worth, and all candidates at all in minimums."""

    value: float
    missing: float


def _best(ranked: list[Couple], quota: Mapping[str, int]) -> set[Couple]:
    """The first pairs of each party in a ranking, up to its quota; a pair counts for both of its parties."""
    left = dict(quota)
    chosen = set()
    for pair in ranked:
        for party in pair:
            if left.get(party, 0) > 0:
                left[party] -= 1
                chosen.add(pair)
    return chosen


def _merge(ranked: list[Couple], *groups: Iterable[Couple]) -> list[Couple]:
    chosen = set().union(*groups)
    return [pair for pair in ranked if pair in chosen]


def _is_enough(problem: Problem, listed: list[Couple], scores: Mapping[Couple, float], goal: _Goal) -> bool:
    if _relax(problem, listed, scores, wishes=False).value < ENOUGH * goal.value:
        return False
    return _missing(_relax(problem, listed, scores, wishes=True)) <= goal.missing + ROUNDING


def _relax(problem: Problem, listed: list[Couple], scores: Mapping[Couple, float], *, wishes: bool) -> Relaxed:
    pairs = tuple(Pair(a=a, b=b, score=scores[a, b]) for a, b in listed)
    return relax(replace(problem, pairs=pairs), wishes=wishes)


def _missing(found: Relaxed) -> float:
    return math.fsum(found.missing.values())
