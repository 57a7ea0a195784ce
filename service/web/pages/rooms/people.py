"""Members of a programme, their roles, and requests to be erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.store import Conflict, Role, Transaction
from matcher.store.memberships import Membership, list_memberships
from matcher.store.parties import get_party, list_parties
from matcher.store.rows import MOST_ROWS
from matcher.store.users import User, get_user
from service.web.access import RUN, TAKE_PART
from service.web.acts.members import change_member, remove_member, stored_member
from service.web.acts.parties import parties_asking
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page

router = APIRouter(prefix="/programmes/{programme_id}/people")

ENTRIES = (Entry(label="members.title", path="/people", roles=frozenset(RUN), place=82),)

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
GIVEN = (Role.ORGANISER, Role.EVALUATOR, Role.VIEWER, Role.STARTUP, Role.COUNTERPART)
"""The roles that a form offers; administrators are made on the pages of the installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member as the table shows them; `party` is the name of the party spoken for, "" for none."""

    member: Membership
    user: User = field(repr=False)
    party: str


@router.get("")
def people(page: Running, store: StoreDep) -> Response:
    """Everybody in the programme, and parties that ask to be erased."""
    with store.reading() as tx:
        members = [_member(tx, one) for one in list_memberships(tx, page.actor.programme_id)]
        asking = parties_asking(tx, page.actor.programme_id)
    members.sort(key=lambda one: (one.user.name.lower(), one.user.email))
    return page.show("people/members.html", members=members, asking=asking)


@router.get("/members/{user_id}")
def member(user_id: str, page: Running, store: StoreDep) -> Response:
    """One member: the role, and leaving."""
    return _show(page, store, user_id)


@router.post("/members/{user_id}")
def change(
    user_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    role: Annotated[Role, Form()],
    version: Annotated[int, Form(ge=1)],
    party_id: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Give a member another role."""
    party = party_id if role in TAKE_PART else None
    if party == "":
        return _show(page, store, user_id, wrong=page.words.text("members.needs_party"), status=422)
    try:
        with store.writing() as tx:
            change_member(tx, page.actor, user_id, role=role, party_id=party, seen=version, now=now)
    except Conflict:
        return _show(page, store, user_id, wrong=page.words.text("members.stale"), status=409)
    return page.go(page.address("/people"), "members.changed")


@router.post("/members/{user_id}/remove")
def remove(user_id: str, page: Running, store: StoreDep, now: NowDep, version: Annotated[int, Form(ge=1)]) -> Response:
    """Let a member out of the programme."""
    try:
        with store.writing() as tx:
            remove_member(tx, page.actor, user_id, seen=version, now=now)
    except Conflict:
        return _show(page, store, user_id, wrong=page.words.text("members.stale"), status=409)
    return page.go(page.address("/people"), "members.removed")


def party_choices(tx: Transaction, programme_id: str) -> list[tuple[str, str]]:
    """The id and name of each party that takes part, by name."""
    found = list_parties(tx, programme_id, limit=MOST_ROWS)
    return sorted(((one.id, one.profile.name) for one in found), key=lambda one: (one[1].lower(), one[0]))


def _show(page: ProgrammePage, store: StoreDep, user_id: str, *, wrong: str = "", status: int = 200) -> Response:
    with store.reading() as tx:
        found = _member(tx, stored_member(tx, page.actor, user_id))
        parties = party_choices(tx, page.actor.programme_id)
    roles = GIVEN if found.member.role in GIVEN else (found.member.role, *GIVEN)
    return page.show("people/member.html", status=status, one=found, parties=parties, roles=roles, wrong=wrong)


def _member(tx: Transaction, one: Membership) -> Member:
    party = "" if one.party_id is None else get_party(tx, one.programme_id, one.party_id).profile.name
    return Member(member=one, user=get_user(tx, one.user_id), party=party)
