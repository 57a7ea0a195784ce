"""What is printed of an agenda on the day: re-plans to choose from, stand-ins, what no-shows leave."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from babel.numbers import format_decimal, format_percent

from matcher.agenda.day import INSIDE, Overbooking, PartyOutlook, Robustness, Standby
from matcher.agenda.plan import Meeting
from matcher.agenda.problem import Problem
from matcher.agenda.solver import Choice
from matcher.language import load_messages

MOST_PARTIES = 10
"""Parties at risk that are printed one by one."""


def curve_lines(choices: Sequence[Choice], lang: str) -> str:
    """One line for each re-plan: what it adds to the one before, how many meetings change for it, how to get it."""
    messages = load_messages(lang)
    stands = choices[0]
    values = {"n": len(stands.agenda.meetings), "value": _number(stands.agenda.objective, lang)}
    lines = [messages.text("curve.stands", values)]
    for before, one in itertools.pairwise(choices):
        more = one.changed - before.changed
        key = "free" if one.changed == 0 else "one" if more == 1 else "many"
        values = {
            "gain": _number(one.agenda.objective - before.agenda.objective, lang),
            "more": more,
            "moved": one.moved,
            "dropped": one.dropped,
            "new": one.new,
            "value": _number(one.agenda.objective, lang),
            "gap": "–" if one.agenda.gap is None else format_percent(one.agenda.gap, "0.00%", lang),
            "keep": f"{one.keep:g}",
        }
        lines.append(messages.text(f"curve.{key}", values))
    if len(choices) == 1:
        lines.append(messages.text("curve.nothing"))
    return "".join(f"{line}\n" for line in lines)


def curve_json(choices: Sequence[Choice]) -> str:
    """The same with every meeting that is not as it was, for whoever has to tell its parties."""
    return _json(
        [
            {
                "keep": one.keep,
                "objective": one.agenda.objective,
                "bound": one.agenda.bound,
                "gap": one.agenda.gap,
                "moved": one.moved,
                "dropped": one.dropped,
                "new": one.new,
                "differences": [
                    {
                        "a": told.a,
                        "b": told.b,
                        "became": told.became.value,
                        "before": _place(told.before),
                        "after": _place(told.after),
                    }
                    for told in one.differences
                ],
            }
            for one in choices
        ]
    )


def names_of(problem: Problem) -> dict[str, str]:
    """The names of the parties by id, on one line; a party without a name is not among them."""
    named = {party.id: " ".join(party.name.split()) for party in problem.parties}
    return {party: name for party, name in named.items() if name}


def standby_rows(found: Sequence[Standby], names: Mapping[str, str], lang: str) -> list[dict[str, object]]:
    """One row for each stand-in, with the names of the three parties, "" for none, and the reason in words."""
    messages = load_messages(lang)
    return [
        {
            **asdict(one),
            "absent_name": names.get(one.absent, ""),
            "party_name": names.get(one.party, ""),
            "stand_in_name": names.get(one.stand_in, ""),
            "why": messages.text(
                f"standby.why_{'best' if one.rank == 1 else 'next'}",
                {"rank": one.rank, "party": _called(one.party, names)},
            ),
        }
        for one in found
    ]


def as_csv(rows: Sequence[dict[str, object]], columns: Sequence[str]) -> str:
    """Rows under a heading; what is None is empty."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def as_json(rows: Sequence[dict[str, object]]) -> str:
    """Rows as a list of objects."""
    return _json(list(rows))


def robustness_lines(
    found: Robustness,
    stand_ins: Sequence[Overbooking],
    booked: Robustness | None,
    names: Mapping[str, str],
    lang: str,
) -> str:
    """What is kept over all, who risks most, and what stand-ins add."""
    messages = load_messages(lang)
    inside = format_percent(INSIDE, "0%", lang)

    def line(key: str, one: object, **values: object) -> str:
        figures = {name: _number(getattr(one, name), lang) for name in ("expected", "low", "high")}
        return messages.text(f"robustness.{key}", {"inside": inside, **figures, **values})

    lines = [
        line("kept", found.kept, all=found.n_meetings),
        line("value", found.kept_value, all=_number(found.value, lang)),
    ]
    if booked is not None:
        gain = booked.kept_value.expected - found.kept_value.expected
        lines.append(line("overbooked", booked.kept_value, n=len(stand_ins), gain=_number(gain, lang)))
    at_risk = sorted((one for one in found.parties if _at_risk(one) > 0), key=lambda one: (-_at_risk(one), one.party))
    if at_risk:
        lines.append(messages.text("robustness.worst"))
        lines += [
            line("party", one.kept, party=_called(one.party, names), all=one.n_meetings)
            for one in at_risk[:MOST_PARTIES]
        ]
    return "".join(f"{line}\n" for line in lines)


def robustness_json(
    found: Robustness, stand_ins: Sequence[Overbooking], booked: Robustness | None, names: Mapping[str, str]
) -> str:
    """Every figure, parties included, the stand-ins where they were asked for, and the names of parties by id."""
    told: dict[str, object] = {"inside": INSIDE, **asdict(found), "names": dict(sorted(names.items()))}
    if booked is not None:
        told["overbooked"] = {"stand_ins": [asdict(one) for one in stand_ins], **asdict(booked)}
    return _json(told)


def _called(party: str, names: Mapping[str, str]) -> str:
    """A party by its name and id, or by its id alone."""
    return f"{names[party]} ({party})" if party in names else party


def _at_risk(one: PartyOutlook) -> float:
    """The share of its meetings that a party should not count on."""
    return 1.0 - one.kept.expected / one.n_meetings if one.n_meetings else 0.0


def _place(meeting: Meeting | None) -> dict[str, object] | None:
    if meeting is None:
        return None
    return {"slot": meeting.slot, "venue": meeting.venue, "table": meeting.table}


def _number(value: float, lang: str) -> str:
    return str(format_decimal(value, "#,##0.###", lang))


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
