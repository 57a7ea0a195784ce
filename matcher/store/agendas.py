"""Agendas of an event: every version is kept, one may be published, and any can be made the current one again.

`version` counts changes of any kind and guards them. Documents are numbered on their own, one after the other; numbers
from before the first release may have holes, as publishing took one too.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from matcher.agenda.plan import Meeting
from matcher.errors import DataError
from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.rows import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAgenda:
    """An agenda; `current_version` is its newest document, `published_version` what participants see, if anything."""

    programme_id: str
    id: str
    event_id: str
    name: str
    current_version: int
    published_version: int | None
    version: int
    created_at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaVersion:
    """One document: `problem` and `agenda` are the JSON objects of docs/agenda-files.md, the agenda solves the problem.

    `copy_of` is the version that a rollback brought back, None for others.
    """

    programme_id: str
    agenda_id: str
    version: int
    problem: Document = field(repr=False)
    agenda: Document = field(repr=False)
    note: str
    copy_of: int | None
    saved_by: str
    saved_at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMeeting:
    """A meeting in the published version of an agenda."""

    agenda_id: str
    event_id: str
    meeting: Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedAgenda:
    """Names what participants see of an agenda: as long as all of this is the same, so is the document."""

    programme_id: str
    agenda_id: str
    event_id: str
    created_at: datetime.datetime
    version: int
    erasures: int


def save_agenda(
    tx: Transaction,
    programme_id: str,
    agenda_id: str,
    *,
    event_id: str,
    name: str,
    problem: Document,
    agenda: Document,
    note: str = "",
    saved_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Store a new agenda (`expected_version` 0) or a new version of one; returns the number of the document.

    Raises:
        Conflict: another version is stored.
        NotStored: a version was expected and there is none.
        MissingReference: there is no such event, or a party that meets is not in the programme.
        DataError: a meeting lacks a party, its slot, venue or table.
    """
    number = _next_number(tx, programme_id, agenda_id)
    values = {"event_id": event_id, "name": name, "current_version": number}
    new = {"published_version": None, "created_at": now}
    rows.put(tx, tables.agendas, _key(programme_id, agenda_id), values, expected_version, new)
    kept = {
        "programme_id": programme_id,
        "agenda_id": agenda_id,
        "version": number,
        "problem": problem,
        "agenda": agenda,
        "note": note,
        "copy_of": None,
        "saved_by": saved_by,
        "saved_at": now,
    }
    _keep(tx, kept)
    return number


def roll_back_agenda(
    tx: Transaction,
    programme_id: str,
    agenda_id: str,
    to_version: int,
    *,
    saved_by: str,
    expected_version: int,
    now: datetime.datetime,
) -> int:
    """Make an earlier document the current one again, as a new version; returns the number of the new document.

    Raises:
        Conflict: another version is stored.
        NotStored: there is no such agenda or no such document.
    """
    old = rows.get(tx, tables.agenda_versions, _version_key(programme_id, agenda_id, to_version))
    number = _next_number(tx, programme_id, agenda_id)
    values = {"current_version": number}
    rows.put(tx, tables.agendas, _key(programme_id, agenda_id), values, expected_version, {})
    _keep(tx, {**old, "version": number, "copy_of": to_version, "saved_by": saved_by, "saved_at": now})
    return number


def publish_agenda(
    tx: Transaction, programme_id: str, agenda_id: str, document_version: int | None, *, expected_version: int
) -> int:
    """Let participants see a document, or none (None); returns the agenda's version.

    Raises:
        Conflict: another version is stored.
        NotStored: there is no such agenda or no such document.
    """
    if document_version is not None:
        rows.get(tx, tables.agenda_versions, _version_key(programme_id, agenda_id, document_version))
    values = {"published_version": document_version}
    return rows.put(tx, tables.agendas, _key(programme_id, agenda_id), values, expected_version, {})


def get_agenda(tx: Transaction, programme_id: str, agenda_id: str) -> StoredAgenda:
    """The agenda without its documents; raises NotStored."""
    return StoredAgenda(**rows.get(tx, tables.agendas, _key(programme_id, agenda_id)))


def list_agendas(tx: Transaction, programme_id: str, *, event_id: str | None = None) -> list[StoredAgenda]:
    """The agendas of one event or of all, by id."""
    key = {"programme_id": programme_id} | ({} if event_id is None else {"event_id": event_id})
    return [StoredAgenda(**row) for row in rows.listed(tx, tables.agendas, key, by=["id"])]


def get_agenda_version(tx: Transaction, programme_id: str, agenda_id: str, document_version: int) -> AgendaVersion:
    """One document of an agenda; raises NotStored."""
    key = _version_key(programme_id, agenda_id, document_version)
    return AgendaVersion(**rows.get(tx, tables.agenda_versions, key))


