"""A participant's published agenda, to look at, print and keep; and what it says of each meeting."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import ValidationError

from matcher.agenda.export.clock import Clock, make_clock
from matcher.agenda.export.views import Break
from matcher.agenda.export.views import Entry as Engagement
from matcher.store import Conflict, FollowUp, NotStored
from matcher.store.outcomes import Outcome, list_outcomes
from service.jobs.exports import MEDIA_TYPES
from service.web.access import TAKE_PART
from service.web.acts.engagements import OwnAgenda, agenda_file, published_agendas
from service.web.acts.feedback import FeedbackEdit, tell_feedback
from service.web.attachments import attachment
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.rooms.meet import own_id
from service.web.prepared import prepared_of

router = APIRouter(prefix="/programmes/{programme_id}/mine")

ENTRIES = (
    Entry(label="mine.agenda", path="/mine/agenda", roles=frozenset(TAKE_PART), place=76),
    Entry(label="mine.feedback", path="/mine/feedback", roles=frozenset(TAKE_PART), place=78),
)

Mine = Annotated[ProgrammePage, Depends(programme_page(*TAKE_PART))]
KEPT = {"yes": True, "no": False, "": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of an agenda: its engagements and the breaks between them, in time order."""

    name: str
    rows: Sequence[Engagement | Break]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One published agenda as its page shows it."""

    own: OwnAgenda
    clock: Clock
    days: Sequence[Day]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A meeting and what the party said of it: the form's values, and `version` 0 where nothing was said."""

    event_id: str
    event: str
    other_id: str
    name: str
    when: str
    is_past: bool
    kept: str
    rating: int | None
    reason: str
    follow_up: str
    value_eur: str
    version: int
    place: int


@router.get("/agenda")
def agenda(page: Mine, store: StoreDep) -> Response:
    """What is published, by day, in the event's own time."""
    with store.reading() as tx:
        found = published_agendas(tx, prepared_of(page.request), page.actor, own_id(page))
    return page.show("participant/agenda.html", plans=[_plan(one, page.lang) for one in found], party_id=own_id(page))


@router.get("/agenda/{agenda_id}.{form}")
def keep(page: Mine, store: StoreDep, agenda_id: str, form: Literal["ics", "pdf"]) -> Response:
    """The agenda as a calendar or pages to print."""
    with store.reading() as tx:
        content = agenda_file(tx, prepared_of(page.request), page.actor, own_id(page), agenda_id, form, page.lang)
    return attachment(content, f"agenda.{form}", MEDIA_TYPES[form])


@router.get("/feedback")
def feedback(page: Mine, store: StoreDep, now: NowDep) -> Response:
    """Every meeting that is published, with what was said of it."""
    return _feedback(page, store, now)


@router.post("/feedback")
def tell(
    page: Mine,
    store: StoreDep,
    now: NowDep,
    event_id: Annotated[str, Form(max_length=200)] = "",
    other_id: Annotated[str, Form(max_length=200)] = "",
    kept: Annotated[Literal["yes", "no", ""], Form()] = "",
    rating: Annotated[str, Form(max_length=2)] = "",
    reason: Annotated[str, Form(max_length=2000)] = "",
    follow_up: Annotated[str, Form(max_length=20)] = "",
    value_eur: Annotated[str, Form(max_length=30)] = "",
    version: Annotated[int, Form(ge=0)] = 0,
    place: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Say what came of a meeting, or change it."""
    try:
        said = FeedbackEdit.model_validate(
            {
                "is_kept": KEPT[kept],
                "rating": rating or None,
                "reason": reason.strip(),
                "follow_up": follow_up or None,
                "value_eur": value_eur.strip() or None,
            }
        )
    except ValidationError:
        return _feedback(page, store, now, wrong_at=place, wrong=page.words.text("mine.feedback.wrong"), status=422)
    try:
        with store.writing() as tx:
            tell_feedback(tx, page.actor, event_id, own_id(page), other_id, said, seen=version, now=now)
    except (Conflict, NotStored):
        return _feedback(page, store, now, wrong_at=place, wrong=page.words.text("mine.stale"), status=409)
    return page.go(page.address(f"/mine/feedback#place-{place}"), "mine.feedback.said")


def _feedback(
    page: ProgrammePage,
    store: StoreDep,
    now: datetime.datetime,
    *,
    wrong_at: int | None = None,
    wrong: str = "",
    status: int = 200,
) -> Response:
    party_id = own_id(page)
    with store.reading() as tx:
        found = published_agendas(tx, prepared_of(page.request), page.actor, party_id)
        said = list_outcomes(tx, page.actor.programme_id, party_id=party_id)
    known = {(one.event_id, one.other_id): one for one in said}
    meetings = [(own, entry) for own in found for entry in own.entries if not entry.group]
    told = [
        _told(page, own, entry, known.get((own.event_id, entry.others(party_id)[0].id)), now, place)
        for place, (own, entry) in enumerate(meetings)
    ]
    stages = [("", "–"), *((one.value, page.words.text(f"mine.follow.{one}")) for one in FollowUp)]
    return page.show(
        "participant/feedback.html", status=status, meetings=told, stages=stages, wrong_at=wrong_at, wrong=wrong
    )


def _plan(own: OwnAgenda, lang: str) -> Plan:
    clock = make_clock(own.timezone, lang)
    days = dict.fromkeys(one.start.date() for one in own.entries)
    return Plan(own=own, clock=clock, days=[Day(name=clock.day(date), rows=own.rows(date)) for date in days])


def _told(
    page: ProgrammePage,
    own: OwnAgenda,
    entry: Engagement,
    outcome: Outcome | None,
    now: datetime.datetime,
    place: int,
) -> Told:
    clock = make_clock(own.timezone, page.lang)
    other = entry.others(own_id(page))[0]
    said = None if outcome is None else outcome.feedback
    kept = None if said is None else said.is_kept
    return Told(
        event_id=own.event_id,
        event=own.event,
        other_id=other.id,
        name=other.name,
        when=f"{clock.short_day(entry.start.date())}, {clock.span(entry.start, entry.end)}",
        is_past=entry.start.replace(tzinfo=ZoneInfo(own.timezone)) <= now,
        kept="" if kept is None else "yes" if kept else "no",
        rating=None if said is None else said.rating,
        reason="" if said is None else said.reason,
        follow_up="" if said is None or said.follow_up is None else said.follow_up.value,
        value_eur="" if said is None or said.value_eur is None else f"{said.value_eur:.15g}",
        version=0 if outcome is None else outcome.version,
        place=place,
    )
