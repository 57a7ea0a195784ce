"""The people of a party: contacts, and the invitation by which somebody comes in to speak for it."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import TypeAdapter, ValidationError

from matcher.profiles import Contact
from matcher.store import Conflict, Role, Transaction
from matcher.store.contacts import list_contacts
from matcher.store.invitations import list_invitations
from matcher.store.memberships import list_memberships
from matcher.store.parties import Party, get_party
from matcher.store.users import get_user
from matcher.suggestions import Side
from service.web.access import RUN
from service.web.acts.inviting import invite_member
from service.web.acts.party_words import say_contact, unsay_contact
from service.web.bodies import PartyId
from service.web.context import Actor, NowDep, SettingsDep, StoreDep
from service.web.logins import SignerDep
from service.web.pages.local_paths import path_part
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.parties import show_party
from service.web.secrecy import EmailAddress

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/people")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Short = Annotated[str, Form(max_length=300)]
Version = Annotated[int, Form()]

_EMAIL: TypeAdapter[str] = TypeAdapter(EmailAddress)


@router.get("")
def people(party_id: PartyId, page: Running, store: StoreDep) -> Response:
    """Contacts, members and invitations of the party."""
    with store.reading() as tx:
        return _show(page, tx, get_party(tx, page.actor.programme_id, party_id))


@router.post("/contacts")
def save_contact(
    party_id: PartyId,
    page: Running,
    store: StoreDep,
    now: NowDep,
    contact_id: Short = "",
    version: Version = 0,
    person: Short = "",
    role: Short = "",
    email: Short = "",
    phone: Short = "",
) -> Response:
    """Add a contact, or change one."""
    said = Contact(
        profile_id=party_id, person=person.strip(), role=role.strip(), email=email.strip(), phone=phone.strip()
    )
    back = _address(page, party_id)
    if not (said.person or said.email or said.phone):
        return page.go(back, "people.empty_said")
    try:
        with store.writing() as tx:
            say_contact(tx, page.actor, contact_id or f"form-{secrets.token_hex(4)}", said, seen=version, now=now)
    except Conflict:
        return page.go(back, "organiser.conflict_said")
    return page.go(back, "people.saved_said")


@router.post("/contacts/delete")
def delete_contact(
    party_id: PartyId, page: Running, store: StoreDep, now: NowDep, contact_id: Short = "", version: Version = 0
) -> Response:
    """Delete a contact."""
    back = _address(page, party_id)
    try:
        with store.writing() as tx:
            unsay_contact(tx, page.actor, party_id, contact_id, seen=version, now=now)
    except Conflict:
        return page.go(back, "organiser.conflict_said")
    return page.go(back, "people.deleted_said")


@router.post("/invite")
def invite(
    party_id: PartyId,
    page: Running,
    store: StoreDep,
    settings: SettingsDep,
    signer: SignerDep,
    now: NowDep,
    email: Annotated[str, Form(max_length=254)] = "",
) -> Response:
    """Invite somebody to speak for the party: the link is shown on this page, and nowhere else again."""
    with store.writing() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
        try:
            address = _EMAIL.validate_python(email)
        except ValidationError:
            return _show(page, tx, found, status=422, email=email, wrong="people.wrong_email")
        role = Role.STARTUP if found.side is Side.STARTUPS else Role.COUNTERPART
        _, link = invite_member(tx, page.actor, settings, signer, email=address, role=role, party_id=party_id, now=now)
        return _show(page, tx, found, link=link, email=address)


def _show(
    page: ProgrammePage,
    tx: Transaction,
    found: Party,
    *,
    status: int = 200,
    link: str = "",
    email: str = "",
    wrong: str = "",
) -> Response:
    contacts = list_contacts(tx, page.actor.programme_id, found.id)
    first = next((one.contact.email for one in contacts if one.contact.email), "")
    return show_party(
        page,
        found,
        "people",
        status=status,
        contacts=contacts,
        members=_members(tx, page.actor, found.id),
        invitations=[one for one in list_invitations(tx, page.actor.programme_id) if one.party_id == found.id],
        link=link,
        email=email or first,
        wrong=wrong,
    )


def _members(tx: Transaction, actor: Actor, party_id: str) -> list[str]:
    """The addresses of those who speak for the party."""
    there = [one for one in list_memberships(tx, actor.programme_id) if one.party_id == party_id]
    return [get_user(tx, one.user_id).email for one in there]


def _address(page: ProgrammePage, party_id: str) -> str:
    return page.address(f"/parties/{path_part(party_id)}/people")
