"""Which pairs an agenda may use: enough that all tables are filled and all minimums met, and no more.

A list that is too short leaves tables empty and minimums unmet; one that is too long sends people to meetings that are
not worth their time. So each party brings its best partners, as many as it can meet, and the list grows until longer
ones would add next to nothing to the best meetings that are conceivable (`matcher.agenda.programme.demand`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.agenda.attendance import lay_calendar, most_meetings
from matcher.agenda.problem import Problem
from matcher.agenda.programme.demand import Demand, Filling, fill
from matcher.agenda.programme.wishes import Couple

ENOUGH = 0.999
"""A list is long enough when it allows this share of what all candidates of the least score allow."""

SCALE = 10_000
"""Scores are compared as whole numbers of their fourth decimal."""


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
    `wanted`. Breadth doubles until the best meetings of the list are worth `ENOUGH` of those of all candidates
    from the least score on, and miss no more of the minimums than those of all candidates at all, or until nothing is
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
    good = [pair for pair in ranked if scores[pair] >= least_score]
    most, least = _limits(problem)
    judge = _judge(problem, most, least, scores)
    everything = _merge(ranked, always, good, _best(ranked, {party: len(ranked) for party, n in least.items() if n}))
    goal, missing = judge(_merge(ranked, always, good), False).worth, judge(everything, True).missing
    breadth = 1
    while True:
        brought = _best(good, {party: breadth * n for party, n in most.items()})
        needed = _best(ranked, {party: breadth * n for party, n in least.items()})
        listed = _merge(ranked, always, brought, needed)
        is_enough = judge(listed, False).worth >= ENOUGH * goal and judge(listed, True).missing <= missing
        if is_enough or len(listed) == len(everything):
            n_below = sum(scores[pair] < least_score for pair in listed)
            return Listed(pairs=tuple(listed), breadth=breadth, n_below=n_below)
        breadth *= 2


def _limits(problem: Problem) -> tuple[dict[str, int], dict[str, int]]:
    """The most and least meetings of each party by id; no minimum is above what its days allow."""
    calendar = lay_calendar(problem)
    most = {party.id: most_meetings(party, calendar) for party in problem.parties}
    return most, {party.id: min(party.min_meetings, most[party.id]) for party in problem.parties}


def _judge(
    problem: Problem, most: Mapping[str, int], least: Mapping[str, int], scores: Mapping[Couple, float]
) -> Callable[[Sequence[Couple], bool], Filling]:
    """What gives the best meetings among pairs, with or without the wish for minimums."""
    row = {party.id: position for position, party in enumerate(problem.parties)}
    demand = Demand(
        most=np.array([most[party.id] for party in problem.parties], dtype=np.int64),
        least=np.array([least[party.id] for party in problem.parties], dtype=np.int64),
        n_meetings=len(problem.slots) * sum(venue.tables for venue in problem.venues),
    )

    def judge(pairs: Sequence[Couple], wishes: bool) -> Filling:
        companies, counterparts = (np.array([row[pair[side]] for pair in pairs], dtype=np.int64) for side in (0, 1))
        worth = np.array([round(scores[pair] * SCALE) for pair in pairs], dtype=np.int64)
        return fill(demand, companies, counterparts, worth, wishes=wishes)

    return judge


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
