"""What is kept of a party: its versions, its consent, its part in the programme; given to it whole, or erased."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.store import Conflict, NotStored, Transaction
from matcher.store.parties import PartyVersion, get_party, list_party_versions
from matcher.store.profile_json import profile_to_json
from matcher.store.users import get_user
from service.web.access import READ, RUN
from service.web.acts.privacy import erase_for_good, tell_personal_data
from service.web.acts.profiles import note_consent, take_part
from service.web.attachments import attachment
from service.web.bodies import PartyId
from service.web.context import NowDep, StoreDep
from service.web.pages.local_paths import path_part
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.parties import show_party
from service.web.pages.views.profile_words import FIELDS
from service.web.prepared import prepared_of

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}")

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Version = Annotated[int, Form()]


@router.get("/history")
def history(party_id: PartyId, page: Reading, store: StoreDep) -> Response:
    """Every version of the profile, the newest first, with what it changed."""
    with store.reading() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
        versions = list_party_versions(tx, page.actor.programme_id, party_id)
        who = {one.saved_by: _name(tx, one.saved_by) for one in versions}
    before: list[PartyVersion | None] = [None, *versions]
    told = [
        (one, [] if earlier is None else _changed(earlier, one)) for earlier, one in zip(before, versions, strict=False)
    ]
    documents = {one.version: profile_to_json(one.profile) for one in versions}
    return show_party(page, found, "history", versions=told[::-1], documents=documents, who=who)


@router.get("/records")
def records(party_id: PartyId, page: Running, store: StoreDep) -> Response:
    """Consent, part in the programme, personal data."""
    with store.reading() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
    return show_party(page, found, "records")


@router.post("/consent")
def consent(
    party_id: PartyId,
    page: Running,
    store: StoreDep,
    now: NowDep,
    purpose: Annotated[str, Form(max_length=2000)] = "",
    agrees: Annotated[str, Form()] = "",
    version: Version = 0,
) -> Response:
    """Note what the party's data may be used for, and whether it agreed."""
    try:
        with store.writing() as tx:
            note_consent(tx, page.actor, party_id, purpose=purpose.strip(), agrees=bool(agrees), seen=version, now=now)
    except Conflict:
        return page.go(_address(page, party_id, "/records"), "organiser.conflict_said")
    return page.go(_address(page, party_id, "/records"), "records.consent_said")


@router.post("/participation")
def participation(
    party_id: PartyId,
    page: Running,
    store: StoreDep,
    now: NowDep,
    takes_part: Annotated[str, Form()] = "",
    version: Version = 0,
) -> Response:
    """Let the party leave the programme, or come back."""
    try:
        with store.writing() as tx:
            take_part(tx, page.actor, party_id, takes_part=bool(takes_part), seen=version, now=now)
    except Conflict:
        return page.go(_address(page, party_id, "/records"), "organiser.conflict_said")
    return page.go(_address(page, party_id, "/records"), "records.back_said" if takes_part else "records.left_said")


@router.post("/personal-data")
def personal_data(party_id: PartyId, page: Running, store: StoreDep, now: NowDep) -> Response:
    """Everything that is kept of the party, as a file."""
    found = tell_personal_data(store, page.actor, party_id, now=now)
    text = json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True, default=str)
    return attachment(text.encode(), f"personal-data-{party_id}.json", "application/json")


@router.get("/erase")
def ask_to_erase(party_id: PartyId, page: Running, store: StoreDep) -> Response:
    """What an erasure does, and whether it is really meant."""
    with store.reading() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
    return show_party(page, found, "erase")


@router.post("/erase")
def erase(party_id: PartyId, page: Running, store: StoreDep, now: NowDep) -> Response:
    """Erase the party for good."""
    done = erase_for_good(store, prepared_of(page.request), page.actor, party_id, now=now)
    return page.go(page.address("/parties"), "records.erased_said" if done else "records.half_erased_said")


def _changed(before: PartyVersion, after: PartyVersion) -> list[str]:
    """The fields in which two versions differ."""
    one, other = profile_to_json(before.profile), profile_to_json(after.profile)
    return [name for name in FIELDS if one.get(name) != other.get(name)]


def _name(tx: Transaction, user_id: str) -> str:
    """The name of who saved, their address without one, their id where there is no such account."""
    try:
        user = get_user(tx, user_id)
    except NotStored:
        return user_id
    return user.name or user.email


def _address(page: ProgrammePage, party_id: str, path: str) -> str:
    return page.address(f"/parties/{path_part(party_id)}{path}")
