"""People to reach at a party: for its organisers and itself, never for who is matched with it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from matcher.profiles import Contact
from matcher.store.contacts import StoredContact, list_contacts
from matcher.store.parties import get_party
from service.web.access import RUN, TAKE_PART
from service.web.acts.party_words import said_contact, say_contact, unsay_contact
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
    with store.writing() as tx, conflict_of(lambda: contact_body(said_contact(tx, actor, party_id, contact_id))):
        after = say_contact(tx, actor, contact_id, contact, seen=seen, now=now)
    tagged(response, after.version)
    return contact_body(after)


@router.delete("/{contact_id}", status_code=204)
def delete(
    party_id: PartyId, contact_id: ContactId, actor: Editor, store: StoreDep, seen: SeenVersion, now: NowDep
) -> None:
    """Delete a contact."""
    actor.require_party(party_id)
    with store.writing() as tx:
        unsay_contact(tx, actor, party_id, contact_id, seen=seen, now=now)
