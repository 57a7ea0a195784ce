"""AGENDA.json to an `Agenda`."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from matcher.agenda.files.document import load_document
from matcher.agenda.files.faults import Faults
from matcher.agenda.files.fields import Fields
from matcher.agenda.files.problem_file import read_entries
from matcher.agenda.plan import Agenda, GroupSession, Meeting, Unmet, Unscheduled

Noun = TypeVar("Noun")

STATUSES = ("optimal", "feasible", "infeasible")
BOUND_SOURCES = ("flow", "lp", "cp-sat")
RULES = ("min_meetings", "must", "fairness_floor", "min_guests")
KEYS = (
    *("status", "score", "objective", "bound", "gap", "bound_source", "seed", "seconds"),
    *("meetings", "groups", "unmet", "unscheduled", "gone"),
)


def read_agenda(path: Path) -> Agenda:
    """The agenda in a file, its entries in the order of the file.

    Only its form is looked at: whether it keeps the rules of a problem is the checker's question.

    Raises:
        UnreadableFile: The file cannot be opened or is no JSON.
        RefusedFile: It is no agenda; every fault of the file is told, with its JSON path.
    """
    faults = Faults(path.name)
    document = load_document(path, faults)
    return agenda_from_document(document, faults)


def agenda_from_document(document: object, faults: Faults) -> Agenda:
    """The agenda that a JSON document tells; `faults` may hold some already. Raises as `read_agenda`."""
    fields = Fields(document, "", KEYS, faults)
    agenda = Agenda(
        status=fields.word("status", STATUSES),
        score=fields.number("score"),
        objective=fields.number("objective"),
        bound=fields.number("bound"),
        gap=fields.optional_number("gap"),
        bound_source=fields.word("bound_source", BOUND_SOURCES),
        seed=fields.whole("seed", 0, 2**63),
        seconds=fields.number("seconds", 0),
        meetings=_all(read_entries(fields.entries("meetings", required=True), "meetings", _meeting, faults)),
        groups=_all(read_entries(fields.entries("groups"), "groups", _session, faults)),
        unmet=_all(read_entries(fields.entries("unmet"), "unmet", _unmet, faults)),
        unscheduled=_all(read_entries(fields.entries("unscheduled"), "unscheduled", _unscheduled, faults)),
        gone=fields.identifiers("gone"),
    )
    faults.refuse()
    return agenda


def _all(entries: list[tuple[str, Noun]]) -> tuple[Noun, ...]:
    return tuple(noun for _, noun in entries)


def _meeting(found: object, place: str, faults: Faults) -> Meeting:
    fields = Fields(found, place, ("a", "b", "slot", "venue", "table"), faults)
    return Meeting(
        a=fields.identifier("a"),
        b=fields.identifier("b"),
        slot=fields.identifier("slot"),
        venue=fields.identifier("venue"),
        table=fields.whole("table"),
    )


def _session(found: object, place: str, faults: Faults) -> GroupSession:
    fields = Fields(found, place, ("id", "slot", "guests"), faults)
    return GroupSession(
        id=fields.identifier("id"),
        slot=fields.identifier("slot"),
        guests=fields.identifiers("guests", required=True),
    )


def _unmet(found: object, place: str, faults: Faults) -> Unmet:
    fields = Fields(found, place, ("party", "rule", "wanted", "got", "why"), faults)
    return Unmet(
        party=fields.identifier("party"),
        rule=fields.word("rule", RULES),
        wanted=fields.number("wanted"),
        got=fields.number("got"),
        why=fields.text("why"),
    )


def _unscheduled(found: object, place: str, faults: Faults) -> Unscheduled:
    fields = Fields(found, place, ("a", "b", "why"), faults)
    return Unscheduled(a=fields.identifier("a"), b=fields.identifier("b"), why=fields.text("why"))
