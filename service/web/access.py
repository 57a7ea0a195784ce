"""Who may call which route: the matrix that tests try role by role. A route without an entry fails them.

It says the rule; the routes keep it (`context.require`, `AdministratorDep`), and the tests find where the two differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from starlette.routing import compile_path

from matcher.store import Role

Route = tuple[str, str]
"""The method and the path as FastAPI writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may: anybody, whoever is logged in, the installation's administrators, or roles in the path's programme."""

    anybody: bool = False
    logged_in: bool = False
    administrators: bool = False
    roles: frozenset[Role] = frozenset()


def roles(*named: Role) -> Access:
    """Members with one of these roles; the installation's administrators are administrators of every programme."""
    return Access(roles=frozenset(named))


ANYBODY = Access(anybody=True)
LOGGED_IN = Access(logged_in=True)
ADMINISTRATORS = Access(administrators=True)
MEMBERS = roles(*Role)
RUN = (Role.ADMINISTRATOR, Role.ORGANISER)
"""Who runs a programme."""
READ = (*RUN, Role.EVALUATOR, Role.VIEWER)
"""Who sees the whole of a programme."""
TAKE_PART = (Role.STARTUP, Role.COUNTERPART)
"""Who sees one party of it."""

ACCESS: dict[Route, Access] = {
    ("GET", "/healthz"): ANYBODY,
    ("GET", "/readyz"): ANYBODY,
    ("GET", "/metrics"): ANYBODY,  # without a session: by token, or from this machine
    ("POST", "/v1/auth/login"): ANYBODY,
    ("POST", "/v1/auth/logout"): LOGGED_IN,
    ("GET", "/v1/auth/me"): LOGGED_IN,
    ("PUT", "/v1/auth/password"): LOGGED_IN,
    ("POST", "/v1/auth/invitation"): ANYBODY,
    ("POST", "/v1/auth/invitation/accept"): ANYBODY,
    ("GET", "/v1/users"): ADMINISTRATORS,
    ("POST", "/v1/users"): ADMINISTRATORS,
    ("GET", "/v1/users/{user_id}"): ADMINISTRATORS,
    ("PATCH", "/v1/users/{user_id}"): ADMINISTRATORS,
    ("DELETE", "/v1/users/{user_id}"): ADMINISTRATORS,
    ("GET", "/v1/audit"): ADMINISTRATORS,
    ("GET", "/v1/programmes"): LOGGED_IN,  # or with a key
    ("POST", "/v1/programmes"): ADMINISTRATORS,
}

PROGRAMME = "/v1/programmes/{programme_id}"
RUNNERS = roles(*RUN)
READERS = roles(*READ)
EVALUATORS = roles(*RUN, Role.EVALUATOR)
TELLERS = roles(*RUN, *TAKE_PART)
"""Who says things of a party: participants of their own alone."""

