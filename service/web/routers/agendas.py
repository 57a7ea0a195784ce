"""Agendas: solve, look, compare, publish, roll back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import JSONResponse

from matcher.agenda.checker import compare_agendas
from matcher.agenda.problem import Problem
from matcher.store.agendas import (
    delete_agenda,
    get_agenda,
    get_agenda_version,
    list_agenda_versions,
    list_agendas,
)
from matcher.store.audit import note_act
from service.agenda_documents import read_version
from service.jobs.kinds import SOLVE
from service.jobs.orders import Lang, SolveOrder
from service.notices import notices_document, with_parties_of
from service.web.access import READ, RUN
from service.web.acts.agendas import publish as publish_version
from service.web.acts.agendas import roll_back as roll_back_to
from service.web.agenda_bodies import (
    AgendaBody,
    ComparisonBody,
    DocumentBody,
    DocumentVersion,
    PublishBody,
    VersionBody,
    agenda_body,
    document_body,
    version_body,
)
from service.web.asking import JOB_ASKED, ask
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes/{programme_id}/agendas", tags=["agendas"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Reader = Annotated[Actor, Depends(require(*READ))]
AgendaId = Annotated[str, Path(description="the agenda", examples=["main"], min_length=1, max_length=200)]
VersionNumber = Annotated[int, Path(ge=1, le=10**9, description="a version of the agenda")]


@router.post("/solve", status_code=202, responses=JOB_ASKED)
def solve(order: SolveOrder, actor: Runner, store: StoreDep, once: OnceDep) -> JSONResponse:
    """Make an agenda from the event, the profiles, the preferences and the decisions that are stored now."""
    return ask(store, actor, once, SOLVE, order)


@router.get("")
def agendas(
    actor: Reader, store: StoreDep, event_id: Annotated[str | None, Query(max_length=200)] = None
) -> list[AgendaBody]:
    """The agendas of one event or of all, by id."""
    with store.reading() as tx:
        return [agenda_body(one) for one in list_agendas(tx, actor.programme_id, event_id=event_id)]


@router.get("/{agenda_id}")
def agenda(agenda_id: AgendaId, response: Response, actor: Reader, store: StoreDep) -> AgendaBody:
    """One agenda; its ETag is what a change must name."""
    with store.reading() as tx:
        found = get_agenda(tx, actor.programme_id, agenda_id)
    tagged(response, found.version)
    return agenda_body(found)


@router.delete("/{agenda_id}", status_code=204)
def delete(agenda_id: AgendaId, actor: Runner, store: StoreDep, seen: SeenVersion, now: NowDep) -> None:
    """Delete an agenda with all its versions."""
    with store.writing() as tx:
        delete_agenda(tx, actor.programme_id, agenda_id, expected_version=seen)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="agenda.delete", subject=agenda_id, now=now)


@router.get("/{agenda_id}/versions")
def versions(agenda_id: AgendaId, actor: Reader, store: StoreDep) -> list[VersionBody]:
    """Every version, the first one first."""
    with store.reading() as tx:
        get_agenda(tx, actor.programme_id, agenda_id)
        return [version_body(one) for one in list_agenda_versions(tx, actor.programme_id, agenda_id)]


@router.get("/{agenda_id}/versions/{version}")
def version(agenda_id: AgendaId, version: VersionNumber, actor: Reader, store: StoreDep) -> DocumentBody:
    """One version with its problem and its agenda."""
    with store.reading() as tx:
        return document_body(get_agenda_version(tx, actor.programme_id, agenda_id, version))


@router.get("/{agenda_id}/versions/{version}/compare/{other}")
def compare(
    agenda_id: AgendaId,
    version: VersionNumber,
    other: VersionNumber,
    actor: Reader,
    store: StoreDep,
    lang: Lang = "en",
) -> ComparisonBody:
    """From `version` to `other`: what became of the meetings, and who has to be told what."""
    with store.reading() as tx:
        found = [get_agenda_version(tx, actor.programme_id, agenda_id, one) for one in (version, other)]
    (old_problem, before), (new_problem, after) = (read_version(one) for one in found)
    moves = compare_agendas(before, after)
    problem: Problem = with_parties_of(new_problem, old_problem)
    return ComparisonBody(
        kept=moves.kept,
        moved=moves.moved,
        dropped=moves.dropped,
        new=moves.new,
        notices=notices_document(problem, before, after, lang),
    )


@router.post("/{agenda_id}/publish")
def publish(
    agenda_id: AgendaId,
    body: PublishBody,
    response: Response,
    actor: Runner,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> AgendaBody:
    """Let participants see a version, or none; webhooks are called."""
    found = publish_version(store, actor, agenda_id, body.version, seen=seen, now=now)
    tagged(response, found.version)
    return agenda_body(found)


@router.post("/{agenda_id}/rollback")
def roll_back(
    agenda_id: AgendaId,
    body: DocumentVersion,
    response: Response,
    actor: Runner,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> AgendaBody:
    """Make an earlier version the current one again, as a new version. What participants see does not change."""
    found = roll_back_to(store, actor, agenda_id, body.version, seen=seen, now=now)
    tagged(response, found.version)
    return agenda_body(found)
