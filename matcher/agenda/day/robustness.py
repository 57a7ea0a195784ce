"""What no-shows may leave of an agenda: meetings and value that are kept, for all and for each party.

Whoever does not appear misses the whole event, independently of everybody else. What is expected is summed exactly, as
the meeting of two is kept with probability (1 − p_a)(1 − p_b); ranges are drawn.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array

from matcher.agenda.day.overbooking import Overbooking
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.errors import ConfigError
from matcher.profiles import ProfileKind

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

N_DRAWS = 2000
INSIDE = 0.95
"""The share of the draws that a range holds, as much left out above as below."""
AT_ONCE = 500
"""Draws that are made at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What is expected of a figure, exactly; the mean of the draws, and the values that hold `INSIDE` of them."""

    expected: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOutlook:
    """What a party can count on if it appears itself: of `n_meetings` and `value` in the agenda, what is kept."""

    party: str
    rate: float
    n_meetings: int
    value: float
    kept: Range
    kept_value: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """What no-shows leave of an agenda of `n_meetings` and `value`, which is its score.

    `kept` counts meetings of two and seats in group sessions; parties are in order of ids. `n_draws` and `seed` are
    those of the draws.
    """

    n_meetings: int
    value: float
    kept: Range
    kept_value: Range
    parties: tuple[PartyOutlook, ...]
    n_draws: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ties:
    """What two parties have together, by party rows: meetings, seats of guests, stand-ins.

    A stand-in counts where `absent` (−1 for nobody) is not there and the two are.
    """

    first: Ints
    second: Ints
    absent: Ints
    worth: Floats


def no_show_rates(problem: Problem, by_kind: Mapping[str, float]) -> dict[str, float]:
    """The probability that each party does not appear, by id, from that of its kind; 0 for kinds that are not given.

    Raises:
        ConfigError: a rate is not in [0, 1], or a kind does not exist.
    """
    kinds = {kind.value for kind in ProfileKind}
    for kind, rate in by_kind.items():
        if kind not in kinds:
            raise ConfigError(f"no kind of party is called {kind!r}; accepted: {', '.join(sorted(kinds))}")
        if not 0.0 <= rate <= 1.0:
            raise ConfigError(f"the no-show rate of {kind} is {rate:g}; it is a share from 0 to 1, for example 0.1")
    return {party.id: by_kind.get(party.kind, 0.0) for party in problem.parties}


def expected_value(problem: Problem, agenda: Agenda, rates: Mapping[str, float]) -> float:
    """The expected score: Σ score × (1 − p_a) × (1 − p_b) over meetings, and over guests with their hosts."""
    rows = {party.id: p for p, party in enumerate(sorted(problem.parties, key=lambda party: party.id))}
    there = 1.0 - np.array([rates[name] for name in rows])
    ties = _ties(problem, agenda, (), rows)
    return math.fsum((ties.worth * there[ties.first] * there[ties.second]).tolist())


def robustness(
    problem: Problem,
    agenda: Agenda,
    rates: Mapping[str, float],
    *,
    overbooked: Sequence[Overbooking] = (),
    n_draws: int = N_DRAWS,
    seed: int = 0,
) -> Robustness:
    """What is left when parties do not appear with the probabilities `rates`, by id.

    A group session is held for the guests who come as long as its host does. Where stand-ins are `overbooked`, each
    meets its party when the one it stands in for is absent.

    Args:
        problem: of the agenda.
        agenda: keeps the rules.
        rates: for each party, in [0, 1].
        overbooked: stand-ins that are told to be there.
        n_draws: ≥ 1.
        seed: of the draws.
    """
    names = sorted(rates)
    rows = {name: p for p, name in enumerate(names)}
    ties = _ties(problem, agenda, overbooked, rows)
    rate = np.array([rates[name] for name in names])
    is_plan = ties.absent < 0
    kept, value, by_party, value_by_party = _draw(ties, rate, n_draws, seed)
    chance = _calls(ties, rate) * (1.0 - rate[ties.first]) * (1.0 - rate[ties.second])
    if_there, worth_if_there = _if_there(ties, rate, np.ones_like(ties.worth)), _if_there(ties, rate, ties.worth)
    ends, both_ends = np.concatenate([ties.first[is_plan], ties.second[is_plan]]), np.tile(ties.worth[is_plan], 2)
    planned, values = (_sum_by(ends, worth, len(names)) for worth in (np.ones_like(both_ends), both_ends))
    return Robustness(
        n_meetings=int(is_plan.sum()),
        value=math.fsum(ties.worth[is_plan].tolist()),
        kept=_range(math.fsum(chance.tolist()), kept),
        kept_value=_range(math.fsum((chance * ties.worth).tolist()), value),
        parties=tuple(
            PartyOutlook(
                party=name,
                rate=float(rate[p]),
                n_meetings=int(planned[p]),
                value=float(values[p]),
                kept=_range(float(if_there[p]), by_party[:, p]),
                kept_value=_range(float(worth_if_there[p]), value_by_party[:, p]),
            )
            for p, name in enumerate(names)
        ),
        n_draws=n_draws,
        seed=seed,
    )


def _ties(problem: Problem, agenda: Agenda, overbooked: Sequence[Overbooking], rows: Mapping[str, int]) -> _Ties:
    scores = {frozenset((pair.a, pair.b)): pair.score for pair in problem.pairs}
    groups = {group.id: group for group in problem.groups}
    found = [(one.a, one.b, "", scores[frozenset((one.a, one.b))]) for one in agenda.meetings]
    for session in agenda.groups:
        group = groups[session.id]
        found += [(group.host, guest, "", group.guests[guest]) for guest in session.guests]
    found += [(one.party, one.stand_in, one.absent, one.score) for one in overbooked]
    return _Ties(
        first=np.array([rows[a] for a, *_ in found], dtype=np.int64),
        second=np.array([rows[b] for _, b, *_ in found], dtype=np.int64),
        absent=np.array([rows.get(name, -1) for _, _, name, _ in found], dtype=np.int64),
        worth=np.array([worth for *_, worth in found], dtype=np.float64),
    )


def _calls(ties: _Ties, rate: Floats) -> Floats:
    """The probability that each tie is asked for: 1 but for stand-ins."""
    calls: Floats = np.where(ties.absent < 0, 1.0, rate[ties.absent])
    return calls


def _if_there(ties: _Ties, rate: Floats, worth: Floats) -> Floats:
    """What is expected of the ties of each party, (n_parties,), if it is there itself."""
    called = worth * _calls(ties, rate)
    ends = np.concatenate([ties.first, ties.second])
    others = 1.0 - rate[np.concatenate([ties.second, ties.first])]
    return _sum_by(ends, np.tile(called, 2) * others, len(rate))


def _sum_by(parties: Ints, worth: Floats, n_parties: int) -> Floats:
    """The sum of `worth` by party row, (n_parties,)."""
    return np.bincount(parties, weights=worth, minlength=n_parties).astype(np.float64)


def _draw(ties: _Ties, rate: Floats, n_draws: int, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Ties and value kept, (n_draws,), and of each party as if it were there, (n_draws, n_parties)."""
    rng = np.random.default_rng(seed)
    n, n_ties = len(rate), len(ties.worth)
    ends = np.concatenate([ties.first, ties.second])
    rows = np.arange(2 * n_ties)
    to_party = coo_array((np.ones(2 * n_ties), (rows, ends)), shape=(2 * n_ties, n)).tocsr()
    worth = np.concatenate([ties.worth, ties.worth])
    parts: list[tuple[Floats, Floats, Floats, Floats]] = []
    for first in range(0, n_draws, AT_ONCE):
        is_there = rng.random((min(AT_ONCE, n_draws - first), n)) >= rate
        is_called = np.where(ties.absent < 0, True, ~is_there[:, ties.absent])
        both = is_called & is_there[:, ties.first] & is_there[:, ties.second]
        other = np.concatenate([is_called & is_there[:, ties.second], is_called & is_there[:, ties.first]], axis=1)
        parts.append((both.sum(axis=1), both @ ties.worth, other @ to_party, (other * worth) @ to_party))
    kept, value, by_party, value_by_party = (np.concatenate(column) for column in zip(*parts, strict=True))
    return kept, value, by_party, value_by_party


def _range(expected: float, draws: Floats) -> Range:
    out = (1.0 - INSIDE) / 2
    low, high = np.quantile(draws, [out, 1.0 - out])
    return Range(expected=expected, mean=float(draws.mean()), low=float(low), high=float(high))
