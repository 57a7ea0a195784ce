"""The reasons in an agenda, which are written in English with ids, in the words of a language and with names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from matcher.agenda.export.views import AgendaView
from matcher.export.safe_text import clean
from matcher.language import Messages

_SEPARATOR = re.compile(r"(; |\. (?=Cannot be met|These |To fix it|Dropping any))")

_CLAUSES = {
    "partners": r"of its (?P<n>\d+) partners, (?P<rest>.+)",
    "conflict_one": r"Cannot be met: (?P<rest>.+)",
    "conflict_many": r"These (?P<n>\d+) wishes cannot be met together: (?P<rest>.+)",
    "fix_one": r"To fix it, drop it, or change who is there, the tables or the limits",
    "fix_many": r"Dropping any one of them fixes it, or .+ for those they name",
    "must_impossible": r"(?P<party>.+) and (?P<other>.+) must meet \((?P<rest>.+)\)",
    "must": r"(?P<party>.+) and (?P<other>.+) must meet",
    "least_of": r"(?P<party>.+) has at least (?P<n>\d+) of at most (?P<most>\d+) meetings",
    "least": r"(?P<party>.+) has at least (?P<n>\d+) meetings \(it can have (?P<most>\d+)\)",
    "full": r"(?P<party>.+) is full: (?P<n>\d+) of (?P<most>\d+) meetings",
    "full_plain": r"(?P<party>.+) is full",
    "busy": r"no common free slot: of (?P<n>\d+) that suit both, one or the other is busy in each",
    "no_table": r"no free table in their common free slots",
    "cost": r"would cost more than it is worth: idle slots, or meetings that are kept",
    "day_full": r"(?P<party>.+) has reached max_per_day on each day with a common free slot",
    "way": r"no time for the way between venues in their common free slots",
    "order": r"their common free slots break a limit of the day or an order that is asked for",
    "nobody": r"none of its listed partners can meet it",
    "most": r"it can have (?P<n>\d+) at most: its slots, limits and partners allow no more",
    "all_met": r"all of its (?P<n>\d+) partners that can meet it do",
    "floor": r"its best partners are wanted by others, or no common slot is left",
    "by_hand": r"changed by hand",
    "has_gone": r"(?P<party>.+) has gone",
    "lower_floor": r"a lower floor can be met",
    "group": r"group (?P<group>.+) is not held: too few guests can come at its times, or meetings are worth more",
    "venue": r"no venue has a table",
    "common": r"no common slot",
    "fixed": r"not both there in their fixed slot (?P<slot>.+)",
    "none_allowed": r"(?P<party>.+) may have no meeting",
    "forbidden": r"forbidden",
    "more": r"and (?P<n>\d+) more",
    "named": r"(?P<party>[^:]+): (?P<rest>.+)",
}
"""What a clause may be, in the order in which it is tried; `rest` is a clause itself, `party` and `other` are ids."""

_PATTERNS = {key: re.compile(clause) for key, clause in _CLAUSES.items()}


def reason_reader(view: AgendaView, messages: Messages) -> Callable[[str], str]:
    """What puts a reason into words, with the names of the parties of `view`.

    A clause that is none of those that abbina writes, as in an agenda from elsewhere, stays as it is.
    """
    names = {one.who.id: one.who.name for one in view.parties}

    def read(why: str) -> str:
        # Every second piece is a separator, and no clause.
        pieces = _SEPARATOR.split(clean(why))
        return "".join(piece if number % 2 else _clause(piece, names, messages) for number, piece in enumerate(pieces))

    return read


def _clause(text: str, names: Mapping[str, str], messages: Messages) -> str:
    for key, pattern in _PATTERNS.items():
        found = pattern.fullmatch(text)
        if found and all(found[role] in names for role in ("party", "other") if role in pattern.groupindex):
            values = {
                role: clean(names[one]) if role in ("party", "other") else one
                for role, one in found.groupdict().items()
            }
            if "rest" in values:
                values["rest"] = _clause(values["rest"], names, messages)
            return messages.text(f"agenda_reason.{key}", values)
    return text
