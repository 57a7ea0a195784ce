"""What each company could get if it were alone with the others, which fairness floors are shares of."""

from __future__ import annotations

import math

import numpy as np

from matcher.agenda.solver.instance import Floats, Instance
from matcher.profiles import COMPANY_KINDS


def company_ideals(instance: Instance) -> dict[str, float]:
    """The ideal of each company by id: its best pairs, as many as its own slots and limits allow.

    `instance` is the one without sessions. Shared venues and tables count, other parties' limits do not, but a party
    that may meet nobody at all is no partner.
    """
    found = {}
    for p, party in enumerate(instance.parties):
        if party.kind not in COMPANY_KINDS:
            continue
        most = sum(min(sum(instance.there[p] >> t & 1 for t in day), instance.per_day[p]) for day in instance.days)
        if party.max_meetings is not None:
            most = min(most, party.max_meetings)
        best = sorted((float(instance.score[e]) for e in instance.partners[p]), reverse=True)
        found[party.id] = math.fsum(best[:most])
    return found


def company_floors(instance: Instance) -> dict[str, float]:
    """The least value of each company by id: `fairness_floor` × its ideal; none where no floor is asked for."""
    share = instance.problem.objective.fairness_floor
    return {name: share * ideal for name, ideal in company_ideals(instance).items()} if share > 0 else {}


def as_rows(instance: Instance, floors: dict[str, float]) -> Floats:
    """Floors by party row, (n_parties,) float64, 0 where a party has none."""
    return np.array([floors.get(party.id, 0.0) for party in instance.parties], dtype=np.float64)
