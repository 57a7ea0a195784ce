"""The CSV of an agenda, read back."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace

from matcher.agenda.export.building import build_view
from matcher.agenda.export.table import COLUMNS, render_table
from matcher.agenda.export.views import AgendaView
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem

HOUR = datetime.timedelta(hours=1)


def rows(view: AgendaView) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_table(view))))


def test_each_party_has_a_row_for_each_engagement(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    found = rows(view)
    assert len(found) == sum(len(entry.parties) for entry in view.entries) == 13
    assert found[0] == {
        "party_id": "corp",
        "party": "corp",
        "party_kind": "corporate",
        "date": "2026-10-05",
        "start": "2026-10-05T09:00:00-07:00",
        "end": "2026-10-05T09:30:00-07:00",
        "timezone": "America/Los_Angeles",
        "type": "meeting",
        "group_id": "",
        "with_ids": "st-3",
        "with": "st-3",
        "venue": "campus",
        "table": "1",
        "change": "",
    }
    host = found[1]
    assert (host["type"], host["group_id"], host["with_ids"], host["table"]) == ("group", "visit", "st-1; st-3", "")


def test_a_replan_names_what_changed(problem: Problem, agenda: Agenda) -> None:
    after = replace(agenda, meetings=(replace(agenda.meetings[0], table=2), *agenda.meetings[1:4]))
    changes = {(row["party_id"], row["with_ids"]): row["change"] for row in rows(build_view(problem, after, [agenda]))}
    assert changes["st-1", "inv-1"] == changes["inv-1", "st-1"] == "moved"
    assert changes["corp", "st-3"] == "cancelled"
    assert changes["st-1", "inv-2"] == "none"


def test_nothing_is_run_as_a_formula(problem: Problem, agenda: Agenda) -> None:
    parties = tuple(replace(party, name="=HYPERLINK(1)" if party.id == "st-1" else "") for party in problem.parties)
    text = render_table(build_view(replace(problem, parties=parties), agenda))
    assert ",=" not in text
    assert ",'=HYPERLINK(1)," in text


def test_an_agenda_without_meetings_is_its_header(problem: Problem, agenda: Agenda) -> None:
    text = render_table(build_view(problem, replace(agenda, meetings=(), groups=())))
    assert text == ",".join(COLUMNS) + "\n"


def test_on_the_day_when_the_clock_is_put_back_times_have_their_own_offsets(problem: Problem, agenda: Agenda) -> None:
    night = datetime.datetime(2026, 11, 1, 0, 30)
    moved = tuple(
        replace(slot, start=night + number * HOUR, end=night + number * HOUR + HOUR / 2)
        for number, slot in enumerate(problem.slots)
    )
    found = {row["start"] for row in rows(build_view(replace(problem, slots=moved), agenda))}
    assert {"2026-11-01T00:30:00-07:00", "2026-11-01T01:30:00-07:00", "2026-11-01T02:30:00-08:00"} <= found
