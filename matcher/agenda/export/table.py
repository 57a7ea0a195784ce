"""An agenda as CSV: one row for each party and each of its engagements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from matcher.agenda.export.clock import Clock, make_clock
from matcher.agenda.export.views import AgendaView, Change, Entry, Who
from matcher.export.safe_text import neutralise

COLUMNS = (
    *("party_id", "party", "party_kind", "date", "start", "end", "timezone", "type", "group_id"),
    *("with_ids", "with", "venue", "table", "change"),
)


def render_table(view: AgendaView) -> str:
    """CSV with LF line ends, by party and then by time; the cancelled ones of a party follow its engagements.

    Start and end are ISO 8601 with the offset of the time zone. `type` is `meeting` or `group`; a group has no table.
    Several parties are joined by "; ". `change` is empty where there was no agenda before, else one of the values of
    `Change`. No field is run as a formula. The words are codes, the same in every language.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    clock = make_clock(view.timezone, "en")
    for party in view.parties:
        for entry in (*party.entries, *party.cancelled):
            writer.writerow([neutralise(field) for field in _fields(view, party.who, entry, clock)])
    return buffer.getvalue()


def _fields(view: AgendaView, who: Who, entry: Entry, clock: Clock) -> Iterator[str]:
    others = entry.others(who.id)
    yield from (who.id, who.name, who.kind)
    yield entry.start.date().isoformat()
    yield from (clock.aware(moment).isoformat() for moment in (entry.start, entry.end))
    yield from (view.timezone, "group" if entry.group else "meeting", entry.group)
    yield "; ".join(other.id for other in others)
    yield "; ".join(other.name for other in others)
    yield from (entry.venue, "" if entry.table is None else str(entry.table))
    yield _change(view, entry)


def _change(view: AgendaView, entry: Entry) -> str:
    return entry.change.value if view.is_replan or entry.change is not Change.NONE else ""
