"""Slots on a real calendar: order, overlaps, and the hours that daylight saving skips or repeats."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.agenda.files import Faults, problem_from_document
from matcher.errors import DataWarning, RefusedFile

Times = list[tuple[str, str]]


def document(times: Times, timezone: str = "Europe/Rome") -> dict[str, Any]:
    return {
        "event": {"name": "e", "timezone": timezone},
        "slots": [{"id": f"s{row}", "start": start, "end": end} for row, (start, end) in enumerate(times)],
        "venues": [{"id": "hub", "tables": 1}],
        "parties": [],
        "pairs": [],
    }


def faults(times: Times, timezone: str = "Europe/Rome") -> list[str]:
    with pytest.raises(RefusedFile) as refusal:
        problem_from_document(document(times, timezone), Faults("P.json"))
    return [line.removeprefix("P.json: ") for line in refusal.value.faults]


def test_slots_may_touch_and_differ_in_length() -> None:
    times = [("2026-10-05T09:00", "2026-10-05T09:20"), ("2026-10-05T09:20", "2026-10-05T10:30:30")]
    assert len(problem_from_document(document(times), Faults("P.json")).slots) == 2


def test_a_slot_may_run_past_midnight_and_belongs_to_the_day_of_its_start() -> None:
    (slot,) = problem_from_document(document([("2026-10-05T23:40", "2026-10-06T00:10")]), Faults("P.json")).slots
    assert slot.day.isoformat() == "2026-10-05"


def test_a_slot_that_ends_before_it_starts_is_refused() -> None:
    assert faults([("2026-10-05T09:00", "2026-10-05T09:00")]) == [
        "slots[0].end: 2026-10-05T09:00:00 is not after the start; correct one of them"
    ]


def test_overlaps_are_found_whatever_the_order() -> None:
    times = [
        ("2026-10-05T10:00", "2026-10-05T10:20"),
        ("2026-10-05T09:00", "2026-10-05T11:00"),
        ("2026-10-05T10:30", "2026-10-05T10:40"),
    ]
    assert [line.split(";")[0] for line in faults(times)] == [
        'slots[0]: slot "s0" begins at 2026-10-05T10:00:00, while "s1" lasts until 2026-10-05T11:00:00',
        'slots[2]: slot "s2" begins at 2026-10-05T10:30:00, while "s1" lasts until 2026-10-05T11:00:00',
    ]


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-05",
        "2026-10-05T09:00Z",
        "2026-10-05T09:00+02:00",
        "5/10/2026 9:00",
        "2026-10-05 09:00",
        "20261005T0900",
    ],
)
def test_only_local_times_in_full_are_read(written: str) -> None:
    assert faults([(written, "2026-10-05T19:00")]) == [
        f'slots[0].start: "{written}" is not a local time without offset; write it as 2026-10-05T09:00'
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [("2026-02-30T09:00", "a moment of the calendar"), ("0026-10-05T09:00", "in one of the years 1970 to 2200")],
)
def test_a_day_that_is_on_no_calendar_is_refused(written: str, message: str) -> None:
    (line,) = faults([(written, "2026-10-05T19:00")])
    assert line.startswith(f'slots[0].start: "{written}" is not {message}')


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    # In Rome the clock went from 02:00 to 03:00 on 29 March 2026; in California it did so on 8 March.
    (line,) = faults([("2026-03-29T01:40", "2026-03-29T02:10")])
    assert line.startswith("slots[0].end: 2026-03-29T02:10:00 does not exist in Europe/Rome: the clock is put forward")


def test_an_hour_that_comes_twice_is_a_warning() -> None:
    # In California the clock goes back from 02:00 to 01:00 on 1 November 2026.
    times = [("2026-11-01T00:50", "2026-11-01T01:10")]
    with pytest.warns(DataWarning, match=r"slots\[0\].end: 2026-11-01T01:10:00 comes twice in America/Los_Angeles"):
        problem_from_document(document(times, "America/Los_Angeles"), Faults("P.json"))


@pytest.mark.parametrize(
    ("timezone", "hint"),
    [
        ("Europe/Roma", '; did you mean "Europe/Rome"?'),
        ("../../etc/passwd", "; give an IANA name such as Europe/Rome"),
        ("America", "; "),
        ("a\x00b", "; "),
    ],
)
def test_a_time_zone_that_does_not_exist_is_refused(timezone: str, hint: str) -> None:
    (line,) = faults([("2026-10-05T09:00", "2026-10-05T10:00")], timezone)
    assert line.startswith("event.timezone: ")
    assert f" is not a time zone{hint}" in line
