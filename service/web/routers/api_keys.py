"""Keys of a programme for other software: shown once, kept as a hash."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from matcher.store import Role
from matcher.store.api_keys import ApiKey, list_api_keys
from service.web.access import RUN
from service.web.acts.keys import NewKey, end_key, issue_key
from service.web.context import Actor, NowDep, StoreDep, require

router = APIRouter(prefix="/programmes/{programme_id}/keys", tags=["people"])

Runner = Annotated[Actor, Depends(require(*RUN))]


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
    with store.writing() as tx:
        key, secret = issue_key(tx, actor, body, now)
    return key_body(key, secret=secret)


@router.delete("/{key_id}", status_code=204)
def revoke(key_id: str, actor: Runner, store: StoreDep, now: NowDep) -> None:
    """End a key; it stays in the list."""
    with store.writing() as tx:
        end_key(tx, actor, key_id, now)
