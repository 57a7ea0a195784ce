"""Adding a party by hand: the form, what is to be known before it is added, and the party."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from matcher.profiles import ProfileKind
from matcher.suggestions import Side
from service.web.access import RUN
from service.web.acts.new_parties import Typed, add_typed, check_typed
from service.web.context import NowDep, StoreDep
from service.web.pages.forms import SentForm
from service.web.pages.local_paths import path_part
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.profile_form import Values, inputs, read_new, sent, shown
from service.web.pages.views.profile_words import FORM_FIELDS, FORM_GROUPS, ProfileWords

router = APIRouter(prefix="/programmes/{programme_id}/new-party")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
KINDS = {Side.STARTUPS: ProfileKind.STARTUP, Side.COUNTERPARTS: ProfileKind.INVESTOR}
"""What a party of a side is until the organiser chooses something else."""


@router.get("")
def new(page: Running, side: str = "") -> Response:
    """The form, empty."""
    chosen = _side(side)
    return _form(page, chosen, shown({"kind": KINDS[chosen].value}, ProfileWords(page.lang)))


@router.post("")
def add(page: Running, store: StoreDep, now: NowDep, form: SentForm) -> Response:
    """Add the party; first, where there is something to know of it, the form again with that, to be sent once more."""
    side, values = _side(str(form.get("side", ""))), sent(form, FORM_FIELDS)
    body, wrong = read_new(values, page.lang)
    if body is None:
        return _form(page, side, values, wrong=wrong)
    with store.reading() as tx:
        typed = check_typed(tx, page.actor.programme_id, body)
    if typed.profile is None:
        return _form(page, side, values, wrong={"name": "profile.wrong.name"})
    if not typed.doubts <= set(map(str, form.getlist("known"))):
        return _form(page, side, values, typed=typed)
    with store.writing() as tx:
        party = add_typed(tx, page.actor, typed.profile, side=side, now=now)
    return page.go(page.address(f"/parties/{path_part(party.id)}"), "new_party.said")


def _side(told: str) -> Side:
    return Side(told) if told in set(Side) else Side.STARTUPS


def _form(
    page: ProgrammePage, side: Side, values: Values, *, wrong: dict[str, str] | None = None, typed: Typed | None = None
) -> Response:
    return page.show(
        "organiser/new_party.html",
        status=422 if wrong or typed else 200,
        side=side,
        sides=list(Side),
        values=values,
        wrong=wrong or {},
        typed=typed,
        groups=FORM_GROUPS,
        choices=inputs(page.lang),
    )
