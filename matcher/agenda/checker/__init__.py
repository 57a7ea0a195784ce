"""The independent checker: every rule that an agenda has to keep, and nothing of how agendas are made."""

from matcher.agenda.checker.broken import Broken
from matcher.agenda.checker.check import check_agenda
from matcher.agenda.checker.replan import Moves, check_replan, compare_agendas, with_added

__all__ = ["Broken", "Moves", "check_agenda", "check_replan", "compare_agendas", "with_added"]
