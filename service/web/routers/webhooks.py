"""Webhooks: addresses that are called, signed, when an agenda is published or changed."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from matcher.store.webhooks import Webhook, list_webhooks
from service.web.access import RUN
from service.web.acts.webhooks import WebhookEdit, drop_webhook, keep_webhook
from service.web.context import Actor, NowDep, SettingsDep, StoreDep, require
from service.web.versions import SeenVersion, SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}/webhooks", tags=["webhooks"])

Runner = Annotated[Actor, Depends(require(*RUN))]
WebhookId = Annotated[str, Path(description="the webhook", examples=["crm"], min_length=1, max_length=100)]


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
    with store.writing() as tx:
        hook, secret = keep_webhook(tx, actor, settings, webhook_id, body, seen=seen, now=now)
    tagged(response, hook.version)
    return webhook_body(hook, secret=secret)


@router.delete("/{webhook_id}", status_code=204)
def delete(webhook_id: WebhookId, actor: Runner, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Delete a webhook; calls that wait are not made."""
    with store.writing() as tx:
        drop_webhook(tx, actor, webhook_id, seen=seen, now=now)
