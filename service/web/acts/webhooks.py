"""Making, changing and deleting webhooks."""

from __future__ import annotations

import datetime
import secrets
from typing import Literal

from pydantic import BaseModel, Field

from matcher.store import NotStored, Transaction
from matcher.store.audit import note_act
from matcher.store.webhooks import Webhook, delete_webhook, get_webhook, save_webhook
from service.hooks import check_address
from service.web.context import Actor
from service.web.settings import Settings

EventName = Literal["agenda.published", "agenda.changed", "agenda.rolled_back"]


class WebhookEdit(BaseModel):
    """Where to call, and of what."""

    url: str = Field(min_length=1, max_length=2000, examples=["https://crm.example.org/abbina"])
    events: list[EventName] = Field(min_length=1, examples=[["agenda.published"]])
    is_active: bool = True


def keep_webhook(
    tx: Transaction,
    actor: Actor,
    settings: Settings,
    webhook_id: str,
    edit: WebhookEdit,
    *,
    seen: int,
    now: datetime.datetime,
) -> tuple[Webhook, str | None]:
    """Make a webhook (`seen` 0) or change one, which keeps its secret; the secret of a new one, else None.

    Raises:
        Conflict, NotStored: another version is stored, or there is none.
        ConfigError: the address may not be called.
    """
    check_address(edit.url, allow_private=settings.allow_private_hooks)
    try:
        secret = get_webhook(tx, actor.programme_id, webhook_id).secret
    except NotStored:
        secret = secrets.token_urlsafe(32)
    save_webhook(
        tx,
        actor.programme_id,
        webhook_id,
        url=edit.url,
        secret=secret,
        events=sorted(set(edit.events)),
        is_active=edit.is_active,
        saved_by=actor.user_id,
        expected_version=seen,
        now=now,
    )
    note_act(tx, actor.programme_id, actor=actor.user_id, action="webhook.save", subject=webhook_id, now=now)
    hook = get_webhook(tx, actor.programme_id, webhook_id)
    return hook, secret if hook.version == 1 else None


def drop_webhook(tx: Transaction, actor: Actor, webhook_id: str, *, seen: int, now: datetime.datetime) -> None:
    """Delete a webhook; calls that wait are not made. Raises Conflict, NotStored."""
    delete_webhook(tx, actor.programme_id, webhook_id, expected_version=seen)
    note_act(tx, actor.programme_id, actor=actor.user_id, action="webhook.delete", subject=webhook_id, now=now)
