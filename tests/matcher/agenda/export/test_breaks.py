"""Breaks are found between slots, stand where people look for them, and free time is told in spans."""

from __future__ import annotations

import datetime
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from matcher.agenda.export.breaks import day_rows, find_breaks, free_spans
from matcher.agenda.export.building import build_view
from matcher.agenda.export.clock import make_clock
from matcher.agenda.export.doors import door_lists
from matcher.agenda.export.pages import render_pages
from matcher.agenda.export.programme import held_text, programme
from matcher.agenda.export.views import AgendaView, Break
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem, Slot
from matcher.language import load_messages

ITALIAN = load_messages("it")
CLOCK = make_clock("Europe/Rome", "it")


def at(clock: str, day: int = 5) -> datetime.datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime.datetime(2026, 10, day, hour, minute)


def slots(*spans: str, day: int = 5) -> list[Slot]:
    pairs = [span.split("-") for span in spans]
    return [Slot(id=f"d{day}s{n}", start=at(a, day), end=at(b, day)) for n, (a, b) in enumerate(pairs)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (slots("9:00-9:20", "9:20-9:40", "9:55-10:15"), ["9:40"]),
        (slots("9:00-9:20", "9:20-9:40", "9:54-10:14"), []),
        (slots("9:00-9:20", "9:35-9:55", "10:10-10:30", "11:30-11:50"), ["10:30"]),
        (slots("9:00-9:30", "10:00-10:30", "11:00-11:30"), []),
        (slots("9:00-12:30", "13:30-17:00"), ["12:30"]),
        ([*slots("9:00-17:00"), *slots("9:00-17:00", day=6)], []),
        ([], []),
    ],
    ids=["15 minutes", "14 minutes", "pauses of 15 and lunch", "pauses alone", "lunch alone", "the night", "no slots"],
)
def test_a_break_is_longer_than_the_pauses_between_slots(given: list[Slot], found: list[str]) -> None:
    assert [each.start for each in find_breaks(given)] == [at(clock) for clock in found]


@pytest.fixture
def view(paused: Problem, agenda: Agenda) -> AgendaView:
    """An agenda with a break on its first day."""
    return build_view(paused, agenda)


PAUSE = Break(start=at("10:30"), end=at("11:30"))


def test_a_day_has_its_break(view: AgendaView) -> None:
    assert [day.breaks for day in view.days] == [(PAUSE,), ()]


def test_a_party_has_the_break_while_it_is_there(view: AgendaView) -> None:
    day = view.days[0]
    rows = {one.who.id: day_rows(day, one) for one in view.parties}
    assert rows["st-1"].index(PAUSE) == 1
    (alone,) = (one for one in view.parties if one.who.id == "st-3")
    assert PAUSE not in day_rows(day, replace(alone, free=()))
    assert day_rows(view.days[0], replace(alone, entries=())) == []


def test_a_session_goes_on_through_a_break(view: AgendaView) -> None:
    day = view.days[0]
    (one,) = (one for one in view.parties if one.who.id == "st-1")
    first = replace(one.entries[0], end=at("11:45"), group="visit")
    assert PAUSE not in day_rows(day, replace(one, entries=(first, *one.entries[1:])))


def test_free_slots_that_follow_one_another_are_one_span(view: AgendaView) -> None:
    day = view.days[0]
    (one,) = (one for one in view.parties if one.who.id == "st-1")
    told = [CLOCK.span(*span) for span in free_spans(day, replace(one, entries=(), free=day.slots))]
    assert told == ["09:00–10:30", "11:30–13:00"]
    assert [CLOCK.span(*span) for span in free_spans(day, replace(one, free=day.slots[::2]))] == [
        "09:00–09:30",
        "11:30–12:00",
    ]


def test_the_programme_and_the_doors_have_the_break(view: AgendaView) -> None:
    (_, rows), _ = programme(view, CLOCK, ITALIAN)
    assert [(row.time, held_text(row, ITALIAN)) for row in rows if row.is_break] == [("10:30–11:30", "Pausa")]
    lists = [rows for _, _, found in door_lists(view, CLOCK, ITALIAN)[:2] for _, rows in found]
    assert [[row.time for row in rows if row.is_break] for rows in lists] == [["10:30–11:30"]] * len(lists)


@pytest.mark.parametrize(("lang", "word"), [("it", "Pausa"), ("en", "Break")])
def test_a_partys_page_shows_the_break(view: AgendaView, lang: str, word: str) -> None:
    told: list[str] = []
    reader = HTMLParser()
    reader.handle_data = lambda data: told.append(data.strip())  # type: ignore[method-assign]  # keeps the texts
    reader.feed(render_pages(view, lang, party="st-1"))
    shown = [text for text in told if text]
    span = make_clock(view.timezone, lang).span(PAUSE.start, PAUSE.end)
    assert shown[shown.index(span) + 1] == word
