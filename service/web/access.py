"""Who may call which route: the matrix that tests try role by role. A route without an entry fails them.

It says the rule; the routes keep it (`context.require`, `AdministratorDep`), and the tests find where the two differ.
"""

from __future__ import annotations

from dataclasses import dataclass

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
}
