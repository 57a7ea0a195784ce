"""From a problem to an agenda: who meets by a flow, when by a timetable, better by small moves."""

from matcher.agenda.solver.solve import solve
from matcher.agenda.solver.watch import Progress

__all__ = ["Progress", "solve"]
