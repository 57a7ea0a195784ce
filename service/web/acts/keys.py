"""Issuing keys to other software, and ending them."""

from __future__ import annotations

import datetime

from pydantic import Field

from matcher.store import Role, Transaction
from matcher.store.api_keys import ApiKey, issue_api_key, revoke_api_key
from matcher.store.audit import note_act
from service.web.bodies import Edit, Name
from service.web.context import Actor
from service.web.grants import KEY_ROLES
from service.web.problems import Problem


class NewKey(Edit):
    """A key to be issued; `days` is how long it is good, null for no end."""

    name: Name = Field(examples=["CRM"])
    role: Role = Field(Role.VIEWER, description="organiser, evaluator or viewer")
    days: int | None = Field(365, ge=1, le=3650)


def issue_key(tx: Transaction, actor: Actor, new: NewKey, now: datetime.datetime) -> tuple[ApiKey, str]:
    """The key and its secret, which is kept nowhere; raises 422 for a role that no key has."""
    if new.role not in KEY_ROLES:
        raise Problem(422, "wrong-role", f"a key is one of: {', '.join(sorted(KEY_ROLES))}")
    lasts = None if new.days is None else datetime.timedelta(days=new.days)
    key, secret = issue_api_key(
        tx, actor.programme_id, name=new.name, role=new.role, issued_by=actor.user_id, now=now, lasts=lasts
    )
    detail = {"role": key.role.value}
    note_act(tx, actor.programme_id, actor=actor.user_id, action="key.issue", subject=key.id, detail=detail, now=now)
    return key, secret


def end_key(tx: Transaction, actor: Actor, key_id: str, now: datetime.datetime) -> None:
    """End a key; it stays in the list. Raises NotStored."""
    revoke_api_key(tx, actor.programme_id, key_id, now=now)
    note_act(tx, actor.programme_id, actor=actor.user_id, action="key.revoke", subject=key_id, now=now)
