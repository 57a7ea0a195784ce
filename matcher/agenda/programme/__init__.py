"""From an event, profiles, scores and wishes to the problem of an agenda."""

from matcher.agenda.programme.build import Built, build_problem
from matcher.agenda.programme.event_file import read_event
from matcher.agenda.programme.event_plan import EventPlan
from matcher.agenda.programme.parties import Parties, know_parties
from matcher.agenda.programme.scores import ScoredPairs

__all__ = ["Built", "EventPlan", "Parties", "ScoredPairs", "build_problem", "know_parties", "read_event"]
