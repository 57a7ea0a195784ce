"""What other software may do: keys, whose secret is shown once, and webhooks."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import ValidationError

from matcher.errors import AbbinaError
from matcher.store import Conflict
from matcher.store.api_keys import list_api_keys
from matcher.store.webhooks import Webhook, get_webhook, list_webhooks
from service.web.access import RUN
from service.web.acts.keys import NewKey, end_key, issue_key
from service.web.acts.webhooks import EventName, WebhookEdit, drop_webhook, keep_webhook
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.grants import KEY_ROLES
from service.web.pages.page import ProgrammePage, programme_page

router = APIRouter(prefix="/programmes/{programme_id}/settings")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
EVENTS: tuple[str, ...] = get_args(EventName)
DAYS = (30, 90, 365, 0)
"""How long a key may be good, as the form offers it; 0 has no end."""


@router.get("/keys")
def keys(page: Running, store: StoreDep) -> Response:
    """Every key, without its secret, the newest first."""
    return _keys(page, store)


@router.post("/keys")
def issue(
    page: Running,
    store: StoreDep,
    now: NowDep,
    name: Annotated[str, Form(max_length=400)] = "",
    role: Annotated[str, Form(max_length=20)] = "viewer",
    days: Annotated[int, Form(ge=0, le=3650)] = 365,
) -> Response:
    """Issue a key; its secret stands on this page and nowhere else."""
    try:
        new = NewKey.model_validate({"name": name, "role": role, "days": days or None})
    except ValidationError:
        return _keys(page, store, wrong=page.words.text("keys.wrong"), name=name)
    with store.writing() as tx:
        key, secret = issue_key(tx, page.actor, new, now)
    return page.show("people/key.html", key=key, secret=secret)


@router.post("/keys/{key_id}/revoke")
def revoke(key_id: str, page: Running, store: StoreDep, now: NowDep) -> Response:
    """End a key; it stays in the list."""
    with store.writing() as tx:
        end_key(tx, page.actor, key_id, now)
    return page.go(page.address("/settings/keys"), "keys.ended")


@router.get("/webhooks")
def webhooks(page: Running, store: StoreDep) -> Response:
    """The programme's webhooks, and the form for another."""
    with store.reading() as tx:
        found = list_webhooks(tx, page.actor.programme_id)
    return page.show("people/webhooks.html", hooks=found, events=EVENTS)


@router.get("/webhooks/edit")
def edit_form(page: Running, store: StoreDep, hook: str = "") -> Response:
    """A webhook to be changed, or an empty form."""
    found = None
    if hook:
        with store.reading() as tx:
            found = get_webhook(tx, page.actor.programme_id, hook)
    return _hook(page, found)


@router.post("/webhooks")
def keep(
    page: Running,
    store: StoreDep,
    settings: SettingsDep,
    now: NowDep,
    hook: Annotated[str, Form(pattern=r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$")],
    url: Annotated[str, Form(max_length=4000)] = "",
    events: Annotated[list[str], Form()] = [],  # noqa: B006 - never changed; a form's list has no other default
    is_active: Annotated[bool, Form()] = False,
    version: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Make a webhook, whose secret stands on this page alone, or change one."""
    try:
        edit = WebhookEdit.model_validate({"url": url, "events": events, "is_active": is_active})
        with store.writing() as tx:
            kept, secret = keep_webhook(tx, page.actor, settings, hook, edit, seen=version, now=now)
    except Conflict:
        return page.go(page.address("/settings/webhooks"), "members.stale")
    except (ValidationError, AbbinaError) as err:
        detail = "" if isinstance(err, ValidationError) else str(err)
        wrong = page.words.text("hooks.wrong")
        return _hook(page, None, sent=(hook, url, events, is_active, version), wrong=wrong, detail=detail)
    if secret is None:
        return page.go(page.address("/settings/webhooks"), "hooks.saved")
    return page.show("people/webhook_secret.html", hook=kept, secret=secret)


@router.post("/webhooks/delete")
def drop(
    page: Running,
    store: StoreDep,
    now: NowDep,
    hook: Annotated[str, Form(max_length=100)],
    version: Annotated[int, Form(ge=1)],
) -> Response:
    """Delete a webhook; calls that wait are not made."""
    try:
        with store.writing() as tx:
            drop_webhook(tx, page.actor, hook, seen=version, now=now)
    except Conflict:
        return page.go(page.address("/settings/webhooks"), "members.stale")
    return page.go(page.address("/settings/webhooks"), "hooks.deleted")


def _keys(page: ProgrammePage, store: StoreDep, *, wrong: str = "", name: str = "") -> Response:
    with store.reading() as tx:
        found = list_api_keys(tx, page.actor.programme_id)
    return page.show(
        "people/keys.html",
        status=422 if wrong else 200,
        keys=found[::-1],
        roles=sorted(KEY_ROLES),
        days=DAYS,
        wrong=wrong,
        name=name,
    )


def _hook(
    page: ProgrammePage,
    hook: Webhook | None,
    *,
    sent: tuple[str, str, list[str], bool, int] | None = None,
    wrong: str = "",
    detail: str = "",
) -> Response:
    told = sent or ((hook.id, hook.url, list(hook.events), hook.is_active, hook.version) if hook else None)
    name, url, events, is_active, version = told or ("", "", list(EVENTS), True, 0)
    return page.show(
        "people/webhook.html",
        status=422 if wrong else 200,
        name=name,
        url=url,
        chosen=events,
        is_active=is_active,
        seen=version,
        events=EVENTS,
        wrong=wrong,
        detail=detail,
    )
