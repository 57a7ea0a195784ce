"""What is done to an agenda, for the API and the pages: publish, roll back, move, lock, keep a preview."""

from __future__ import annotations

import datetime

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem as AgendaProblem
from matcher.store import Conflict, JobStatus, Store
from matcher.store.agendas import StoredAgenda, get_agenda, publish_agenda, roll_back_agenda
from matcher.store.jobs import get_job
from matcher.store.rows import Document
from service.agenda_documents import Place, find_meeting, new_faults, read_version, with_lock
from service.agenda_moves import dropped, placed
from service.hooks import PUBLISHED, ROLLED_BACK
from service.jobs.kinds import REPLAN
from service.web.acts.agenda_saving import conflict_of, current, save_documents, save_version, tell
from service.web.agenda_bodies import AgendaBody
from service.web.context import Actor
from service.web.problems import Problem, not_found


def publish(
    store: Store, actor: Actor, agenda_id: str, version: int | None, *, seen: int, now: datetime.datetime
) -> StoredAgenda:
    """Let participants see a version, or none; webhooks are called. Raises 409, NotStored."""
    try:
        with store.writing() as tx:
            get_agenda(tx, actor.programme_id, agenda_id)
            publish_agenda(tx, actor.programme_id, agenda_id, version, expected_version=seen)
            found = get_agenda(tx, actor.programme_id, agenda_id)
            tell(tx, actor, found, PUBLISHED, {}, now=now)
            return found
    except Conflict as err:
        with store.reading() as tx:
            raise conflict_of(get_agenda(tx, actor.programme_id, agenda_id), err) from None


def roll_back(
    store: Store, actor: Actor, agenda_id: str, version: int, *, seen: int, now: datetime.datetime
) -> StoredAgenda:
    """Make an earlier version the current one again, as a new version. Raises 409, NotStored."""
    try:
        with store.writing() as tx:
            by = actor.user_id
            roll_back_agenda(tx, actor.programme_id, agenda_id, version, saved_by=by, expected_version=seen, now=now)
            found = get_agenda(tx, actor.programme_id, agenda_id)
            tell(tx, actor, found, ROLLED_BACK, {"copy_of": version}, now=now)
            return found
    except Conflict as err:
        with store.reading() as tx:
            raise conflict_of(get_agenda(tx, actor.programme_id, agenda_id), err) from None


def require_rules(problem: AgendaProblem, before: Agenda, after: Agenda) -> None:
    """Raise 422 with every rule that a change by hand breaks and that was kept before it."""
    broken = new_faults(problem, before, after)
    if broken:
        told = [{"rule": one.rule, "message": one.message} for one in broken]
        raise Problem(422, "infeasible-move", "the meeting cannot be held there", broken=told)


def place(
    store: Store, actor: Actor, agenda_id: str, pair: tuple[str, str], at: Place, *, seen: int, now: datetime.datetime
) -> AgendaBody:
    """Hold the meeting of two at a place: moved there, in exchange with what is there, or new.

    Raises:
        Problem: 422 with every rule that it would break, 409.
        DataError: the two are no listed pair.
    """
    agenda, version = current(store, actor, agenda_id, seen)
    problem, before = read_version(version)
    after = placed(problem, before, pair, at)
    require_rules(problem, before, after)
    note = "added" if len(after.meetings) > len(before.meetings) else "moved"
    return save_version(store, actor, agenda, problem, after, note=note, now=now)


def lock(
    store: Store,
    actor: Actor,
    agenda_id: str,
    pair: tuple[str, str],
    *,
    is_locked: bool,
    seen: int,
    now: datetime.datetime,
) -> AgendaBody:
    """Keep a meeting in its slot through every re-plan, or let it move again. Raises 409, DataError."""
    agenda, version = current(store, actor, agenda_id, seen)
    problem, made = read_version(version)
    changed = with_lock(problem, find_meeting(made, *pair), is_locked=is_locked)
    note = "locked" if is_locked else "unlocked"
    return save_version(store, actor, agenda, changed, made, note=note, now=now)


def remove(
    store: Store, actor: Actor, agenda_id: str, pair: tuple[str, str], *, seen: int, now: datetime.datetime
) -> AgendaBody:
    """Take a meeting out, whatever is missed for it: what is missing then is told with the agenda. Raises 409."""
    agenda, version = current(store, actor, agenda_id, seen)
    problem, before = read_version(version)
    after = dropped(problem, before, find_meeting(before, *pair))
    return save_version(store, actor, agenda, problem, after, note="removed", now=now)


def preview_result(store: Store, actor: Actor, agenda_id: str, job_id: str) -> Document:
    """What a preview of this agenda came to; raises 409 while it is not done, 404 where there is none."""
    with store.reading() as tx:
        job = get_job(tx, actor.programme_id, job_id)
    result = job.result
    if job.kind != REPLAN or result is None or result["agenda_id"] != agenda_id:
        if job.kind == REPLAN and job.status not in {JobStatus.DONE}:
            raise Problem(409, "not-ready", f"the preview is {job.status}: wait until it is done")
        raise not_found("preview")
    return result


def keep_preview(
    store: Store, actor: Actor, agenda_id: str, job_id: str, *, seen: int, now: datetime.datetime
) -> AgendaBody:
    """Keep the agenda of a preview as a new version, if the agenda is still the one it was made for. Raises 409."""
    agenda, _ = current(store, actor, agenda_id, seen)
    result = preview_result(store, actor, agenda_id, job_id)
    if result["base_version"] != seen:
        raise Problem(409, "outdated-preview", "the preview was made for another version of the agenda: make a new one")
    return save_documents(store, actor, agenda, (result["problem"], result["agenda"]), note="re-planned", now=now)
