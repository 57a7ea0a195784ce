"""A programme's settings, its audit log, and what its meetings came to."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import ValidationError

from matcher.store import Conflict
from matcher.store.audit import recent_acts
from matcher.store.outcomes import list_outcomes
from matcher.store.parties import every_profile
from matcher.store.programmes import get_programme
from matcher.suggestions import Side
from service.feedback import exposures, render_exposures, value_of
from service.jobs.exports import every_shown
from service.web.access import READ, RUN
from service.web.acts.programmes import ProgrammeEdit, change_programme, known_settings
from service.web.attachments import attachment
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.log_words import told_acts
from service.web.paging import PageDep

router = APIRouter(prefix="/programmes/{programme_id}")

ENTRIES = (
    Entry(label="value.title", path="/value", roles=frozenset(READ), place=84),
    Entry(label="settings.title", path="/settings", roles=frozenset(RUN), place=90),
)

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]


@router.get("/settings")
def settings(page: Running) -> Response:
    """The form of the programme's settings."""
    kept = known_settings(page.programme.settings)
    values = {"name": page.programme.name, "version": page.programme.version, **kept.model_dump()}
    return page.show("people/settings.html", values=values, wrong="")


@router.post("/settings")
def save(
    page: Running,
    store: StoreDep,
    now: NowDep,
    version: Annotated[int, Form(ge=1)],
    name: Annotated[str, Form(max_length=400)] = "",
    lang: Annotated[str, Form(max_length=5)] = "it",
    destination: Annotated[str, Form(max_length=5)] = "US",
    retention_days: Annotated[str, Form(max_length=10)] = "365",
    about: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """Change the programme."""
    sent = {
        "lang": lang,
        "destination": destination.strip().upper(),
        "retention_days": retention_days,
        "about": about.strip(),
    }
    values = {"name": name, "version": version, **sent}
    try:
        edit = ProgrammeEdit.model_validate({"name": name, "settings": sent})
    except ValidationError as err:
        fields = [page.words.text(f"settings.{each['loc'][-1]}") for each in err.errors()]
        wrong = page.words.text("settings.wrong", fields=", ".join(fields))
        return page.show("people/settings.html", status=422, values=values, wrong=wrong)
    try:
        with store.writing() as tx:
            change_programme(tx, page.actor, edit, seen=version, now=now)
    except Conflict:
        with store.reading() as tx:
            values["version"] = get_programme(tx, page.actor.programme_id).version
        wrong = page.words.text("settings.stale")
        return page.show("people/settings.html", status=409, values=values, wrong=wrong)
    return page.go(page.address("/settings"), "settings.said")


@router.get("/settings/audit")
def audit(page: Running, store: StoreDep, asked: PageDep) -> Response:
    """Who did what, the newest first."""
    with store.reading() as tx:
        found = recent_acts(tx, page.actor.programme_id, before=asked.after, limit=asked.limit_plus_one)
        shown, next_cursor = asked.cut(found, lambda one: one.id)
        acts = told_acts(tx, page.actor.programme_id, shown, page.words)
    return page.show("people/audit.html", acts=acts, next_cursor=next_cursor, is_first=not asked.after)


@router.get("/value")
def value(page: Reading, store: StoreDep) -> Response:
    """What the meetings came to, each counted once though both sides may tell of it."""
    with store.reading() as tx:
        outcomes = list_outcomes(tx, page.actor.programme_id)
    return page.show("people/value.html", figures=value_of(outcomes), told=len(outcomes))


@router.get("/value/training.csv")
def training(page: Reading, store: StoreDep) -> Response:
    """Pairs that were shown or met, for training: ids, and no names."""
    with store.reading() as tx:
        companies = {profile.id for profile in every_profile(tx, page.actor.programme_id, Side.STARTUPS)}
        outcomes = list_outcomes(tx, page.actor.programme_id)
        shown = every_shown(tx, page.actor.programme_id)
    return attachment(render_exposures(exposures(shown, outcomes, companies)), "training.csv", "text/csv")
