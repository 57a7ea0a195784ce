"""`docs/agenda-events.md`: its example is an event, and its tables name every key and nothing else."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import numpy as np

from matcher.agenda.files import Faults
from matcher.agenda.programme.days import DAY_KEYS
from matcher.agenda.programme.event_file import (
    KEYS,
    LIMIT_KEYS,
    PARTY_KEYS,
    TRAVEL_KEYS,
    VISIT_KEYS,
    event_from_document,
)
from matcher.agenda.programme.event_plan import Listing
from matcher.agenda.programme.listing import ENOUGH
from matcher.agenda.programme.presence import MIDDAY, read_presence
from matcher.agenda.programme.scores import SAID_YES
from matcher.importers.headers import load_synonyms
from matcher.importers.vocabulary import find_wish, fold
from matcher.reciprocity import mutual_logit
from models.ranking import sigmoid

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "agenda-events.md").read_text(encoding="utf-8")
EVENT = re.findall(r"^```toml\n(.*?)^```", TEXT, flags=re.MULTILINE | re.DOTALL)[0]


def section(name: str) -> str:
    return TEXT.split(f"## {name}\n")[1].split("\n## ")[0]


def named_keys() -> set[str]:
    """The paths in the first column of the table of the event; `.b` after `a[].x` stands for `a[].b`."""
    found = set()
    for first in re.findall(r"^\| (`[a-z][^|]*) \|", section("The event"), flags=re.MULTILINE):
        parent = ""
        for key in re.findall(r"`([^`]+)`", first):
            path = f"{parent}{key}" if key.startswith(".") else key
            parent = path.rpartition(".")[0]
            found.add(path)
    return found


def test_the_example_is_an_event_of_two_days() -> None:
    plan = event_from_document(tomllib.loads(EVENT), Faults("event.toml"))
    assert len({slot.day for slot in plan.slots}) == 2
    assert len(plan.visits) == 1


def test_the_table_names_every_key_of_an_event() -> None:
    nested = {
        *(f"days[].{key}" for key in DAY_KEYS),
        *(f"venues[].{key}" for key in ("id", "tables")),
        *(f"travel[].{key}" for key in TRAVEL_KEYS),
        *(f"limits.….{key}" for key in LIMIT_KEYS),
        *(f"parties[].{key}" for key in PARTY_KEYS),
        *(f"visits[].{key}" for key in VISIT_KEYS),
        *(f"objective.{key}" for key in ("idle_penalty", "fairness_floor")),
        "listing.least_score",
    }
    lists = {"days", "venues", "travel", "parties", "objective", "listing"}
    assert named_keys() == (set(KEYS) - lists) | nested


def test_times_of_the_page_are_understood() -> None:
    slots = event_from_document(tomllib.loads(EVENT), Faults("event.toml")).slots
    page = re.sub(r"\s+", " ", section("Times in words"))
    times = re.findall(r"`([^`;]+)`", page)
    assert len(times) > 12
    assert all(read_presence(text, slots) for text in times)


def test_columns_and_wishes_of_the_page_are_understood() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("Preferences"), flags=re.MULTILINE)
    known = load_synonyms("preference")
    names = [name.strip() for first, others in rows for name in (first, *others.split(",")) if name.strip() != "…"]
    assert len(names) > 10
    assert [name for name in names if fold(name) not in known] == []
    words = re.findall(r"\*(must|meet|no)\* \(([^)]+)\)", section("Preferences"))
    assert [find_wish(word) for wish, others in words for word in others.split(", ")] == [
        wish for wish, others in words for _ in others.split(", ")
    ]


def test_the_figures_of_the_page_are_those_of_the_code() -> None:
    assert f"optional, {Listing().least_score} by default" in TEXT
    assert f"below {ENOUGH:.1%}".replace("%", " %") in TEXT
    even = np.log(np.array([0.3 / 0.7]))
    one_side, both = (sigmoid(mutual_logit(even + SAID_YES, even + other))[0] for other in (0.0, SAID_YES))
    assert f"become {one_side:.0%}, and {both:.0%} only".replace("%", " %") in TEXT
    assert f"{MIDDAY:%H:%M}" in section("Times in words")
