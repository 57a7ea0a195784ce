"""The past deals that speak for a pair: with which companies, where, at which stage, how many and how lately."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.learning.topics import LIKE, PACE, PLACE, STAGE
from matcher.past.features import PreparedPast
from matcher.past.ledger import TRAITS, UNKNOWN, Ints
from matcher.past.view import PastView

MOST_NAMED = 2
LATELY = 1.0
"""Years before the day of the question in which a deal is one of lately."""
PLACES = ("city", "metro", "region", "country")
"""From the finest to the coarsest."""
TELLING = 2
"""Deals in one place from which the place is worth naming; a coarser one is tried otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """What a candidate did before, seen from one company.

    Attributes:
        n_deals: past companies it dealt with, the asking one aside.
        n_lately: those first dealt with in the last year.
        lately: ids of these; without any, of the latest two.
        alike: ids of those most like the company in words and sectors, the most alike first, at most two.
        place: "city", "metro", "region" or "country": the finest the company shares with at least two of them.
        at_place: ids of those in it.
        at_stage: ids of those at the company's stage.
    """

    n_deals: int
    n_lately: int
    lately: tuple[str, ...]
    alike: tuple[str, ...]
    place: str
    at_place: tuple[str, ...]
    at_stage: tuple[str, ...]

    def deals(self, topic: str) -> tuple[str, ...]:
        """Ids of the past companies whose deals bear a topic: without them it would say less."""
        by_topic = {LIKE: self.alike, PLACE: self.at_place, STAGE: self.at_stage}
        return by_topic[topic] if topic != PACE else self.lately


def find_witnesses(prepared: PreparedPast, company: int, columns: Ints) -> list[Witness]:
    """The witnesses of these candidates for a company row of the ledger."""
    return [_witness(prepared.view, company, int(column)) for column in columns]


def _witness(view: PastView, company: int, column: int) -> Witness:
    own = _own_entries(view, company, column)
    ages = view.past_age[own]
    lately = own[_entry_ages(view, column, own) <= LATELY]
    alike = _alike(view, company, own)
    place, there = _place(view, company, own)
    return Witness(
        n_deals=len(own),
        n_lately=len(lately),
        lately=_ids(view, lately if len(lately) else own[np.lexsort((own, ages))[:MOST_NAMED]]),
        alike=_ids(view, alike),
        place=place,
        at_place=_ids(view, there),
        at_stage=_ids(view, _same(view, "stage", company, own)),
    )


def _own_entries(view: PastView, company: int, column: int) -> Ints:
    """Columns of the past companies that the candidate entered, without the asking one."""
    entered: Ints = view.entries.indices[view.entries.indptr[column] : view.entries.indptr[column + 1]].astype(np.int64)
    return np.asarray(entered[view.past[entered] != company])


def _entry_ages(view: PastView, column: int, own: Ints) -> np.ndarray:
    start, end = view.entries.indptr[column], view.entries.indptr[column + 1]
    age_of = dict(zip(view.entries.indices[start:end].tolist(), view.entry_age[start:end].tolist(), strict=True))
    return np.array([age_of[entry] for entry in own.tolist()])


def _alike(view: PastView, company: int, own: Ints) -> Ints:
    rows = view.past[own]
    likeness = np.asarray((view.text[rows] @ view.text[company].T).toarray()).ravel()
    likeness = likeness + 0.5 * np.asarray((view.sectors[rows] @ view.sectors[company].T).toarray()).ravel()
    order = np.lexsort((own, -likeness))[:MOST_NAMED]
    return own[order[likeness[order] > 0]]


def _place(view: PastView, company: int, own: Ints) -> tuple[str, Ints]:
    for place in PLACES:
        there = _same(view, place, company, own)
        if len(there) >= TELLING:
            return place, there
    return "", own[:0]


def _same(view: PastView, trait: str, company: int, own: Ints) -> Ints:
    codes = view.ledger.traits[:, TRAITS.index(trait)]
    mine = codes[company]
    return own[codes[view.past[own]] == mine] if mine != UNKNOWN else own[:0]


def _ids(view: PastView, entries: Ints) -> tuple[str, ...]:
    return tuple(view.ledger.company_ids[row] for row in view.past[entries])
