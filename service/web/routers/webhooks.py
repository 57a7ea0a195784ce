"""Webhooks: addresses that are called, signed, when an agenda is published or changed."""

from __future__ import annotations

import datetime
import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from matcher.store import NotStored
from matcher.store.audit import note_act
from matcher.store.webhooks import Webhook, delete_webhook, get_webhook, list_webhooks, save_webhook
from service.hooks import check_address
from service.web.access import RUN
from service.web.context import Actor, NowDep, SettingsDep, StoreDep, require
from service.web.versions import SeenVersion, SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}/webhooks", tags=["webhooks"])

Runner = Annotated[Actor, Depends(require(*RUN))]
WebhookId = Annotated[str, Path(description="the webhook", examples=["crm"], min_length=1, max_length=100)]
EventName = Literal["agenda.published", "agenda.changed", "agenda.rolled_back"]


class WebhookEdit(BaseModel):
    """Where to call, and of what."""

    url: str = Field(min_length=1, max_length=2000, examples=["https://crm.example.org/abbina"])
    events: list[EventName] = Field(min_length=1, examples=[["agenda.published"]])
    is_active: bool = True


class WebhookBody(WebhookEdit):
    """A webhook; `secret` is shown once, when it is made: it signs what is sent (docs/service-jobs.md)."""

    id: str
    secret: str | None = None
    version: int
    created_at: datetime.datetime


def webhook_body(hook: Webhook, *, secret: str | None = None) -> WebhookBody:
    """A webhook as it is told."""
    return WebhookBody.model_validate(
        {
            "id": hook.id,
            "url": hook.url,
            "events": list(hook.events),
            "is_active": hook.is_active,
            "secret": secret,
            "version": hook.version,
            "created_at": hook.created_at,
        }
    )


@router.get("")
def webhooks(actor: Runner, store: StoreDep) -> list[WebhookBody]:
    """The programme's webhooks, by id, without their secrets."""
    with store.reading() as tx:
        return [webhook_body(one) for one in list_webhooks(tx, actor.programme_id)]


@router.put("/{webhook_id}")
def save(
    webhook_id: WebhookId,
    body: WebhookEdit,
    response: Response,
    actor: Runner,
    store: StoreDep,
    settings: SettingsDep,
    seen: SeenVersionOrNew,
    now: NowDep,
) -> WebhookBody:
    """Make a webhook, whose secret is told in this answer alone, or change one, which keeps its secret."""
    check_address(body.url, allow_private=settings.allow_private_hooks)
    with store.writing() as tx:
        try:
            secret = get_webhook(tx, actor.programme_id, webhook_id).secret
        except NotStored:
            secret = secrets.token_urlsafe(32)
        save_webhook(
            tx,
            actor.programme_id,
            webhook_id,
            url=body.url,
            secret=secret,
            events=sorted(set(body.events)),
            is_active=body.is_active,
            saved_by=actor.user_id,
            expected_version=seen,
            now=now,
        )
        note_act(tx, actor.programme_id, actor=actor.user_id, action="webhook.save", subject=webhook_id, now=now)
        hook = get_webhook(tx, actor.programme_id, webhook_id)
    tagged(response, hook.version)
    return webhook_body(hook, secret=secret if hook.version == 1 else None)


@router.delete("/{webhook_id}", status_code=204)
def delete(webhook_id: WebhookId, actor: Runner, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Delete a webhook; calls that wait are not made."""
    with store.writing() as tx:
        delete_webhook(tx, actor.programme_id, webhook_id, expected_version=seen)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="webhook.delete", subject=webhook_id, now=now)
