"""What would improve my matches: the profile of one's party, and when it is there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.completeness import completeness, gains
from matcher.store import Conflict, NotStored
from matcher.store.own_lists import OwnList
from matcher.store.parties import get_party
from matcher.store.presences import find_presence
from matcher.store.profile_json import profile_to_json
from service.web.access import TAKE_PART
from service.web.acts.party_words import say_presence as state_presence
from service.web.acts.party_words import unsay_presence
from service.web.acts.profiles import change_party
from service.web.acts.suggestions import improvement_of, read_own_list
from service.web.context import NowDep, StoreDep
from service.web.pages.forms import SentForm
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.profile_form import Values, fields_of, inputs, read_edit, sent, sent_version, shown
from service.web.pages.rooms.meet import own_id, own_party
from service.web.pages.views.profile_words import ProfileWords

router = APIRouter(prefix="/programmes/{programme_id}/mine")

ENTRIES = (
    Entry(label="mine.profile", path="/mine/profile", roles=frozenset(TAKE_PART), place=72),
    Entry(label="mine.presence", path="/mine/presence", roles=frozenset(TAKE_PART), place=74),
)

Mine = Annotated[ProgrammePage, Depends(programme_page(*TAKE_PART))]


@router.get("/profile")
def profile(page: Mine, store: StoreDep) -> Response:
    """What the profile says, what to add first and what that changes, and the form to say it."""
    return _profile(page, store)


@router.post("/profile")
def save(page: Mine, store: StoreDep, now: NowDep, form: SentForm) -> Response:
    """Save the fields of the form over the version that was seen."""
    found, version = own_party(page, store), sent_version(form)
    fields = fields_of(found.profile.kind)
    values = sent(form, fields)
    edit, wrong = read_edit(values, fields, profile_to_json(found.profile), page.lang)
    if wrong:
        return _profile(page, store, values, version=version, wrong=wrong, status=422)
    back = page.address("/mine/profile")
    if version == found.version and not edit.model_fields_set:
        return page.go(back, "parties.same_said")
    try:
        with store.writing() as tx:
            change_party(tx, page.actor, own_id(page), edit, seen=version, now=now)
    except Conflict:
        return _profile(page, store, values, version=version, is_stale=True, status=409)
    return page.go(back, "mine.profile.said")


@router.get("/presence")
def presence(page: Mine, store: StoreDep) -> Response:
    """When the party is there, in its words."""
    return _presence(page, store)


@router.post("/presence")
def say_presence(
    page: Mine,
    store: StoreDep,
    now: NowDep,
    words: Annotated[str, Form(max_length=1000)] = "",
    version: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Say when the party is there; nothing stands for always."""
    try:
        with store.writing() as tx:
            if words.strip():
                state_presence(tx, page.actor, own_id(page), words=words.strip(), seen=version, now=now)
            elif version:
                unsay_presence(tx, page.actor, own_id(page), seen=version, now=now)
    except (Conflict, NotStored):
        return _presence(page, store, page.words.text("mine.stale"), 409)
    return page.go(page.address("/mine/presence"), "mine.presence.said")


def _profile(
    page: ProgrammePage,
    store: StoreDep,
    values: Values | None = None,
    *,
    version: int | None = None,
    wrong: Mapping[str, str] = MappingProxyType({}),
    is_stale: bool = False,
    status: int = 200,
) -> Response:
    with store.reading() as tx:
        party = get_party(tx, page.actor.programme_id, own_id(page))
        listed = read_own_list(tx, page.actor, own_id(page))
    return page.show(
        "participant/profile.html",
        status=status,
        party=party,
        complete=completeness(party.profile).score,
        gaps=gains(party.profile),
        improvement=_improvement(listed),
        names=fields_of(party.profile.kind),
        values=values or shown(profile_to_json(party.profile), ProfileWords(page.lang)),
        version=party.version if version is None else version,
        choices=inputs(page.lang),
        wrong=wrong,
        is_stale=is_stale,
    )


def _presence(page: ProgrammePage, store: StoreDep, wrong: str = "", status: int = 200) -> Response:
    with store.reading() as tx:
        found = find_presence(tx, page.actor.programme_id, own_id(page))
    return page.show("participant/presence.html", status=status, presence=found, wrong=wrong)


def _improvement(listed: OwnList | None) -> dict[str, str]:
    """What would make the first suggestion better, whom it is of, and in which language it is; empty for nothing."""
    text = improvement_of(listed)
    if not text or listed is None:
        return {}
    return {"text": text, "name": listed.entries[0].name, "lang": listed.lang}
