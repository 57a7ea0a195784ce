"""The form of an event: rows for days, venues and ways, into the plan of an event and back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from zoneinfo import available_timezones

ROWS: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "open", "close", "breaks", "slots"),
    "venue": ("id", "tables"),
    "way": ("from", "to", "minutes"),
}
"""Kinds of rows and their fields; a field is sent as `day_date`, once for each row."""
SIDES = ("company", "counterpart")
LIMITS = ("min_meetings", "max_meetings", "max_per_day")
KEPT = ("parties", "visits", "forbidden", "listing", "breaks")
"""What the form does not show and leaves as it is."""
_TIME = re.compile(r"([01]?\d|2[0-3])[:.][0-5]\d")
_SPAN = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d\s*[-–]\s*(?:[01]?\d|2[0-3])[:.][0-5]\d\b.*")

Row = dict[str, str]


class Sent(Protocol):
    """A form that was sent."""

    def get(self, key: str, /) -> Any:
        """One value, None where there is none."""

    def getlist(self, key: str, /) -> Sequence[Any]:
        """All values of a name, in order."""


@dataclass(slots=True, kw_only=True)
class EventForm:
    """What the fields hold, as text; `wrong` are pairs of a wording key and what it names."""

    name: str = ""
    timezone: str = "Europe/Rome"
    slot_minutes: str = "20"
    pause_minutes: str = "5"
    idle_penalty: str = "0.02"
    fairness_floor: str = "50"
    rows: dict[str, list[Row]] = field(default_factory=dict)
    limits: dict[str, str] = field(default_factory=dict)
    wrong: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def empty_form() -> EventForm:
    """A new event: a day from 9 to 17 with a lunch break, and ten tables."""
    day = {"date": "", "open": "09:00", "close": "17:00", "breaks": "12:30-13:30", "slots": ""}
    limits = {"company.min_meetings": "3", "company.max_meetings": "8", "counterpart.max_meetings": "8"}
    return EventForm(rows={"day": [day], "venue": [{"id": "", "tables": "10"}], "way": []}, limits=limits)


def form_of(name: str, timezone: str, plan: Mapping[str, Any]) -> EventForm:
    """The form of a stored event."""
    objective = plan.get("objective", {})
    limits = plan.get("limits", {})
    days = [
        {
            "date": str(day.get("date", "")),
            "open": str(day.get("open", ""))[:5],
            "close": str(day.get("close", ""))[:5],
            "breaks": "; ".join(day.get("breaks", [])),
            "slots": "; ".join(day.get("slots", [])),
        }
        for day in plan.get("days", [])
    ]
    ways = [
        {"from": way["between"][0], "to": way["between"][1], "minutes": str(_minutes(way, plan))}
        for way in plan.get("travel", [])
    ]
    return EventForm(
        name=name,
        timezone=timezone,
        slot_minutes=str(plan.get("slot_minutes", 20)),
        pause_minutes=str(plan.get("pause_minutes", 0)),
        idle_penalty=f"{objective.get('idle_penalty', 0):g}",
        fairness_floor=f"{100 * objective.get('fairness_floor', 0):g}",
        rows={
            "day": days,
            "venue": [{"id": one["id"], "tables": str(one["tables"])} for one in plan.get("venues", [])],
            "way": ways,
        },
        limits={f"{side}.{limit}": str(limits.get(side, {}).get(limit, "")) for side in SIDES for limit in LIMITS},
    )


def read_form(sent: Sent) -> EventForm:
    """The fields as they were sent."""
    rows: dict[str, list[Row]] = {}
    for kind, names in ROWS.items():
        columns = [[str(value)[:500] for value in sent.getlist(f"{kind}_{name}")] for name in names]
        rows[kind] = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
    return EventForm(
        name=_one(sent, "name"),
        timezone=_one(sent, "timezone"),
        slot_minutes=_one(sent, "slot_minutes"),
        pause_minutes=_one(sent, "pause_minutes"),
        idle_penalty=_one(sent, "idle_penalty"),
        fairness_floor=_one(sent, "fairness_floor"),
        rows=rows,
        limits={key: _one(sent, key) for side in SIDES for limit in LIMITS for key in [f"{side}.{limit}"]},
    )


def change_rows(form: EventForm, act: str) -> None:
    """Add a row (`add-day`) or take one out (`drop-day-2`, counted from 0)."""
    verb, _, rest = act.partition("-")
    kind, _, number = rest.partition("-")
    if kind not in ROWS:
        return
    rows = form.rows[kind]
    if verb == "add":
        rows.append(_next_row(kind, rows))
    elif verb == "drop" and number.isdecimal() and int(number) < len(rows):
        del rows[int(number)]


def plan_of(form: EventForm, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The plan that the form tells; what it does not show stays as `stored`. What is wrong is added to the form."""
    reader = _Reader(form)
    plan: dict[str, Any] = {key: stored[key] for key in KEPT if key in stored}
    if not form.name:
        reader.tell("event.wrong.name")
    if form.timezone not in available_timezones():
        reader.tell("event.wrong.timezone", value=form.timezone)
    plan["slot_minutes"] = reader.whole("event.slot_minutes", form.slot_minutes, least=1)
    plan["pause_minutes"] = reader.whole("event.pause_minutes", form.pause_minutes or "0")
    plan["days"] = reader.days()
    plan["venues"] = reader.venues()
    if form.rows["way"]:
        plan["travel"] = reader.ways()
    limits = {kind: one for kind, one in stored.get("limits", {}).items() if kind not in SIDES}
    limits |= {side: found for side in SIDES if (found := reader.limits(side))}
    if limits:
        plan["limits"] = limits
    plan["objective"] = {
        "idle_penalty": reader.number("event.idle_penalty", form.idle_penalty or "0"),
        "fairness_floor": reader.number("event.fairness_floor", form.fairness_floor or "0", most=100) / 100,
    }
    return plan


