"""Which roles somebody may give to others, and which of them speak for a party."""

from __future__ import annotations

from matcher.store import Role
from service.web.context import PARTICIPANTS, Actor
from service.web.problems import Problem, forbidden

KEY_ROLES = frozenset({Role.ORGANISER, Role.EVALUATOR, Role.VIEWER})
"""What a key may be: it speaks for no party, and administers nothing."""


def require_may_grant(actor: Actor, role: Role) -> None:
    """Raise 403 unless the actor may give the role: only administrators make administrators."""
    if role is Role.ADMINISTRATOR and actor.role is not Role.ADMINISTRATOR:
        raise forbidden("only an administrator makes administrators")


def require_party_fits(role: Role, party_id: str | None) -> None:
    """Raise 422 unless a startup or counterpart has a party, and nobody else."""
    if (role in PARTICIPANTS) != (party_id is not None):
        raise Problem(422, "wrong-party", "a startup or counterpart speaks for one party, other roles for none")
