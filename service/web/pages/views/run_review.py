"""A run of lists for who reviews it: a list for each party, who is shown too often, and who never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matcher.shortlist import ShortlistConfig, exposure_cap
from matcher.store import Decision
from matcher.store.listing import RankedPair
from matcher.store.shortlists import StoredRun
from matcher.suggestions import Side

Couple = tuple[str, str]
"""Company id, counterpart id."""

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One party's list: how many it has, its best score in [0, 1] (None: empty), and the first names of it."""

    party_id: str
    name: str
    number: int
    best: float | None
    first: tuple[str, ...]
    locked: int
    vetoed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How often parties of the other side are shown: `most` by how often, `never` who is in no list.

    `cap` is the number of lists that a party may be in at most, None where the run had none.
    """

    most: Sequence[tuple[str, int]]
    never: Sequence[str]
    cap: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A pair that one run has and another has not; `rank` is its place there."""

    company_id: str
    counterpart_id: str
    rank: int


def asks_and_shown(side: Side, pair: RankedPair) -> Couple:
    """Whose list a pair is in, and who is shown there."""
    is_company = side is Side.STARTUPS
    return (pair.company_id, pair.counterpart_id) if is_company else (pair.counterpart_id, pair.company_id)


def lists_of(
    run: StoredRun, pairs: Iterable[RankedPair], taking_part: Iterable[str], names: Mapping[str, str]
) -> list[ListRow]:
    """A row for each party of the run's side that takes part or has a list, by name."""
    by_party: dict[str, list[RankedPair]] = {party_id: [] for party_id in taking_part}
    shown: dict[str, list[str]] = {}
    for pair in pairs:
        asks, other = asks_and_shown(run.side, pair)
        by_party.setdefault(asks, []).append(pair)
        shown.setdefault(asks, []).append(other)
    rows = [
        ListRow(
            party_id=party_id,
            name=names.get(party_id, party_id),
            number=len(listed),
            best=max((one.score for one in listed), default=None),
            first=tuple(shown.get(party_id, ())[:3]),
            locked=sum(one.decision is Decision.LOCKED for one in listed),
            vetoed=sum(one.decision is Decision.VETOED for one in listed),
        )
        for party_id, listed in by_party.items()
    ]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.party_id))


def exposure_of(run: StoredRun, pairs: Sequence[RankedPair], others: Mapping[str, str]) -> Exposure:
    """Who of the other side, `others` by id, is in how many lists."""
    couples = [asks_and_shown(run.side, pair) for pair in pairs]
    counted = Counter(other for _, other in couples)
    most = sorted(counted.items(), key=lambda one: (-one[1], others.get(one[0], one[0]).casefold(), one[0]))
    options = dict(run.stamp.options)
    n_lists = len({asks for asks, _ in couples})
    config = ShortlistConfig(top=int(options.get("top", "10")))
    is_plain = options.get("plain") == "true"
    return Exposure(
        most=most[:MOST_SHOWN],
        never=sorted((one for one in others if one not in counted), key=lambda one: (others[one].casefold(), one)),
        cap=None if is_plain else exposure_cap(n_lists, len(others), config),
    )


def compare_runs(before: Sequence[RankedPair], after: Sequence[RankedPair]) -> tuple[list[Moved], list[Moved], int]:
    """The pairs that came in, those that went out, and how many are in both."""
    one, other = _ranks(before), _ranks(after)
    return _without(other, one), _without(one, other), len(one.keys() & other.keys())


def _without(ranks: Mapping[Couple, int], others: Mapping[Couple, int]) -> list[Moved]:
    return [
        Moved(company_id=pair[0], counterpart_id=pair[1], rank=rank)
        for pair, rank in ranks.items()
        if pair not in others
    ]


def _ranks(pairs: Iterable[RankedPair]) -> dict[Couple, int]:
    found = {(one.company_id, one.counterpart_id): one.rank for one in pairs}
    return dict(sorted(found.items()))
