"""Keys of a programme for other software: shown once, kept as a hash."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from matcher.store import Role
from matcher.store.api_keys import ApiKey, issue_api_key, list_api_keys, revoke_api_key
from matcher.store.audit import note_act
from service.web.access import RUN
from service.web.bodies import Edit, Name
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.grants import KEY_ROLES
from service.web.problems import Problem

router = APIRouter(prefix="/programmes/{programme_id}/keys", tags=["people"])

Runner = Annotated[Actor, Depends(require(*RUN))]


class NewKey(Edit):
    """A key to be issued; `days` is how long it is good, null for no end."""

    name: Name = Field(examples=["CRM"])
    role: Role = Field(Role.VIEWER, description="organiser, evaluator or viewer")
    days: int | None = Field(365, ge=1, le=3650)


class KeyBody(BaseModel):
    """A key; `secret` is told once, when it is issued, and goes into `Authorization: Bearer SECRET`."""

    id: str
    name: str = Field(examples=["CRM"])
    start: str = Field(description="how the secret begins", examples=["abbina_x7Qm2p"])
    role: Role
    created_at: datetime.datetime
    expires_at: datetime.datetime | None
    revoked_at: datetime.datetime | None
    used_at: datetime.datetime | None
    secret: str | None = None


def key_body(key: ApiKey, *, secret: str | None = None) -> KeyBody:
    """A key as it is told."""
    return KeyBody(
        id=key.id,
        name=key.name,
        start=key.start,
        role=key.role,
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        used_at=key.used_at,
        secret=secret,
    )


@router.get("")
def keys(actor: Runner, store: StoreDep) -> list[KeyBody]:
    """Every key, without its secret, in the order in which they were issued."""
    with store.reading() as tx:
        return [key_body(key) for key in list_api_keys(tx, actor.programme_id)]


@router.post("", status_code=201)
def issue(body: NewKey, actor: Runner, store: StoreDep, now: NowDep) -> KeyBody:
    """Issue a key; its secret stands in this answer and nowhere else."""
    if body.role not in KEY_ROLES:
        raise Problem(422, "wrong-role", f"a key is one of: {', '.join(sorted(KEY_ROLES))}")
    lasts = None if body.days is None else datetime.timedelta(days=body.days)
    with store.writing() as tx:
        key, secret = issue_api_key(
            tx, actor.programme_id, name=body.name, role=body.role, issued_by=actor.user_id, now=now, lasts=lasts
        )
        detail = {"role": key.role.value}
        note_act(
            tx, actor.programme_id, actor=actor.user_id, action="key.issue", subject=key.id, detail=detail, now=now
        )
    return key_body(key, secret=secret)


@router.delete("/{key_id}", status_code=204)
def revoke(key_id: str, actor: Runner, store: StoreDep, now: NowDep) -> None:
    """End a key; it stays in the list."""
    with store.writing() as tx:
        revoke_api_key(tx, actor.programme_id, key_id, now=now)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="key.revoke", subject=key_id, now=now)
