"""Who did what and when."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from matcher.store import Store
from matcher.store.audit import INSTALLATION, AuditEntry, list_acts
from service.web.access import RUN
from service.web.context import Actor, AdministratorDep, StoreDep, require
from service.web.paging import Page, PageDep, PageRequest

router = APIRouter(tags=["operation"])

Runner = Annotated[Actor, Depends(require(*RUN))]


class ActBody(BaseModel):
    """An act: who (`actor`, a person's or key's id) did what to whom or what (`subject`, an id)."""

    id: str
    at: datetime.datetime
    actor: str
    action: str = Field(examples=["party.change"])
    subject: str
    detail: dict[str, Any]


@router.get("/programmes/{programme_id}/audit")
def acts(actor: Runner, store: StoreDep, page: PageDep) -> Page[ActBody]:
    """What was done in the programme, in the order of time."""
    return _acts(store, actor.programme_id, page)


@router.get("/audit")
def installation_acts(_administrator: AdministratorDep, store: StoreDep, page: PageDep) -> Page[ActBody]:
    """What was done to the installation: accounts, programmes, passwords."""
    return _acts(store, INSTALLATION, page)


def _acts(store: Store, programme_id: str, page: PageRequest) -> Page[ActBody]:
    with store.reading() as tx:
        found = list_acts(tx, programme_id, after=page.after, limit=page.limit_plus_one)
    return page.page(found, lambda act: act.id, act_body)


def act_body(act: AuditEntry) -> ActBody:
    """An act as it is told."""
    return ActBody(
        id=act.id, at=act.at, actor=act.actor, action=act.action, subject=act.subject, detail=dict(act.detail)
    )
