"""People to reach at a party: for its organisers and itself, never for who is matched with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from matcher.profiles import Contact
from matcher.store import NotStored, Transaction
from matcher.store.audit import note_act
from matcher.store.contacts import StoredContact, delete_contact, list_contacts, save_contact
from matcher.store.parties import get_party
from service.web.access import RUN, TAKE_PART
from service.web.bodies import Edit, PartyId
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.problems import conflict_of
from service.web.versions import SeenVersion, SeenVersionOrNew, tagged

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/contacts", tags=["parties"])

Editor = Annotated[Actor, Depends(require(*RUN, *TAKE_PART))]
ContactId = Annotated[str, Path(description="the contact", examples=["ceo"], min_length=1, max_length=100)]


class ContactEdit(Edit):
    """A person at a party."""

    person: str = Field("", max_length=300, examples=["Ada Rossi"])
    role: str = Field("", max_length=300, examples=["CEO"])
    email: str = Field("", max_length=254, examples=["ada@example.org"])
    phone: str = Field("", max_length=100, examples=["+39 055 000000"])


class ContactBody(BaseModel):
    """A person at a party, as stored."""

    id: str = Field(examples=["ceo"])
    person: str
    role: str
    email: str
    phone: str
    version: int


def contact_body(stored: StoredContact) -> ContactBody:
    """A contact as it is told."""
    found = stored.contact
    return ContactBody(
        id=stored.id,
        person=found.person,
        role=found.role,
        email=found.email,
        phone=found.phone,
        version=stored.version,
    )


@router.get("")
def contacts(party_id: PartyId, actor: Editor, store: StoreDep) -> list[ContactBody]:
    """The contacts of a party, by id."""
    actor.require_party(party_id)
    with store.reading() as tx:
        get_party(tx, actor.programme_id, party_id)
        return [contact_body(one) for one in list_contacts(tx, actor.programme_id, party_id)]


@router.put("/{contact_id}")
def save(
    party_id: PartyId,
    contact_id: ContactId,
    body: ContactEdit,
    actor: Editor,
    response: Response,
    store: StoreDep,
    seen: SeenVersionOrNew,
    now: NowDep,
) -> ContactBody:
    """Add a contact, or change one."""
    actor.require_party(party_id)
    contact = Contact(profile_id=party_id, **body.model_dump())
    with store.writing() as tx:
        get_party(tx, actor.programme_id, party_id)
        with conflict_of(lambda: contact_body(_stored(tx, actor, party_id, contact_id))):
            save_contact(tx, actor.programme_id, contact_id, contact, expected_version=seen)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="contact.save", subject=party_id, now=now)
        after = _stored(tx, actor, party_id, contact_id)
    tagged(response, after.version)
    return contact_body(after)


@router.delete("/{contact_id}", status_code=204)
def delete(
    party_id: PartyId, contact_id: ContactId, actor: Editor, store: StoreDep, seen: SeenVersion, now: NowDep
) -> None:
    """Delete a contact."""
    actor.require_party(party_id)
    with store.writing() as tx:
        delete_contact(tx, actor.programme_id, party_id, contact_id, expected_version=seen)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="contact.delete", subject=party_id, now=now)


def _stored(tx: Transaction, actor: Actor, party_id: str, contact_id: str) -> StoredContact:
    found = [one for one in list_contacts(tx, actor.programme_id, party_id) if one.id == contact_id]
    if not found:
        raise NotStored("contacts")
    return found[0]
