"""Saving and showing versions of an agenda: one transaction with the audit entry and the calls to webhooks."""

from __future__ import annotations

import datetime
from typing import Any

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.store import Conflict, Store, Transaction
from matcher.store.agendas import AgendaVersion, StoredAgenda, get_agenda, get_agenda_version, save_agenda
from matcher.store.audit import note_act
from matcher.store.rows import Document
from service.agenda_documents import agenda_document, problem_document
from service.hooks import CHANGED, announce
from service.web.agenda_bodies import AgendaBody, agenda_body
from service.web.context import Actor
from service.web.problems import Problem as Refusal
from service.web.problems import conflict


def current(store: Store, actor: Actor, agenda_id: str, seen: int | None = None) -> tuple[StoredAgenda, AgendaVersion]:
    """The agenda and its current document, if the editor saw this version (None: whichever it is).

    Raises:
        Refusal: 409 with the agenda that is stored.
    """
    with store.reading() as tx:
        agenda = get_agenda(tx, actor.programme_id, agenda_id)
        if seen is not None and agenda.version != seen:
            raise conflict_of(agenda, Conflict("agendas", expected=seen, found=agenda.version))
        return agenda, get_agenda_version(tx, actor.programme_id, agenda_id, agenda.current_version)


def conflict_of(agenda: StoredAgenda, err: Conflict) -> Refusal:
    """The refusal of an edit over another version, with what is stored."""
    return conflict(err, stored=agenda_body(agenda).model_dump(mode="json"))


def save_documents(
    store: Store,
    actor: Actor,
    agenda: StoredAgenda,
    documents: tuple[Document, Document],
    *,
    note: str,
    now: datetime.datetime,
) -> AgendaBody:
    """Store a problem and an agenda as a new version over the one that was read; returns the agenda.

    Raises:
        Refusal: 409 when another version was stored meanwhile.
    """
    try:
        with store.writing() as tx:
            save_agenda(
                tx,
                actor.programme_id,
                agenda.id,
                event_id=agenda.event_id,
                name=agenda.name,
                problem=documents[0],
                agenda=documents[1],
                note=note,
                saved_by=actor.user_id,
                expected_version=agenda.version,
                now=now,
            )
            saved = get_agenda(tx, actor.programme_id, agenda.id)
            tell(tx, actor, saved, CHANGED, {"note": note}, now=now)
    except Conflict as err:
        with store.reading() as tx:
            raise conflict_of(get_agenda(tx, actor.programme_id, agenda.id), err) from None
    return agenda_body(saved)


def save_version(
    store: Store,
    actor: Actor,
    agenda: StoredAgenda,
    problem: Problem,
    made: Agenda,
    *,
    note: str,
    now: datetime.datetime,
) -> AgendaBody:
    """The same for a problem and an agenda of the matcher."""
    return save_documents(store, actor, agenda, (problem_document(problem), agenda_document(made)), note=note, now=now)


def tell(
    tx: Transaction,
    actor: Actor,
    agenda: StoredAgenda,
    event: str,
    facts: dict[str, Any],
    *,
    now: datetime.datetime,
) -> None:
    """Note what was done to an agenda, and call the webhooks that want to know."""
    versions = {"version": agenda.current_version, "published_version": agenda.published_version}
    detail = {"agenda_id": agenda.id, "event_id": agenda.event_id, **versions, **facts}
    note_act(tx, actor.programme_id, actor=actor.user_id, action=event, subject=agenda.id, detail=detail, now=now)
    announce(tx, actor.programme_id, event, detail, by=actor.user_id, now=now)
