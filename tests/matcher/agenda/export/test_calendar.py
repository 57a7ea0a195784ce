"""The calendar of an agenda, read back by icalendar."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import replace
from typing import Any

import icalendar
import pytest

from matcher.agenda.export.building import build_view, only_party
from matcher.agenda.export.calendar import render_calendar, uid_of
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Event, Problem, Slot


def events(content: bytes) -> dict[str, Any]:
    """The events by summary."""
    calendar = icalendar.Calendar.from_ical(content)
    found = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


def moved(agenda: Agenda) -> Agenda:
    """The first meeting later, the last no more."""
    first, *between, _ = agenda.meetings
    return replace(agenda, meetings=(replace(first, slot="d1s2"), *between))


def test_every_engagement_is_one_event_with_place_and_time(problem: Problem, agenda: Agenda) -> None:
    found = events(render_calendar(build_view(problem, agenda), "en"))
    assert len(found) == 6
    meeting = found["st-1 ↔ inv-1"]
    start = datetime.datetime(2026, 10, 5, 9, tzinfo=zoneinfo.ZoneInfo("America/Los_Angeles"))
    assert meeting.start == start
    assert meeting.start.utcoffset() == datetime.timedelta(hours=-7)
    assert meeting.end == start + datetime.timedelta(minutes=30)
    assert meeting["location"] == "hub, table 1"
    assert (meeting["status"], meeting["sequence"]) == ("CONFIRMED", 0)
    assert meeting["dtstart"].params["TZID"] == "America/Los_Angeles"
    session = found["visit: corp receives 2 guests"]
    assert session.duration == datetime.timedelta(minutes=90)
    assert "st-3 (SME)" in session["description"]


def test_the_zone_has_its_daylight_saving(problem: Problem, agenda: Agenda) -> None:
    calendar = icalendar.Calendar.from_ical(render_calendar(build_view(problem, agenda), "en"))
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "America/Los_Angeles"
    assert {str(part["tzname"]) for part in zone.subcomponents} == {"PDT", "PST"}
    shifts = {(part.TZOFFSETFROM, part.TZOFFSETTO) for part in zone.subcomponents}
    assert {part.name for part in zone.subcomponents} == {"DAYLIGHT", "STANDARD"}
    hours = datetime.timedelta(hours=1)
    assert {(-8 * hours, -7 * hours), (-7 * hours, -8 * hours)} <= shifts


def test_an_event_over_the_end_of_daylight_saving_keeps_its_local_hours(problem: Problem, agenda: Agenda) -> None:
    days = {1: datetime.date(2026, 10, 31), 2: datetime.date(2026, 11, 1)}
    slots = tuple(
        replace(
            slot,
            start=datetime.datetime.combine(days[int(slot.id[1])], slot.start.time()),
            end=datetime.datetime.combine(days[int(slot.id[1])], slot.end.time()),
        )
        for slot in problem.slots
    )
    found = events(render_calendar(build_view(replace(problem, slots=slots), agenda), "en"))
    before, after = found["st-1 ↔ inv-1"].start, found["visit: corp receives 2 guests"].start
    assert (before.hour, after.hour) == (9, 9)
    assert after.timestamp() - before.timestamp() == 25 * 3600


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "Europe/Rome", "Pacific/Chatham"])
def test_any_zone_is_read_back_as_the_same_instant(problem: Problem, agenda: Agenda, zone: str) -> None:
    elsewhere = replace(problem, event=Event(name="Fiera", timezone=zone))
    meeting = events(render_calendar(build_view(elsewhere, agenda), "it"))["st-1 ↔ inv-1"]
    expected = datetime.datetime(2026, 10, 5, 9, tzinfo=zoneinfo.ZoneInfo(zone))
    assert meeting.start.timestamp() == expected.timestamp()


def test_one_party_has_its_engagements_named_by_whom_it_meets(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    english = events(render_calendar(view, "en", party="st-1"))
    assert set(english) == {"Meeting with inv-1", "Meeting with inv-2", "visit: session with corp"}
    italian = render_calendar(view, "it", party="corp")
    assert set(events(italian)) == {"Incontro con st-3", "visit: sessione con 2 ospiti"}
    assert events(italian)["Incontro con st-3"]["location"] == "campus, tavolo 1"
    assert render_calendar(only_party(view, "corp"), "it", party="corp") == italian


def test_a_replan_keeps_the_name_counts_up_and_cancels(problem: Problem, agenda: Agenda) -> None:
    old = events(render_calendar(build_view(problem, agenda), "it"))
    new = events(render_calendar(build_view(problem, moved(agenda), [agenda]), "it"))
    assert new["st-1 ↔ inv-1"]["uid"] == old["st-1 ↔ inv-1"]["uid"]
    assert new["st-1 ↔ inv-1"].start - old["st-1 ↔ inv-1"].start == datetime.timedelta(hours=1)
    assert new["st-1 ↔ inv-1"]["sequence"] == 1
    assert new["st-2 ↔ inv-1"]["sequence"] == 0
    cancelled = new["ANNULLATO: st-3 ↔ corp"]
    assert (cancelled["status"], cancelled["sequence"]) == ("CANCELLED", 1)
    assert cancelled["uid"] == old["st-3 ↔ corp"]["uid"]
    assert cancelled.start == old["st-3 ↔ corp"].start


def test_a_second_replan_counts_further(problem: Problem, agenda: Agenda) -> None:
    third = events(render_calendar(build_view(problem, agenda, [agenda, moved(agenda)]), "en"))
    assert third["st-1 ↔ inv-1"]["sequence"] == 2
    assert (third["st-3 ↔ corp"]["status"], third["st-3 ↔ corp"]["sequence"]) == ("CONFIRMED", 2)


def test_a_guest_who_no_longer_comes_has_the_session_cancelled(problem: Problem, agenda: Agenda) -> None:
    after = replace(agenda, groups=(replace(agenda.groups[0], guests=("st-1", "st-2")),))
    view = build_view(problem, after, [agenda])
    assert events(render_calendar(view, "en", party="st-3"))["CANCELLED: visit: session with corp"]["sequence"] == 1
    assert "visit: session with corp" in events(render_calendar(view, "en", party="st-1"))


def test_the_name_of_a_meeting_does_not_depend_on_time_or_order(problem: Problem, agenda: Agenda) -> None:
    uids = [
        {str(event["uid"]) for event in events(render_calendar(build_view(problem, one), "en")).values()}
        for one in (agenda, replace(agenda, meetings=tuple(replace(m, a=m.b, b=m.a) for m in agenda.meetings)))
    ]
    assert uids[0] == uids[1]
    assert uid_of("Fiera 2026", "k") != uid_of("Fiera 2027", "k")


def test_the_stamp_is_the_first_slot_and_the_bytes_are_the_same_again(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    content = render_calendar(view, "it")
    assert content == render_calendar(view, "it")
    assert {event["dtstamp"].dt for event in events(content).values()} == {
        datetime.datetime(2026, 10, 5, 16, tzinfo=datetime.UTC)
    }


def test_long_and_odd_names_are_folded_and_escaped(problem: Problem, agenda: Agenda) -> None:
    name = "Società; «Perù, Città» \\ " + "è" * 100 + "\r\nBEGIN:VEVENT"
    parties = tuple(replace(party, name=name if party.id == "st-1" else "") for party in problem.parties)
    content = render_calendar(build_view(replace(problem, parties=parties), agenda), "it", party="inv-1")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert any("Perù, Città» \\ " in summary for summary in events(content))
    assert len(events(content)) == 2


def test_no_meetings_is_an_empty_calendar(problem: Problem, agenda: Agenda) -> None:
    empty = replace(agenda, meetings=(), groups=())
    assert events(render_calendar(build_view(problem, empty), "it")) == {}


def test_slots_of_the_problem_set_the_times(problem: Problem, agenda: Agenda) -> None:
    late = Slot(id="d1s1", start=datetime.datetime(2026, 10, 5, 8), end=datetime.datetime(2026, 10, 5, 8, 15))
    view = build_view(replace(problem, slots=(late, *problem.slots[1:])), agenda)
    assert events(render_calendar(view, "en"))["st-1 ↔ inv-1"].duration == datetime.timedelta(minutes=15)
