"""The published B2B scheduling problem: fixed meetings to be timed with as few breaks as possible, solved and proven.

Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy and Villaret, "Constraint Solving Approaches to the
Business-to-Business Meeting Scheduling Problem", Journal of Artificial Intelligence Research 74 (2022), pp. 263–301.
"""

from matcher.agenda.b2bsp.answer import Answer, Limits
from matcher.agenda.b2bsp.check import Finding, check_timetable
from matcher.agenda.b2bsp.instance import Instance, Meeting, Session
from matcher.agenda.b2bsp.reading import read_instance
from matcher.agenda.b2bsp.run import Result, Status, judge, run_files
from matcher.agenda.b2bsp.solving import solve_instance

__all__ = [
    "Answer",
    "Finding",
    "Instance",
    "Limits",
    "Meeting",
    "Result",
    "Session",
    "Status",
    "check_timetable",
    "judge",
    "read_instance",
    "run_files",
    "solve_instance",
]
