"""Expands the compact event source of the demo to the field names of an agenda problem, without any pair."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from typing import Any


def expand_event(
    source: Mapping[str, Any], companies: Sequence[tuple[str, str]], counterparts: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """The event as a JSON object.

    Args:
        source: The parsed `event.toml`.
        companies: (id, kind) of every company, in order.
        counterparts: (id, kind) of every counterpart, in order.

    Returns:
        An object with the keys event, slots, breaks, venues, travel, parties, forbidden, groups, preferences and
        objective; parties are the companies and then the counterparts.
    """
    slots = _slots(source)
    order = [slot["id"] for slot in slots]
    parties = [_party(source, source["companies"], order, party, kind) for party, kind in companies]
    parties += [_party(source, source["counterparts"], order, party, kind) for party, kind in counterparts]
    return {
        "event": {"name": source["name"], "timezone": source["timezone"]},
        "slots": slots,
        "breaks": source["breaks"],
        "venues": source["venues"],
        "travel": source["travel"],
        "parties": parties,
        "forbidden": source["forbidden"],
        "groups": source["groups"],
        "preferences": source["preferences"],
        "objective": source["objective"],
    }


def _slots(source: Mapping[str, Any]) -> list[dict[str, str]]:
    """One slot per start time, numbered within its day."""
    length = datetime.timedelta(minutes=source["slot_minutes"])
    slots = []
    for day, plan in source["days"].items():
        for number, clock in enumerate(plan["starts"], start=1):
            start = datetime.datetime.fromisoformat(f"{plan['date']}T{clock}")
            times = {
                "start": start.isoformat(timespec="minutes"),
                "end": (start + length).isoformat(timespec="minutes"),
            }
            slots.append({"id": f"{day}s{number:02d}", **times})
    return slots


def _party(
    source: Mapping[str, Any], caps: Mapping[str, int], order: Sequence[str], party: str, kind: str
) -> dict[str, Any]:
    """One party with its slots, its caps and its fixed venue, if any."""
    return {
        "id": party,
        "kind": kind,
        "available": _available(source, order, party),
        **caps,
        "venue": source["fixed_venue"].get(party),
        "weight": 1.0,
    }


def _available(source: Mapping[str, Any], order: Sequence[str], party: str) -> list[str]:
    """The slots of the parts in which the party is there; all slots when nothing is said about it."""
    parts = source["available"].get(party)
    if parts is None:
        return list(order)
    present: set[str] = set()
    for part in parts:
        first, last = source["parts"][part]
        present.update(order[order.index(first) : order.index(last) + 1])
    return [slot for slot in order if slot in present]


def render_event(event: Mapping[str, Any]) -> str:
    """The event as JSON text with one list element per line, so that a change shows as a small difference."""
    blocks = []
    for key, value in event.items():
        if isinstance(value, list) and value:
            lines = ",\n  ".join(json.dumps(element, ensure_ascii=False) for element in value)
            blocks.append(f'"{key}": [\n  {lines}\n]')
        else:
            blocks.append(f'"{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(blocks) + "\n}\n"