class _Reader:
    """Reads values, and tells the form what is wrong with them."""

    def __init__(self, form: EventForm) -> None:
        self.form = form

    def tell(self, key: str, **names: str) -> None:
        self.form.wrong.append((key, names))

    def whole(self, label: str, text: str, *, least: int = 0) -> int:
        if not text.isdecimal() or len(text) > 4 or int(text) < least:
            self.tell("event.wrong.whole", field=label, value=text, least=str(least))
            return least
        return int(text)

    def number(self, label: str, text: str, *, most: float = 1000) -> float:
        try:
            found = float(text.replace(",", "."))
        except ValueError:
            found = -1.0
        if not 0 <= found <= most:
            self.tell("event.wrong.number", field=label, value=text, most=f"{most:g}")
            return 0.0
        return found

    def days(self) -> list[dict[str, Any]]:
        found, known = [], set()
        if not self.form.rows["day"]:
            self.tell("event.wrong.no_day")
        for number, row in enumerate(self.form.rows["day"], start=1):
            day: dict[str, Any] = {"date": row["date"]}
            try:
                datetime.date.fromisoformat(row["date"])
            except ValueError:
                self.tell("event.wrong.date", n=str(number))
            if row["date"] in known:
                self.tell("event.wrong.date_twice", n=str(number))
            known.add(row["date"])
            if row["slots"].strip():
                day["slots"] = _parts(row["slots"])
            else:
                day |= self._hours(row, number)
            found.append(day)
        return found

    def _hours(self, row: Row, number: int) -> dict[str, Any]:
        hours: dict[str, Any] = {"open": row["open"], "close": row["close"]}
        if not (_TIME.fullmatch(row["open"]) and _TIME.fullmatch(row["close"])):
            self.tell("event.wrong.hours", n=str(number))
        elif row["open"].rjust(5, "0") >= row["close"].rjust(5, "0"):
            self.tell("event.wrong.order", n=str(number))
        breaks = _parts(row["breaks"])
        for one in breaks:
            if not _SPAN.fullmatch(one):
                self.tell("event.wrong.break", n=str(number), value=one)
        return hours | ({"breaks": breaks} if breaks else {})

    def venues(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        if not self.form.rows["venue"]:
            self.tell("event.wrong.no_venue")
        for number, row in enumerate(self.form.rows["venue"], start=1):
            name = row["id"].strip()
            if not name:
                self.tell("event.wrong.venue", n=str(number))
            elif any(one["id"] == name for one in found):
                self.tell("event.wrong.venue_twice", value=name)
            found.append({"id": name, "tables": self.whole("event.tables", row["tables"])})
        return found

    def ways(self) -> list[dict[str, Any]]:
        known = {row["id"].strip() for row in self.form.rows["venue"]}
        found = []
        for number, row in enumerate(self.form.rows["way"], start=1):
            if row["from"] == row["to"] or not {row["from"], row["to"]} <= known:
                self.tell("event.wrong.way", n=str(number))
            found.append({"between": [row["from"], row["to"]], "minutes": self.whole("event.minutes", row["minutes"])})
        return found

    def limits(self, side: str) -> dict[str, int]:
        texts = {limit: self.form.limits[f"{side}.{limit}"] for limit in LIMITS}
        found = {limit: self.whole(f"event.{limit}", text) for limit, text in texts.items() if text}
        if found.get("min_meetings", 0) > found.get("max_meetings", 10_000):
            self.tell("event.wrong.limits", side=f"event.side.{side}")
        return found


def _one(sent: Sent, key: str) -> str:
    return str(sent.get(key) or "")[:200].strip()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _minutes(way: Mapping[str, Any], plan: Mapping[str, Any]) -> int:
    """The minutes of a way, also of one that is told in slots."""
    if "minutes" in way:
        return int(way["minutes"])
    rhythm = int(plan.get("slot_minutes", 20)) + int(plan.get("pause_minutes", 0))
    return int(way.get("slots", 0)) * rhythm


def _next_row(kind: str, rows: Sequence[Row]) -> Row:
    """A new row; a day is the day after the last one, with its hours."""
    if kind != "day" or not rows:
        return dict.fromkeys(ROWS[kind], "") | ({"open": "09:00", "close": "17:00"} if kind == "day" else {})
    last = rows[-1]
    try:
        date = (datetime.date.fromisoformat(last["date"]) + datetime.timedelta(days=1)).isoformat()
    except ValueError:
        date = ""
    return last | {"date": date, "slots": ""}
