"""The demo programme in a store, with its lists, its agenda and somebody for each role."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from matcher.errors import AbbinaError
from matcher.store import Role, Store, Transaction, memberships, users
from matcher.store.agendas import publish_agenda
from matcher.store.events import save_event
from matcher.store.jobs import ask_for_job, get_job
from matcher.store.parties import every_profile
from matcher.store.programmes import save_programme
from matcher.store.rows import Document
from matcher.subjects import ImportSubject
from matcher.suggestions import Side
from service.demo import COMPANIES, COUNTERPARTS, HISTORY, PAST, demo_folder
from service.demo_agenda import EVENT, PREFERENCES
from service.event_text import read_event_text
from service.importing import import_now, known_parties, read_table
from service.jobs import Tools, Worker
from service.jobs.kinds import SHORTLIST, SOLVE

PROGRAMME, EVENT_ID, AGENDA = "demo", "days", "main"
LANG = "it"
LIST_LANGS = {Side.STARTUPS: LANG, Side.COUNTERPARTS: "en"}
"""In which language each side reads why it should meet whom."""

FILES = (
    (COMPANIES, ImportSubject.STARTUPS),
    (COUNTERPARTS, ImportSubject.COUNTERPARTS),
    (PAST, ImportSubject.EARLIER),
    (HISTORY, ImportSubject.HISTORY),
    (PREFERENCES, ImportSubject.PREFERENCES),
)
"""What is imported, in this order: wishes and the past name parties that are there."""

PEOPLE = {
    Role.ORGANISER: "Olivia Orlandi",
    Role.STARTUP: "Sara Santini",
    Role.COUNTERPART: "Chris Carter",
    Role.EVALUATOR: "Elena Esposito",
    Role.VIEWER: "Vito Villa",
    Role.ADMINISTRATOR: "Ada Amato",
}
"""Who is in the demo, by role. They have no passwords: nobody can log in as one of them but in a demo."""


def email_of(role: Role) -> str:
    """The address of the demo's person of a role."""
    return f"{role}@demo.example"


def fill_demo(store: Store, tools: Tools, *, now: datetime.datetime, tell: Callable[[str], None]) -> None:
    """Fill an empty store with the demo programme, as an organiser would; `tell` hears what is being done.

    Raises:
        AbbinaError: a job failed, or the demo data are missing from this installation.
    """
    folder = demo_folder()
    event = read_event_text((folder / EVENT).read_text(encoding="utf-8"))
    name, timezone = event.pop("name"), event.pop("timezone")
    with store.writing() as tx:
        accounts = _add_accounts(tx, now)
        by = accounts[Role.ORGANISER]
        save_programme(tx, PROGRAMME, name=name, settings={"lang": LANG}, expected_version=0, now=now)
    tell("importing")
    for file, subject in FILES:
        with store.reading() as tx:
            known = known_parties(tx, PROGRAMME)
        reading = read_table(folder / file, subject, known, lenient=True)
        import_now(store, PROGRAMME, file, reading, imported_by=by, now=now)
    with store.writing() as tx:
        save_event(tx, PROGRAMME, EVENT_ID, name=name, timezone=timezone, plan=event, expected_version=0, now=now)
        _add_members(tx, accounts, now)
    worker = Worker(store=store, tools=tools)
    for side in Side:
        tell(f"shortlists of the {side}")
        _do(store, worker, SHORTLIST, {"side": side.value, "lang": LIST_LANGS[side]}, by, now)
    tell("agenda")
    solved = _do(store, worker, SOLVE, {"event_id": EVENT_ID, "agenda_id": AGENDA}, by, now)
    version = solved["version"]
    with store.writing() as tx:
        publish_agenda(tx, PROGRAMME, AGENDA, version, expected_version=version)


def _add_accounts(tx: Transaction, now: datetime.datetime) -> dict[Role, str]:
    """An account for each role; returns their ids."""
    return {
        role: users.add_user(
            tx,
            email=email_of(role),
            name=name,
            lang="en" if role is Role.COUNTERPART else LANG,
            password_hash=None,
            is_administrator=role is Role.ADMINISTRATOR,
            now=now,
        ).id
        for role, name in PEOPLE.items()
    }


def _add_members(tx: Transaction, accounts: Mapping[Role, str], now: datetime.datetime) -> None:
    """A membership for each account; participants speak for the first company and counterpart."""
    first = {
        Role.STARTUP: every_profile(tx, PROGRAMME, Side.STARTUPS)[0].id,
        Role.COUNTERPART: every_profile(tx, PROGRAMME, Side.COUNTERPARTS)[0].id,
    }
    for role, user_id in accounts.items():
        party_id = first.get(role)
        memberships.save_membership(tx, PROGRAMME, user_id, role=role, party_id=party_id, expected_version=0, now=now)


def _do(store: Store, worker: Worker, kind: str, payload: Document, by: str, now: datetime.datetime) -> Document:
    """The result of a job that is asked for and done at once."""
    with store.writing() as tx:
        asked = ask_for_job(tx, PROGRAMME, kind, payload, asked_by=by, now=now)
    worker.run_until_idle()
    with store.reading() as tx:
        job = get_job(tx, PROGRAMME, asked.id)
    if job.result is None:
        raise AbbinaError(f"the demo could not be made: {job.error}")
    return job.result
