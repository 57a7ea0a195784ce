"""Advice on an event in words, and as JSON."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterator

from babel.numbers import format_decimal

from matcher.agenda.advice import Advice, Gain, Resource
from matcher.agenda.export.clock import Clock, make_clock
from matcher.agenda.problem import Problem
from matcher.language import Messages

MOST_PARTIES = 20
"""Parties without their minimum that are told one by one."""


def advice_lines(problem: Problem, advice: Advice, messages: Messages) -> tuple[str, ...]:
    """What an organiser should know, line by line; names of parties where the problem has them."""
    return tuple(_lines(problem, advice, messages))


def advice_json(advice: Advice) -> str:
    """The whole of it as JSON, with the same keys as `Advice`; ends with a new line."""
    return json.dumps(dataclasses.asdict(advice), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _lines(problem: Problem, advice: Advice, messages: Messages) -> Iterator[str]:
    def line(key: str, **values: object) -> str:
        return messages.text(f"advice.{key}", values)

    yield line(
        "room",
        slots=advice.n_slots,
        tables=advice.n_tables,
        meetings=advice.n_meetings,
        value=format_decimal(advice.value, "0.0", messages.lang),
    )
    if any(party.min_meetings for party in problem.parties):
        yield line("minimums_missed", missing=advice.missing) if advice.shortages else line("minimums_met")
        yield line("tables_for_minimums", tables=advice.tables_for_minimums)
        if advice.slots_for_minimums is not None:
            yield line("slots_for_minimums", slots=advice.slots_for_minimums)
    yield line("tables_enough", tables=advice.tables_enough)
    names = {party.id: party.name or party.id for party in problem.parties}
    for shortage in advice.shortages[:MOST_PARTIES]:
        name = names[shortage.party]
        yield line(shortage.cause, name=name, possible=shortage.possible, wanted=shortage.wanted)
    if len(advice.shortages) > MOST_PARTIES:
        yield f"… +{len(advice.shortages) - MOST_PARTIES}"
    clock = make_clock(problem.event.timezone, messages.lang)
    if thin := _thin(problem, advice, clock):
        yield line("thin", slots=thin)
    if not advice.binding:
        yield line("nothing")
        return
    yield line("gains")
    for gain in advice.binding:
        yield f"  {_gain(gain, clock, messages)}"


def _thin(problem: Problem, advice: Advice, clock: Clock) -> str:
    """The slots in which tables stay empty, day by day, each with how many of its tables can be taken."""
    starts = {slot.id: slot.start for slot in problem.slots}
    days: dict[datetime.date, list[str]] = {}
    for use in advice.slots:
        if use.at_once < use.tables:
            start = starts[use.slot]
            days.setdefault(start.date(), []).append(f"{clock.time(start)} ({use.at_once}/{use.tables})")
    return "; ".join(f"{clock.short_day(day)}: {', '.join(slots)}" for day, slots in days.items())


def _gain(gain: Gain, clock: Clock, messages: Messages) -> str:
    is_slot = gain.resource is Resource.SLOT
    where = clock.short_day(datetime.date.fromisoformat(gain.where)) if is_slot else gain.where
    what = messages.text(f"advice_resource.{gain.resource}", {"where": where})
    values = {"what": what, "value": format_decimal(gain.value, "0.00", messages.lang), "found": gain.found}
    return messages.text("advice.gain_found" if gain.found else "advice.gain", values)
