"""Inviting every party of a programme at once, at the addresses of its contacts."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from matcher.export.safe_text import neutralise
from matcher.store import Role, Transaction
from matcher.store.contacts import list_contacts
from matcher.store.invitations import list_invitations
from matcher.store.memberships import list_memberships
from matcher.store.parties import Party, list_parties
from matcher.store.rows import MOST_ROWS
from matcher.store.users import get_user
from matcher.suggestions import Side
from service.web.acts.inviting import invite_member
from service.web.context import Actor
from service.web.secrecy import LinkSigner
from service.web.settings import Settings

ROLES = {Side.STARTUPS: Role.STARTUP, Side.COUNTERPARTS: Role.COUNTERPART}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Somebody who can be invited to speak for a party."""

    party_id: str
    party: str
    person: str = field(repr=False)
    email: str = field(repr=False)
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who was invited, and the link, which is kept nowhere."""

    invitee: Invitee
    link: str = field(repr=False)
    expires_at: datetime.datetime


def invitees(tx: Transaction, actor: Actor, now: datetime.datetime) -> list[Invitee]:
    """Contacts with an address, of parties that take part, who are no members and have no open invitation.

    By party id; an address that several parties give is there once, for the first of them.
    """
    taken = {get_user(tx, one.user_id).email for one in list_memberships(tx, actor.programme_id)}
    open_ones = [one for one in list_invitations(tx, actor.programme_id) if one.used_at is None]
    taken |= {one.email for one in open_ones if one.expires_at > now}
    found = []
    for party in _taking_part(tx, actor.programme_id):
        for stored in list_contacts(tx, actor.programme_id, party.id):
            email = stored.contact.email.strip().lower()
            if "@" in email and email not in taken:
                taken.add(email)
                person = stored.contact.person
                found.append(
                    Invitee(
                        party_id=party.id,
                        party=party.profile.name,
                        person=person,
                        email=email,
                        role=ROLES[party.side],
                    )
                )
    return found


def without_address(tx: Transaction, actor: Actor) -> list[Party]:
    """The parties that take part and have no contact with an address, by id."""
    return [
        party
        for party in _taking_part(tx, actor.programme_id)
        if not any("@" in one.contact.email for one in list_contacts(tx, actor.programme_id, party.id))
    ]


def invite_everybody(
    tx: Transaction, actor: Actor, settings: Settings, signer: LinkSigner, now: datetime.datetime
) -> list[Invited]:
    """Invite all `invitees`, in their order."""
    done = []
    for one in invitees(tx, actor, now):
        made, link = invite_member(
            tx, actor, settings, signer, email=one.email, role=one.role, party_id=one.party_id, now=now
        )
        done.append(Invited(invitee=one, link=link, expires_at=made.expires_at))
    return done


def mail_merge(done: Iterable[Invited]) -> str:
    """A table for a mail merge; no cell begins as a formula of a spreadsheet does."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["email", "person", "party_id", "party", "role", "link", "good_until"])
    for one in done:
        who = one.invitee
        row = [who.email, who.person, who.party_id, who.party, who.role, one.link, one.expires_at.date().isoformat()]
        writer.writerow([neutralise(cell) for cell in row])
    return buffer.getvalue()


def _taking_part(tx: Transaction, programme_id: str) -> list[Party]:
    found: list[Party] = []
    while page := list_parties(tx, programme_id, after=found[-1].id if found else "", limit=MOST_ROWS):
        found += page
    return found
