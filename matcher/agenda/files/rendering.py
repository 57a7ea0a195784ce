"""Problems, agendas and changes as the text of their files: the same object gives the same bytes.

Each entry of a list has a line of its own, so that two versions of a file can be compared line by line. Keys that the
format lets out, and that say nothing here, are left out where they are extensions of it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from pathlib import Path

from matcher.agenda.plan import Agenda, Changes
from matcher.agenda.problem import Group, Pair, Party, Problem
from matcher.errors import ConfigError
from matcher.whole_file import replace_file

Record = dict[str, object]


def write_text(text: str, path: Path) -> None:
    """Put a rendered file at `path`: the whole of it or nothing; an existing file is replaced.

    Raises:
        ConfigError: The folder does not exist, `path` is a folder, or the system refuses.
    """
    try:
        replace_file(path.resolve(), text.encode("utf-8"))
    except OSError as err:
        raise ConfigError(
            f"cannot write {path}: {err.strerror or err}; give the name of a file in a folder that exists"
        ) from err


def render_problem(problem: Problem) -> str:
    """The text of PROBLEM.json, entries in the order of the problem.

    Raises:
        ValueError: a number is NaN or infinite.
    """
    return _render(
        {
            "event": {"name": problem.event.name, "timezone": problem.event.timezone},
            "slots": [{"id": slot.id, "start": _time(slot.start), "end": _time(slot.end)} for slot in problem.slots],
            "venues": [{"id": venue.id, "tables": venue.tables} for venue in problem.venues],
            "travel": [{"between": list(way.between), "slots": way.slots} for way in problem.travel],
            "parties": [_party(party) for party in problem.parties],
            "pairs": [_pair(pair) for pair in problem.pairs],
            "forbidden": [list(pair) for pair in problem.forbidden],
            "groups": [_group(group) for group in problem.groups],
            "objective": {
                "idle_penalty": problem.objective.idle_penalty,
                "fairness_floor": problem.objective.fairness_floor,
            },
        }
        | _given(precedences=[{"before": list(rule.before), "after": list(rule.after)} for rule in problem.precedences])
    )


def render_agenda(agenda: Agenda) -> str:
    """The text of AGENDA.json, entries in the order of the agenda.

    Raises:
        ValueError: a number is NaN or infinite.
    """
    return _render(
        {
            "status": agenda.status,
            "score": agenda.score,
            "objective": agenda.objective,
            "bound": agenda.bound,
            "gap": agenda.gap,
            "bound_source": agenda.bound_source,
            "seed": agenda.seed,
            "seconds": agenda.seconds,
            "meetings": [
                {"a": one.a, "b": one.b, "slot": one.slot, "venue": one.venue, "table": one.table}
                for one in agenda.meetings
            ],
            "groups": [{"id": one.id, "slot": one.slot, "guests": list(one.guests)} for one in agenda.groups],
            "unmet": [
                {
                    "party": one.party,
                    "rule": one.rule,
                    "wanted": _count(one.wanted),
                    "got": _count(one.got),
                    "why": one.why,
                }
                for one in agenda.unmet
            ],
            "unscheduled": [{"a": one.a, "b": one.b, "why": one.why} for one in agenda.unscheduled],
        }
        | _given(gone=list(agenda.gone))
    )


def render_changes(changes: Changes) -> str:
    """The text of CHANGES.json, entries in the order of the changes.

    Raises:
        ValueError: a number is NaN or infinite.
    """
    return _render(
        {
            "now": changes.now,
            "gone": list(changes.gone),
            "late": [{"party": late.party, "until": late.until} for late in changes.late],
            "added": {
                "parties": [_party(party) for party in changes.added_parties],
                "pairs": [_pair(pair) for pair in changes.added_pairs],
            },
            "locked": [list(pair) for pair in changes.locked],
        }
    )


def _party(party: Party) -> Record:
    return (
        {"id": party.id, "kind": party.kind}
        | _given(name=party.name)
        | {
            "available": None if party.available is None else list(party.available),
            "min_meetings": party.min_meetings,
            "max_meetings": party.max_meetings,
            "max_per_day": party.max_per_day,
            "venue": party.venue,
        }
        | _given(table=party.table)
        | {"weight": party.weight}
    )


def _pair(pair: Pair) -> Record:
    return {"a": pair.a, "b": pair.b, "score": pair.score, "must": pair.must, "slot": pair.slot}


def _group(group: Group) -> Record:
    return {
        "id": group.id,
        "host": group.host,
        "venue": group.venue,
        "guests": dict(group.guests),
        "min_guests": group.min_guests,
        "max_guests": group.max_guests,
        "slots": list(group.slots),
        "length": group.length,
    }


def _given(**members: object) -> Record:
    """The members that say something."""
    return {key: value for key, value in members.items() if value}


def _count(value: float) -> float:
    """A whole number without a decimal point, which is what most wishes count in."""
    return int(value) if value == int(value) else value


def _time(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _render(document: Record) -> str:
    lines = ",\n".join(f"{_line(key)}: {_member(value)}" for key, value in document.items())
    return f"{{\n{lines}\n}}\n"


def _member(value: object) -> str:
    return _rows(value) if isinstance(value, list) and value else _line(value)


def _rows(entries: Iterable[object]) -> str:
    lines = ",\n".join(f"  {_line(entry)}" for entry in entries)
    return f"[\n{lines}\n]"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