def list_agenda_versions(tx: Transaction, programme_id: str, agenda_id: str) -> list[AgendaVersion]:
    """Every document of an agenda, the first one first."""
    key = {"programme_id": programme_id, "agenda_id": agenda_id}
    return [AgendaVersion(**row) for row in rows.listed(tx, tables.agenda_versions, key, by=["version"])]


def earlier_version(tx: Transaction, programme_id: str, agenda_id: str, version: int) -> int | None:
    """The number of the document before this one, None for the first."""
    versions = tables.agenda_versions
    one = rows.matches(versions, {"programme_id": programme_id, "agenda_id": agenda_id})
    found = tx.execute(select(func.max(versions.c.version)).where(one, versions.c.version < version)).scalar_one()
    return None if found is None else int(found)


def delete_agenda(tx: Transaction, programme_id: str, agenda_id: str, *, expected_version: int) -> None:
    """Delete an agenda with all its documents; raises Conflict, NotStored."""
    rows.remove_version(tx, tables.agendas, _key(programme_id, agenda_id), expected_version)


def published_meetings(tx: Transaction, programme_id: str, *, party_id: str | None = None) -> list[PublishedMeeting]:
    """The meetings that participants may see, of one party or of all, by agenda, slot and pair."""
    meetings, agendas = tables.meetings, tables.agendas
    of_party = [] if party_id is None else [or_(meetings.c.a == party_id, meetings.c.b == party_id)]
    same = and_(
        agendas.c.programme_id == meetings.c.programme_id,
        agendas.c.id == meetings.c.agenda_id,
        agendas.c.published_version == meetings.c.version,
    )
    statement = (
        select(meetings, agendas.c.event_id)
        .join(agendas, same)
        .where(meetings.c.programme_id == programme_id, *of_party)
        .order_by(meetings.c.agenda_id, meetings.c.slot, meetings.c.a, meetings.c.b)
    )
    return [_published(dict(row)) for row in tx.execute(statement).mappings()]


def list_published(tx: Transaction, programme_id: str) -> list[PublishedAgenda]:
    """The agendas of which participants see a version, by id, without their documents."""
    return [PublishedAgenda(**row) for row in tx.execute(_PUBLISHED, {"programme": programme_id}).mappings()]


_ERASED = select(func.count()).where(tables.erasures.c.programme_id == tables.agendas.c.programme_id).scalar_subquery()
_PUBLISHED = (
    select(
        tables.agendas.c.programme_id,
        tables.agendas.c.id.label("agenda_id"),
        tables.agendas.c.event_id,
        tables.agendas.c.created_at,
        tables.agendas.c.published_version.label("version"),
        _ERASED.label("erasures"),
    )
    .where(tables.agendas.c.programme_id == bindparam("programme"), tables.agendas.c.published_version.is_not(None))
    .order_by(tables.agendas.c.id)
)


def _next_number(tx: Transaction, programme_id: str, agenda_id: str) -> int:
    """The number of the document that is saved next; of two that save at once, the agenda's version refuses one."""
    found = rows.find(tx, tables.agendas, _key(programme_id, agenda_id))
    return 1 if found is None else int(found["current_version"]) + 1


def _keep(tx: Transaction, version: rows.Values) -> None:
    """A document, and its meetings as rows by which a party finds its own."""
    rows.add(tx, tables.agenda_versions, version)
    key = {name: version[name] for name in ("programme_id", "agenda_id", "version")}
    rows.add(tx, tables.meetings, *({**key, **_meeting(each)} for each in version["agenda"].get("meetings", [])))


def _meeting(entry: Document) -> rows.Values:
    try:
        kept: dict[str, Any] = {name: entry[name] for name in ("a", "b", "slot", "venue")}
        return {**kept, "table_number": entry["table"]}
    except KeyError as err:
        raise DataError(f"a meeting of the agenda lacks {err}: check the agenda before it is stored") from None


def _published(row: rows.Values) -> PublishedMeeting:
    meeting = Meeting(a=row["a"], b=row["b"], slot=row["slot"], venue=row["venue"], table=row["table_number"])
    return PublishedMeeting(agenda_id=row["agenda_id"], event_id=row["event_id"], meeting=meeting)


def _key(programme_id: str, agenda_id: str) -> rows.Key:
    return {"programme_id": programme_id, "id": agenda_id}


def _version_key(programme_id: str, agenda_id: str, version: int) -> rows.Key:
    return {"programme_id": programme_id, "agenda_id": agenda_id, "version": version}
