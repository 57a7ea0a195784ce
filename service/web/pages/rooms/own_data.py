"""What is kept of one's party: what it is for, as a file, leaving the programme, and asking for erasure."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.store import Conflict
from service.web.access import TAKE_PART
from service.web.acts.parties import ask_for_erasure, parties_asking
from service.web.acts.privacy import tell_personal_data
from service.web.acts.profiles import note_consent, take_part
from service.web.acts.programmes import known_settings
from service.web.attachments import attachment
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.meet import own_id, own_party

router = APIRouter(prefix="/programmes/{programme_id}/mine/data")

ENTRIES = (Entry(label="mine.data", path="/mine/data", roles=frozenset(TAKE_PART), place=80),)

Mine = Annotated[ProgrammePage, Depends(programme_page(*TAKE_PART))]
Version = Annotated[int, Form(ge=1)]


@router.get("")
def data(page: Mine, store: StoreDep) -> Response:
    """What is kept, what for, and what one may do about it."""
    party, settings = own_party(page, store), known_settings(page.programme.settings)
    with store.reading() as tx:
        is_asking = any(party_id == party.id for party_id, _ in parties_asking(tx, page.actor.programme_id))
    return page.show("participant/data.html", party=party, days=settings.retention_days, is_asking=is_asking)


@router.post("/consent")
def consent(
    page: Mine,
    store: StoreDep,
    now: NowDep,
    version: Version,
    agrees: Annotated[Literal["yes", "no"], Form()] = "no",
) -> Response:
    """Agree to what the data are used for, or no longer; the organisers say what that is."""
    party = own_party(page, store)
    try:
        with store.writing() as tx:
            note_consent(
                tx,
                page.actor,
                party.id,
                purpose=party.purpose or page.words.text("mine.purpose"),
                agrees=agrees == "yes",
                seen=version,
                now=now,
            )
    except Conflict:
        return page.go(page.address("/mine/data"), "mine.stale")
    return page.go(page.address("/mine/data"), f"mine.consent.{agrees}")


@router.get("/leave")
def leaving(page: Mine, store: StoreDep) -> Response:
    """Ask once more before leaving."""
    return page.show("participant/leave.html", party=own_party(page, store))


@router.post("/participation")
def participation(
    page: Mine,
    store: StoreDep,
    now: NowDep,
    version: Version,
    takes_part: Annotated[Literal["yes", "no"], Form()] = "yes",
) -> Response:
    """Leave the programme, or come back."""
    try:
        with store.writing() as tx:
            take_part(tx, page.actor, own_id(page), takes_part=takes_part == "yes", seen=version, now=now)
    except Conflict:
        return page.go(page.address("/mine/data"), "mine.stale")
    return page.go(page.address("/mine/data"), f"mine.part.{takes_part}")


@router.get("/export.json")
def export(page: Mine, store: StoreDep, now: NowDep) -> Response:
    """Everything that is kept of the party."""
    found = tell_personal_data(store, page.actor, own_id(page), now=now)
    content = json.dumps(found, ensure_ascii=False, indent=1, default=str).encode()
    return attachment(content, "my-data.json", "application/json")


@router.post("/erasure")
def erasure(page: Mine, store: StoreDep, now: NowDep) -> Response:
    """Ask the organisers to erase the party."""
    with store.writing() as tx:
        ask_for_erasure(tx, page.actor, own_id(page), now)
    return page.go(page.address("/mine/data"), "mine.erase.said")
