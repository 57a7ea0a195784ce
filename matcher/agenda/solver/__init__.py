"""The making of agendas: who meets whom by flow, when by matching and chains, with a bound that is proven."""

from matcher.agenda.solver.conflicts import Wish, conflicting_wishes
from matcher.agenda.solver.curve import Choice, replan_curve
from matcher.agenda.solver.fairness import FloorPrice, best_floor, price_floors
from matcher.agenda.solver.replan import KEEP, replan_agenda
from matcher.agenda.solver.solve import TIME_LIMIT, solve_problem
from matcher.agenda.solver.watch import Standing

__all__ = [
    "KEEP",
    "TIME_LIMIT",
    "Choice",
    "FloorPrice",
    "Standing",
    "Wish",
    "best_floor",
    "conflicting_wishes",
    "price_floors",
    "replan_agenda",
    "replan_curve",
    "solve_problem",
]