ACCESS |= {
    (method, PROGRAMME + path): access
    for method, path, access in (
        ("GET", "", MEMBERS),
        ("PATCH", "", RUNNERS),
        ("DELETE", "", roles(Role.ADMINISTRATOR)),
        ("GET", "/members", RUNNERS),
        ("PATCH", "/members/{user_id}", RUNNERS),
        ("DELETE", "/members/{user_id}", RUNNERS),
        ("GET", "/invitations", RUNNERS),
        ("POST", "/invitations", RUNNERS),
        ("DELETE", "/invitations/{invitation_id}", RUNNERS),
        ("GET", "/keys", RUNNERS),
        ("POST", "/keys", RUNNERS),
        ("DELETE", "/keys/{key_id}", RUNNERS),
        ("GET", "/audit", RUNNERS),
        ("POST", "/imports", RUNNERS),
        ("GET", "/imports", RUNNERS),
        ("GET", "/imports/{import_id}", RUNNERS),
        ("GET", "/imports/{import_id}/problems", RUNNERS),
        ("POST", "/imports/{import_id}/confirm", RUNNERS),
        ("POST", "/imports/{import_id}/discard", RUNNERS),
        ("GET", "/parties", READERS),
        ("POST", "/parties", RUNNERS),
        ("GET", "/parties/{party_id}", MEMBERS),
        ("PATCH", "/parties/{party_id}", TELLERS),
        ("GET", "/parties/{party_id}/versions", MEMBERS),
        ("GET", "/parties/{party_id}/completeness", MEMBERS),
        ("PUT", "/parties/{party_id}/consent", TELLERS),
        ("PUT", "/parties/{party_id}/participation", TELLERS),
        ("GET", "/parties/{party_id}/contacts", TELLERS),
        ("PUT", "/parties/{party_id}/contacts/{contact_id}", TELLERS),
        ("DELETE", "/parties/{party_id}/contacts/{contact_id}", TELLERS),
        ("GET", "/history", READERS),
        ("DELETE", "/history", RUNNERS),
        ("GET", "/parties/{party_id}/presence", MEMBERS),
        ("PUT", "/parties/{party_id}/presence", TELLERS),
        ("DELETE", "/parties/{party_id}/presence", TELLERS),
        ("GET", "/preferences", READERS),
        ("GET", "/parties/{party_id}/preferences", MEMBERS),
        ("PUT", "/parties/{party_id}/preferences/{other_id}", TELLERS),
        ("DELETE", "/parties/{party_id}/preferences/{other_id}", TELLERS),
        ("GET", "/parties/{party_id}/personal-data", TELLERS),
        ("POST", "/parties/{party_id}/erase", RUNNERS),
        ("POST", "/shortlists", RUNNERS),
        ("GET", "/shortlists", READERS),
        ("GET", "/shortlists/{run_id}", READERS),
        ("DELETE", "/shortlists/{run_id}", RUNNERS),
        ("GET", "/shortlists/{run_id}/matrix", READERS),
        ("GET", "/shortlists/{run_id}/suggestions", READERS),
        ("PUT", "/shortlists/{run_id}/suggestions/{company_id}/{counterpart_id}/decision", RUNNERS),
        ("GET", "/parties/{party_id}/suggestions", MEMBERS),
        ("GET", "/events", READERS),
        ("GET", "/events/{event_id}", READERS),
        ("PUT", "/events/{event_id}", RUNNERS),
        ("DELETE", "/events/{event_id}", RUNNERS),
        ("POST", "/agendas/solve", RUNNERS),
        ("GET", "/agendas", READERS),
        ("GET", "/agendas/{agenda_id}", READERS),
        ("DELETE", "/agendas/{agenda_id}", RUNNERS),
        ("GET", "/agendas/{agenda_id}/versions", READERS),
        ("GET", "/agendas/{agenda_id}/versions/{version}", READERS),
        ("GET", "/agendas/{agenda_id}/versions/{version}/compare/{other}", READERS),
        ("POST", "/agendas/{agenda_id}/publish", RUNNERS),
        ("POST", "/agendas/{agenda_id}/rollback", RUNNERS),
        ("POST", "/agendas/{agenda_id}/replan", RUNNERS),
        ("POST", "/agendas/{agenda_id}/replan/{job_id}/apply", RUNNERS),
        ("GET", "/agendas/{agenda_id}/meetings/{a}/{b}/places", RUNNERS),
        ("POST", "/agendas/{agenda_id}/meetings/{a}/{b}/move", RUNNERS),
        ("PUT", "/agendas/{agenda_id}/meetings/{a}/{b}/lock", RUNNERS),
        ("GET", "/parties/{party_id}/agenda", MEMBERS),
        ("GET", "/parties/{party_id}/agenda/{agenda_id}.{form}", MEMBERS),
        ("GET", "/feedback", READERS),
        ("GET", "/feedback/summary", READERS),
        ("GET", "/feedback/interactions", READERS),
        ("GET", "/parties/{party_id}/feedback", MEMBERS),
        ("PUT", "/parties/{party_id}/feedback/{event_id}/{other_id}", TELLERS),
        ("POST", "/exports", RUNNERS),
        ("GET", "/files/{file_id}", READERS),
        ("GET", "/files/{file_id}/content", READERS),
        ("DELETE", "/files/{file_id}", RUNNERS),
        ("POST", "/evaluations/benchmarks", EVALUATORS),
        ("POST", "/evaluations", EVALUATORS),
        ("GET", "/jobs", READERS),
        ("GET", "/jobs/{job_id}", READERS),
        ("POST", "/jobs/{job_id}/cancel", EVALUATORS),
        ("GET", "/webhooks", RUNNERS),
        ("PUT", "/webhooks/{webhook_id}", RUNNERS),
        ("DELETE", "/webhooks/{webhook_id}", RUNNERS),
    )
}


def methods_of(path: str) -> list[str]:
    """The methods that a called path takes, sorted: of the routes that it fits, those with the fewest gaps."""
    fitting = [(template.count("{"), method) for method, template in ACCESS if _pattern(template).fullmatch(path)]
    fewest = min((gaps for gaps, _ in fitting), default=0)
    return sorted({method for gaps, method in fitting if gaps == fewest})


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return compile_path(template)[0]
