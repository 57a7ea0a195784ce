"""A participant's home: whom to meet and why, with a wish said right there; and the list of all wishes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.completeness import completeness
from matcher.language import load_messages
from matcher.store import Conflict, NotStored, Role, Store, Transaction, Wish
from matcher.store.agendas import published_meetings
from matcher.store.memberships import find_membership
from matcher.store.parties import Party, get_party
from matcher.store.preferences import Preference, find_preference, list_preferences
from matcher.store.presences import find_presence
from service.web.access import TAKE_PART
from service.web.acts.party_words import say_wish, unsay_wish
from service.web.acts.suggestions import own_suggestions, read_own_list
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.prepared import prepared_of
from service.web.problems import Problem, not_found

router = APIRouter(prefix="/programmes/{programme_id}/mine/wishes")

ENTRIES = (
    Entry(label="mine.meet", path="", roles=frozenset(TAKE_PART), place=0),
    Entry(label="mine.wishes", path="/mine/wishes", roles=frozenset(TAKE_PART), place=70),
)

Mine = Annotated[ProgrammePage, Depends(programme_page(*TAKE_PART))]

SHOWN, MOST = 10, 100
"""How many suggestions are shown at first, and on demand."""

TAKE_BACK = "none"
"""What a form sends in place of a wish to take it back."""

COMPLETE_ENOUGH = 0.8
"""How complete a profile is when the welcome no longer asks for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One wish as its form shows it: `version` 0 where nothing was said, `place` tells forms of one page apart."""

    other_id: str
    name: str
    wish: Wish | None
    reason: str
    version: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The three things that a participant does first, and which are done."""

    profile: bool
    wishes: bool
    presence: bool

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.profile and self.wishes and self.presence


def own_party(page: ProgrammePage, store: Store) -> Party:
    """The party that the reader speaks for."""
    with store.reading() as tx:
        return get_party(tx, page.actor.programme_id, own_id(page))


def own_id(page: ProgrammePage) -> str:
    """Its id; every startup and counterpart has one."""
    return str(page.actor.party_id)


def show_home(page: ProgrammePage, store: Store, now: datetime.datetime) -> Response:
    """Whom to meet, best first, with what was said of each; what is shown is noted."""
    party_id = own_id(page)
    wants_all = "all" in page.request.query_params
    found = own_suggestions(
        store, prepared_of(page.request), page.actor, party_id, top=MOST if wants_all else SHOWN, now=now
    )
    with store.reading() as tx:
        party = get_party(tx, page.actor.programme_id, party_id)
        said = {one.other_id: one for one in list_preferences(tx, page.actor.programme_id, party_id=party_id)}
        presence = find_presence(tx, page.actor.programme_id, party_id)
        meetings = len(published_meetings(tx, page.actor.programme_id, party_id=party_id))
    start = Start(
        profile=completeness(party.profile).score >= COMPLETE_ENOUGH,
        wishes=bool(said),
        presence=presence is not None,
    )
    cards = [_card(one.party_id, one.name, said.get(one.party_id), number) for number, one in enumerate(found.items)]
    return page.show(
        "participant/meet.html",
        party=party,
        found=found,
        cards=cards,
        start=start,
        meetings=meetings,
        kinds=partial(load_messages(page.lang).label, "kind"),
        may_have_more=not wants_all and len(found.items) == SHOWN,
    )


@router.get("")
def wishes(page: Mine, store: StoreDep) -> Response:
    """Everything that the party said of others, with its reasons."""
    party_id = own_id(page)
    with store.reading() as tx:
        said = list_preferences(tx, page.actor.programme_id, party_id=party_id)
        names = known_names(tx, page)
        cards = [_card(one.other_id, _name(tx, page, one, names), one, place) for place, one in enumerate(said)]
    return page.show("participant/wishes.html", cards=cards)


@router.post("")
def wish(
    page: Mine,
    store: StoreDep,
    now: NowDep,
    other_id: Annotated[str, Form(max_length=200)] = "",
    said: Annotated[str, Form(alias="wish", max_length=10)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
    version: Annotated[int, Form(ge=0)] = 0,
    place: Annotated[int, Form(ge=0)] = 0,
    then: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Say a wish of somebody who was suggested, met or wished for before, change it, or take it back."""
    if said not in {*Wish, TAKE_BACK}:
        raise Problem(422, "invalid-request", "a wish is must, meet or no")
    name, is_stale = "", False
    try:
        with store.writing() as tx:
            name = _name_of_known(tx, page, other_id)
            _say(tx, page, other_id, said, reason.strip(), version, now)
    except (Conflict, NotStored):
        if not name:
            raise
        is_stale = True
    if not page.is_fragment:
        path = page.address("/mine/wishes" if then == "wishes" else "")
        return page.go(f"{path}#place-{place}", "mine.wish.stale" if is_stale else "mine.wish.said", name=name)
    with store.reading() as tx:
        kept = find_preference(tx, page.actor.programme_id, own_id(page), other_id)
    card = _card(other_id, name, kept, place)
    return page.show("participant/wish.html", card=card, then=then, is_stale=is_stale, has_reason=then == "wishes")


def known_names(tx: Transaction, page: ProgrammePage) -> dict[str, str]:
    """The names that a participant knows, by id: of whom its list suggests, and of whom it is to meet."""
    party_id = own_id(page)
    found = read_own_list(tx, page.actor, party_id)
    names = {} if found is None else {one.other_id: one.name for one in found.entries}
    for one in published_meetings(tx, page.actor.programme_id, party_id=party_id):
        other = one.meeting.b if one.meeting.a == party_id else one.meeting.a
        if other not in names:
            names[other] = get_party(tx, page.actor.programme_id, other).profile.name
    return names


def _say(
    tx: Transaction, page: ProgrammePage, other_id: str, said: str, reason: str, version: int, now: datetime.datetime
) -> None:
    party_id = own_id(page)
    if said == TAKE_BACK:
        unsay_wish(tx, page.actor, party_id, other_id, seen=version, now=now)
    else:
        say_wish(tx, page.actor, party_id, other_id, wish=Wish(said), reason=reason, seen=version, now=now)


def _name_of_known(tx: Transaction, page: ProgrammePage, other_id: str) -> str:
    """The name of somebody of whom a wish may be said here; raises 404 for others, as if there were none."""
    names = known_names(tx, page)
    if other_id in names:
        return names[other_id]
    before = find_preference(tx, page.actor.programme_id, own_id(page), other_id)
    if before is None:
        raise not_found("party")
    return _name(tx, page, before, names)


def _name(tx: Transaction, page: ProgrammePage, said: Preference, names: Mapping[str, str]) -> str:
    """The name of whom a wish is about; the id where the party itself named an id that it was never shown."""
    if said.other_id in names:
        return names[said.other_id]
    member = find_membership(tx, page.actor.programme_id, said.stated_by)
    is_own_word = member is not None and member.role in (Role.STARTUP, Role.COUNTERPART)
    return said.other_id if is_own_word else get_party(tx, page.actor.programme_id, said.other_id).profile.name


def _card(other_id: str, name: str, said: Preference | None, place: int) -> Card:
    return Card(
        other_id=other_id,
        name=name,
        wish=None if said is None else said.wish,
        reason="" if said is None else said.reason,
        version=0 if said is None else said.version,
        place=place,
    )
