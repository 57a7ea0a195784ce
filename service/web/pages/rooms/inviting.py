"""Invitations: made for one or for everybody, their links shown once, and taken back."""

from __future__ import annotations

import base64
import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError

from matcher.store import MissingReference, Role
from matcher.store.invitations import list_invitations
from matcher.store.parties import get_party
from service.web.access import RUN, TAKE_PART
from service.web.acts.everybody import invite_everybody, invitees, mail_merge, without_address
from service.web.acts.inviting import invite_member
from service.web.acts.members import take_invitation_back
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.logins import SignerDep
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.people import GIVEN, party_choices
from service.web.secrecy import EmailAddress

router = APIRouter(prefix="/programmes/{programme_id}/people/invitations")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
_EMAIL: TypeAdapter[str] = TypeAdapter(EmailAddress)


@router.get("")
def invitations(page: Running, store: StoreDep, now: NowDep) -> Response:
    """Every invitation that is open or was used, and the form for another."""
    return _show(page, store, now)


@router.post("")
def make(
    page: Running,
    store: StoreDep,
    settings: SettingsDep,
    signer: SignerDep,
    now: NowDep,
    email: Annotated[str, Form(max_length=254)] = "",
    role: Annotated[Role, Form()] = Role.VIEWER,
    party_id: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Invite somebody; the link stands on this page and nowhere else."""
    try:
        address = _EMAIL.validate_python(email)
    except ValidationError:
        return _show(page, store, now, wrong_email=page.words.text("members.wrong_email"), email=email, role=role)
    party = party_id if role in TAKE_PART else None
    if party == "":
        return _show(page, store, now, wrong_party=page.words.text("members.needs_party"), email=email, role=role)
    try:
        with store.writing() as tx:
            made, link = invite_member(
                tx, page.actor, settings, signer, email=address, role=role, party_id=party, now=now
            )
    except MissingReference:
        return _show(page, store, now, wrong_party=page.words.text("members.needs_party"), email=email, role=role)
    return page.show("people/invited.html", made=made, link=link)


@router.post("/{invitation_id}/revoke")
def revoke(invitation_id: str, page: Running, store: StoreDep, now: NowDep) -> Response:
    """Take an invitation back: its link is no longer good."""
    with store.writing() as tx:
        take_invitation_back(tx, page.actor, invitation_id, now)
    return page.go(page.address("/people/invitations"), "members.revoked")


@router.get("/everybody")
def everybody(page: Running, store: StoreDep, now: NowDep) -> Response:
    """Whom inviting everybody would invite, and who cannot be."""
    with store.reading() as tx:
        found, missing = invitees(tx, page.actor, now), without_address(tx, page.actor)
    return page.show("people/everybody.html", found=found, missing=missing)


@router.post("/everybody")
def invite_all(page: Running, store: StoreDep, settings: SettingsDep, signer: SignerDep, now: NowDep) -> Response:
    """Invite everybody who can be; the links stand on this page and nowhere else."""
    with store.writing() as tx:
        done = invite_everybody(tx, page.actor, settings, signer, now)
    if not done:
        return page.go(page.address("/people/invitations/everybody"), "members.nobody_said")
    table = mail_merge(done)
    encoded = base64.b64encode(b"\xef\xbb\xbf" + table.encode()).decode()
    return page.show("people/all_invited.html", done=done, table=table, encoded=encoded)


def _show(
    page: ProgrammePage,
    store: StoreDep,
    now: datetime.datetime,
    *,
    wrong_email: str = "",
    wrong_party: str = "",
    email: str = "",
    role: Role = Role.STARTUP,
) -> Response:
    with store.reading() as tx:
        found = list_invitations(tx, page.actor.programme_id)
        parties = party_choices(tx, page.actor.programme_id)
        names = {
            one.party_id: get_party(tx, page.actor.programme_id, one.party_id).profile.name
            for one in found
            if one.party_id is not None
        }
    return page.show(
        "people/invitations.html",
        status=422 if wrong_email or wrong_party else 200,
        invitations=found[::-1],
        names=names,
        parties=parties,
        roles=GIVEN,
        now=now,
        wrong_email=wrong_email,
        wrong_party=wrong_party,
        email=email,
        role=role,
    )
