"""What a party wishes, who wishes it, and when it is there."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response

from matcher.store import Conflict, Transaction, Wish
from matcher.store.listing import PartyQuery, find_parties, party_names
from matcher.store.parties import Party, get_party
from matcher.store.preferences import list_preferences
from matcher.store.presences import find_presence
from matcher.suggestions import Side
from service.web.access import READ, RUN
from service.web.acts.party_words import say_presence, say_wish, unsay_presence, unsay_wish
from service.web.bodies import PartyId
from service.web.context import NowDep, StoreDep
from service.web.pages.local_paths import path_part
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.parties import show_party

router = APIRouter(prefix="/programmes/{programme_id}/parties/{party_id}/wishes")

FOUND = 12
"""How many parties a search for the other one shows."""

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Text = Annotated[str, Form(max_length=2000)]
Version = Annotated[int, Form()]
Words = Annotated[str, Query(max_length=200)]


@router.get("")
def wishes(party_id: PartyId, page: Reading, store: StoreDep, q: Words = "") -> Response:
    """The party's wishes and those about it; a script gets the parties that it looks for alone."""
    with store.reading() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
        return _show(page, tx, found, q=q)


@router.post("")
def save(
    party_id: PartyId,
    page: Running,
    store: StoreDep,
    now: NowDep,
    other_id: Text = "",
    wish: Text = "",
    reason: Text = "",
    version: Version = 0,
) -> Response:
    """State a wish, or change it."""
    with store.writing() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
        if not other_id or wish not in set(Wish):
            return _show(page, tx, found, status=422, wrong_wish="wishes.wrong")
        try:
            say_wish(tx, page.actor, party_id, other_id, wish=Wish(wish), reason=reason.strip(), seen=version, now=now)
        except Conflict:
            return page.go(_address(page, party_id), "wishes.there_said" if version == 0 else "organiser.conflict_said")
    return page.go(_address(page, party_id), "wishes.saved_said")


@router.post("/delete")
def delete(
    party_id: PartyId, page: Running, store: StoreDep, now: NowDep, other_id: Text = "", version: Version = 0
) -> Response:
    """Take a wish back."""
    try:
        with store.writing() as tx:
            unsay_wish(tx, page.actor, party_id, other_id, seen=version, now=now)
    except Conflict:
        return page.go(_address(page, party_id), "organiser.conflict_said")
    return page.go(_address(page, party_id), "wishes.deleted_said")


@router.post("/presence")
def presence(
    party_id: PartyId, page: Running, store: StoreDep, now: NowDep, words: Text = "", version: Version = 0
) -> Response:
    """Say when the party is there; nothing stands for always."""
    words = words.strip()[:1000]
    try:
        with store.writing() as tx:
            get_party(tx, page.actor.programme_id, party_id)
            if words:
                say_presence(tx, page.actor, party_id, words=words, seen=version, now=now)
            elif version:
                unsay_presence(tx, page.actor, party_id, seen=version, now=now)
    except Conflict:
        return page.go(_address(page, party_id), "organiser.conflict_said")
    return page.go(_address(page, party_id), "presence.saved_said" if words else "presence.always_said")


def _show(
    page: ProgrammePage, tx: Transaction, found: Party, *, q: str = "", status: int = 200, wrong_wish: str = ""
) -> Response:
    programme_id = page.actor.programme_id
    other_side = Side.COUNTERPARTS if found.side is Side.STARTUPS else Side.STARTUPS
    said = list_preferences(tx, programme_id)
    own = [one for one in said if one.party_id == found.id]
    known = {one.other_id for one in own}
    query = PartyQuery(words=q.strip(), side=other_side)
    matches = find_parties(tx, programme_id, query, limit=FOUND + len(known) + 1)
    choices = [one for one in matches if one.id not in known]
    values: dict[str, Any] = {"choices": choices[:FOUND], "has_more": len(choices) > FOUND, "q": q}
    if page.is_fragment:
        return page.show("organiser/wish_choices.html", **values)
    return show_party(
        page,
        found,
        "wishes",
        status=status,
        own=own,
        about=[one for one in said if one.other_id == found.id],
        names=party_names(tx, programme_id, with_withdrawn=True),
        presence=find_presence(tx, programme_id, found.id),
        wishes=list(Wish),
        wrong_wish=wrong_wish,
        **values,
    )


def _address(page: ProgrammePage, party_id: str) -> str:
    return page.address(f"/parties/{path_part(party_id)}/wishes")
