"""The jobs that make agendas: solve an event, and re-plan on the day."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

from matcher.agenda.checker import check_agenda, check_replan, compare_agendas, with_added
from matcher.agenda.files import Faults, changes_from_document
from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Problem
from matcher.agenda.programme import build_problem, know_parties
from matcher.agenda.programme.event_file import event_from_document
from matcher.agenda.solver import Standing, replan_agenda, solve_problem
from matcher.errors import AbbinaError, DataError
from matcher.lists import match_programme
from matcher.preferences import Preference, Wish
from matcher.problems import Severity
from matcher.profiles import Provenance
from matcher.programme import scored_pairs
from matcher.store import Conflict, Transaction
from matcher.store.agendas import AgendaVersion, get_agenda, get_agenda_version, save_agenda
from matcher.store.events import Event, get_event
from matcher.store.rows import Document
from service.agenda_documents import agenda_document, locked_pairs, problem_document, read_version
from service.hooks import CHANGED, announce
from service.jobs.defaults import language
from service.jobs.orders import ReplanOrder, SolveOrder
from service.jobs.steps import Steps
from service.jobs.stored import StoredWorld, read_world
from service.jobs.task import Done, Report, Task, only
from service.notices import notices_document

SOLVED = "solved"
"""The note of a version that the solver made."""

STAGES = {"pairs": 0.5, "timetable": 0.6, "improvement": 0.7, "done": 0.95}
"""What share of a job is done when the solver enters each stage."""


def solve_event(task: Task) -> Done:
    """An agenda of an event from profiles, preferences and decisions, checked, as a new version.

    Result: `{"agenda_id", "version", "status", "objective", "bound", "gap", "n_meetings", "n_unmet", "warnings"}`.
    """
    order = SolveOrder.model_validate(task.job.payload)
    task.report.tell(0.0, "reading")
    with task.store.reading() as tx:
        event = get_event(tx, task.programme_id, order.event_id)
        world = read_world(tx, task.programme_id)
    problem, warnings = build_event_problem(task, event, world)
    agenda = solve_problem(
        problem,
        time_limit=order.time_limit,
        seed=order.seed,
        progress=_teller(task.report),
        cancelled=task.report.is_stopped,
        clock=time.monotonic,
    )
    task.report.check()
    _require_rules(problem, agenda)
    documents = problem_document(problem), agenda_document(agenda)

    def write(tx: Transaction, now: datetime.datetime) -> Document:
        version = save_agenda(
            tx,
            task.programme_id,
            order.agenda_id,
            event_id=order.event_id,
            name=order.name or event.name,
            problem=documents[0],
            agenda=documents[1],
            note=SOLVED,
            saved_by=task.job.created_by,
            expected_version=order.expected_version,
            now=now,
        )
        facts = {"agenda_id": order.agenda_id, "event_id": order.event_id, "version": version, "note": SOLVED}
        announce(tx, task.programme_id, CHANGED, facts, by=task.job.created_by, now=now)
        return {"agenda_id": order.agenda_id, "version": version, **figures_of(agenda), "warnings": warnings}

    return Done(write=write)


def build_event_problem(task: Task, event: Event, world: StoredWorld) -> tuple[Problem, list[str]]:
    """The problem of an event and what deserves a look.

    Raises:
        RefusedFile: values in the event are wrong; the message tells each.
        DataError: the event names parties or times that are not understood.
    """
    plan = event_from_document({**event.plan, "name": event.name, "timezone": event.timezone}, Faults(event.name))
    task.report.tell(0.05, "loading the model")
    encoder = task.tools.encoder(Steps(task.report, 0.1, 0.4))
    matched = match_programme(world.programme, task.tools.model(), encoder)
    task.report.tell(0.45, "building the problem")
    programme = world.programme
    parties = know_parties(programme.companies, programme.counterparts, {})
    built = build_problem(plan, parties, scored_pairs(matched.matching), _preferences(world), world.presences)
    errors = [one.line() for one in built.problems if one.severity is Severity.ERROR]
    if errors:
        raise DataError("the event cannot be planned: " + "; ".join(errors[:10]))
    return built.problem, [one.line() for one in built.problems]


def preview_replan(task: Task) -> Done:
    """What the agenda would become after something happened, and its price. Nothing is saved but the job's result.

    Result: `{"agenda_id", "base_version", "problem", "agenda", "price", "notices", …figures}`; `price` is
    `{"kept", "moved", "dropped", "new", "score_before", "score_after"}`.
    """
    order = ReplanOrder.model_validate(task.job.payload)
    task.report.tell(0.0, "reading")
    with task.store.reading() as tx:
        base = base_version(tx, task.programme_id, order.agenda_id, order.expected_version)
        lang = language(tx, task.programme_id, order.lang)
    problem, before = read_version(base)
    changes = changes_of(order, problem)
    after = replan_agenda(
        problem,
        before,
        changes,
        keep=order.keep,
        time_limit=order.time_limit,
        seed=order.seed,
        progress=_teller(task.report),
        cancelled=task.report.is_stopped,
        clock=time.monotonic,
    )
    task.report.check()
    whole = with_added(problem, changes)
    _require_rules(whole, after)
    broken = check_replan(problem, before, changes, after)
    if broken:
        raise AbbinaError(f"the new agenda breaks a rule: {broken[0].rule}; please report this problem")
    moves = compare_agendas(before, after)
    price = {"kept": moves.kept, "moved": moves.moved, "dropped": moves.dropped, "new": moves.new}
    return only(
        {
            "agenda_id": order.agenda_id,
            "base_version": order.expected_version,
            "problem": problem_document(whole),
            "agenda": agenda_document(after),
            "price": {**price, "score_before": before.score, "score_after": after.score},
            "notices": notices_document(whole, before, after, lang),
            **figures_of(after),
        }
    )


def changes_of(order: ReplanOrder, problem: Problem) -> Changes:
    """What happened, with the pairs that the organiser locked in the agenda; raises RefusedFile for unknown ids."""
    locked = {frozenset(pair): pair for pair in (*order.locked, *locked_pairs(problem))}
    document = {
        "now": order.now,
        "gone": list(order.gone),
        "late": [{"party": one.party, "until": one.until} for one in order.late],
        "locked": [list(pair) for pair in locked.values()],
    }
    return changes_from_document(document, problem, Faults("changes"))


def base_version(tx: Transaction, programme_id: str, agenda_id: str, expected_version: int) -> AgendaVersion:
    """The current document of an agenda that is still of the expected version; raises Conflict, NotStored."""
    agenda = get_agenda(tx, programme_id, agenda_id)
    if agenda.version != expected_version:
        raise Conflict("agendas", expected=expected_version, found=agenda.version)
    return get_agenda_version(tx, programme_id, agenda_id, agenda.current_version)


def figures_of(agenda: Agenda) -> Document:
    """What an agenda comes to."""
    return {
        "status": agenda.status,
        "score": agenda.score,
        "objective": agenda.objective,
        "bound": agenda.bound,
        "gap": agenda.gap,
        "n_meetings": len(agenda.meetings),
        "n_unmet": len(agenda.unmet),
    }


def _preferences(world: StoredWorld) -> list[Preference]:
    """What parties said, and what the organiser decided in place of what the company said, unless that was a no."""
    source = Provenance(file="preferences")
    said = [
        Preference(party=one.party_id, about=one.other_id, wish=Wish(one.wish.value), note=one.reason, source=source)
        for one in world.preferences
    ]
    known = {(one.party, one.about): one for one in said}
    for wish, pairs in ((Wish.MUST, world.locked), (Wish.NO, world.vetoed)):
        for company, counterpart in sorted(pairs):
            said_before = known.get((company, counterpart))
            if said_before is None or said_before.wish is not Wish.NO:
                known[(company, counterpart)] = Preference(party=company, about=counterpart, wish=wish, source=source)
    return list(known.values())


def _teller(report: Report) -> Callable[[Standing], None]:
    """What tells a report each stage of the solver."""

    def tell(standing: Standing) -> None:
        report.tell(STAGES.get(standing.stage, STAGES["pairs"]), standing.stage)

    return tell


def _require_rules(problem: Problem, agenda: Agenda) -> None:
    broken = check_agenda(problem, agenda)
    if broken:
        raise AbbinaError(f"the agenda breaks a rule: {broken[0].rule}; please report this problem")
