"""What would improve my matches: the profile of one's party, and when it is there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.completeness import completeness, gains
from matcher.store import Conflict, NotStored
from matcher.store.own_lists import OwnList
from matcher.store.parties import get_party
from matcher.store.presences import find_presence
from service.web.access import TAKE_PART
from service.web.acts.suggestions import improvement_of, read_own_list
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.profile_form import ProfileForm, choices, edit_of, sent_of, shown_fields
from service.web.pages.rooms.meet import own_id, own_party
from service.web.party_acts import change_party
from service.web.party_words import say_presence as state_presence
from service.web.party_words import unsay_presence

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
def save(
    page: Mine,
    store: StoreDep,
    now: NowDep,
    form: Annotated[ProfileForm, Form()],
) -> Response:
    """Save the fields of the form over the version that was seen."""
    fields = shown_fields(own_party(page, store).profile.kind)
    edit, wrong = edit_of(form, fields)
    if edit is None:
        return _profile(page, store, form, wrong, 422)
    try:
        with store.writing() as tx:
            change_party(tx, page.actor, own_id(page), edit, seen=form.version, now=now)
    except Conflict:
        return _profile(page, store, form, {"": page.words.text("mine.profile.stale")}, 409)
    return page.go(page.address("/mine/profile"), "mine.profile.said")


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
    form: ProfileForm | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    with store.reading() as tx:
        party = get_party(tx, page.actor.programme_id, own_id(page))
        listed = read_own_list(tx, page.actor, own_id(page))
    found = completeness(party.profile)
    fields = shown_fields(party.profile.kind)
    told = {place: text or page.words.text("mine.wrong") for place, text in (wrong or {}).items()}
    return page.show(
        "participant/profile.html",
        status=status,
        party=party,
        complete=found.score,
        gaps=gains(party.profile),
        improvement=_improvement(listed),
        fields=fields,
        form=form or sent_of(party),
        choices=choices(page.lang),
        wrong=told,
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
