"""Participants: the list by side with its filters, one party's profile, and editing it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from matcher.profiles import ProfileKind
from matcher.store import Conflict
from matcher.store.listing import PartyQuery
from matcher.store.parties import Party, get_party
from matcher.store.profile_json import profile_to_json
from matcher.store.shortlists import latest_run
from matcher.suggestions import Side
from service.web.access import READ, RUN
from service.web.acts.profiles import change_party
from service.web.bodies import PartyId
from service.web.context import NowDep, StoreDep
from service.web.pages.forms import SentForm
from service.web.pages.local_paths import path_part
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.profile_form import Values, differing, inputs, read_edit, sent, sent_version, shown
from service.web.pages.views.party_lists import gains_of, page_of_parties
from service.web.pages.views.profile_words import FORM_FIELDS, FORM_GROUPS, ProfileWords
from service.web.paging import PageDep
from service.web.profile_body import changed_profile

router = APIRouter(prefix="/programmes/{programme_id}/parties")

ENTRIES = (Entry(label="parties.title", path="/parties", roles=frozenset(READ), place=15, also=("/new-party",)),)
SHOW = ("taking_part", "incomplete", "withdrawn", "earlier")

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Words = Annotated[str, Query(alias="q", max_length=200)]


@router.get("")
def parties(
    page: Reading, store: StoreDep, asked: PageDep, q: Words = "", side: str = "", kind: str = "", show: str = ""
) -> Response:
    """The parties by name, those that are asked for; a script gets the table alone."""
    show = show if show in SHOW else SHOW[0]
    query = PartyQuery(
        words=q.strip(),
        side=Side(side) if side in set(Side) else None,
        kind=ProfileKind(kind) if kind in set(ProfileKind) else None,
        is_withdrawn=show == "withdrawn",
        is_earlier=show == "earlier",
    )
    with store.reading() as tx:
        found = page_of_parties(
            tx,
            page.actor.programme_id,
            query,
            incomplete=show == "incomplete",
            after=asked.after,
            limit=asked.limit_plus_one,
            lang=page.lang,
        )
    rows, next_cursor = asked.cut(found, lambda one: one.party.id)
    chosen = {"q": query.words, "side": query.side or "", "kind": query.kind or "", "show": show}
    asked_for = urlencode({name: value for name, value in chosen.items() if value and value != SHOW[0]})
    return page.show(
        "organiser/party_rows.html" if page.is_fragment else "organiser/parties.html",
        rows=rows,
        next_cursor=next_cursor,
        is_first=not asked.after,
        chosen=chosen,
        address=page.address("/parties") + (f"?{asked_for}" if asked_for else ""),
        words=ProfileWords(page.lang),
        kinds=list(ProfileKind),
        sides=list(Side),
        shows=SHOW,
    )


@router.get("/{party_id}")
def party(party_id: PartyId, page: Reading, store: StoreDep) -> Response:
    """One party's profile in words, and what would make it more complete."""
    with store.reading() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
        run = latest_run(tx, page.actor.programme_id, found.side)
    return show_party(page, found, "profile", run_id=None if run is None else run.id, gains=gains_of(found))


@router.get("/{party_id}/edit")
def edit(party_id: PartyId, page: Running, store: StoreDep) -> Response:
    """The form of the profile."""
    with store.reading() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
    return _form(page, found, shown(profile_to_json(found.profile), ProfileWords(page.lang)))


@router.post("/{party_id}/edit")
def save(party_id: PartyId, page: Running, store: StoreDep, now: NowDep, form: SentForm) -> Response:
    """Save over the version that was seen; the form again where a value is wrong or somebody saved first."""
    version, values = sent_version(form), sent(form, FORM_FIELDS)
    with store.reading() as tx:
        found = get_party(tx, page.actor.programme_id, party_id)
    wanted, wrong = read_edit(values, FORM_FIELDS, profile_to_json(found.profile), page.lang)
    if wrong:
        return _form(page, found, values, version=version, wrong=wrong, status=422)
    back = page.address(f"/parties/{path_part(party_id)}")
    if version == found.version and not wanted.model_fields_set:
        return page.go(back, "parties.same_said")
    try:
        with store.writing() as tx:
            change_party(tx, page.actor, party_id, wanted, seen=version, now=now)
    except Conflict:
        names = differing(found.profile, changed_profile(found.profile, wanted))
        return _form(page, found, values, clashing=names, status=409)
    return page.go(back, "parties.saved_said")


def show_party(page: ProgrammePage, found: Party, tab: str, *, status: int = 200, **values: Any) -> Response:
    """One of the pages of a party."""
    return page.show(
        f"organiser/party_{tab}.html",
        status=status,
        party=found,
        tab=tab,
        may_run=page.actor.role in RUN,
        home=page.address(f"/parties/{path_part(found.id)}"),
        words=ProfileWords(page.lang),
        **values,
    )


def _form(
    page: ProgrammePage,
    found: Party,
    values: Values,
    *,
    version: int | None = None,
    wrong: dict[str, str] | None = None,
    clashing: list[str] | None = None,
    status: int = 200,
) -> Response:
    """The form; `clashing` are the fields in which what was typed is not what somebody else saved."""
    return show_party(
        page,
        found,
        "edit",
        status=status,
        values=values,
        version=found.version if version is None else version,
        wrong=wrong or {},
        clashing=clashing or [],
        is_clash=clashing is not None,
        stored=shown(profile_to_json(found.profile), ProfileWords(page.lang)),
        groups=FORM_GROUPS,
        choices=inputs(page.lang),
    )
