"""What a problem's file may say, and the line that each mistake gives."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from matcher.agenda.files import Faults, problem_from_document
from matcher.agenda.problem import Problem
from matcher.errors import DataWarning, RefusedFile

Document = dict[str, Any]
Change = Callable[[Document], object]


def read(document: object) -> Problem:
    return problem_from_document(document, Faults("P.json"))


def faults(document: object) -> list[str]:
    """The lines of the refusal without the name of the file."""
    with pytest.raises(RefusedFile) as refusal:
        read(document)
    return [line.removeprefix("P.json: ") for line in refusal.value.faults]


def at(path: str, value: object) -> Change:
    """A change that puts a value at a path such as `parties[0].kind`."""
    *steps, last = path.replace("[", ".").replace("]", "").split(".")

    def change(document: Document) -> None:
        found: Any = document
        for step in steps:
            found = found[int(step)] if step.isdecimal() else found[step]
        found[int(last) if last.isdecimal() else last] = value

    return change


def appended(key: str, value: object) -> Change:
    return lambda document: document[key].append(value)


def removed(key: str) -> Change:
    return lambda document: document.pop(key)


def test_what_may_be_left_out_has_its_default(document: Document) -> None:
    bare = {
        "event": document["event"],
        "slots": document["slots"],
        "venues": document["venues"],
        "parties": [{"id": "a", "kind": "startup"}, {"id": "b", "kind": "sme"}],
        "pairs": [{"a": "a", "b": "b", "score": 1}],
    }
    problem = read(bare)
    party, pair = problem.parties[0], problem.pairs[0]

    assert (party.available, party.min_meetings, party.max_meetings, party.max_per_day) == (None, 0, None, None)
    assert (party.venue, party.table, party.weight, party.name) == (None, None, 1.0, "")
    assert (pair.score, pair.must, pair.slot) == (1.0, False, None)
    assert (problem.travel, problem.forbidden, problem.groups, problem.precedences) == ((), (), (), ())
    assert (problem.objective.idle_penalty, problem.objective.fairness_floor) == (0.0, 0.0)


@pytest.mark.parametrize("key", ["available", "min_meetings", "max_meetings", "max_per_day", "venue", "weight", "name"])
def test_null_is_the_same_as_left_out(document: Document, key: str) -> None:
    document["parties"][5].pop(key, None)
    left_out = read(document)
    document["parties"][5][key] = None
    assert read(document) == left_out


def test_slots_are_in_time_order_whatever_the_order_of_the_file(document: Document) -> None:
    expected = read(document)
    document["slots"].reverse()
    document["parties"][2]["available"].reverse()
    assert read(document) == expected
    assert [slot.id for slot in expected.slots] == ["d1s1", "d1s2", "d1s3", "d1s4", "d2s1", "d2s2", "d2s3"]
    assert expected.slots[4].day == datetime.date(2026, 10, 6)


def test_parties_of_any_kinds_may_be_a_pair(document: Document) -> None:
    assert {"a": "st-2", "b": "st-3"}.items() <= document["pairs"][5].items()
    assert read(document).pairs[5].b == "st-3"


CASES = {
    "missing key": (removed("pairs"), "pairs: this key is missing; give it a value"),
    "unknown key": (
        at("parties[3].max_meting", 3),
        'parties[3].max_meting: this key is not known; did you mean "max_meetings"?',
    ),
    "far key": (
        at("event.colour", "red"),
        "event.colour: this key is not known; the keys here are name, timezone",
    ),
    "odd key": (at("event.a b", "red"), 'event."a b": this key is not known; the keys here are name, timezone'),
    "no list": (at("pairs", {}), "pairs: {} is not a list; put the entries in [ ]"),
    "no object": (
        appended("venues", "campus"),
        'venues[2]: "campus" is not an object; give one with the keys id, tables',
    ),
    "no slots": (at("travel", 3), "travel: 3 is not a list; put the entries in [ ]"),
    "id a number": (
        appended("venues", {"id": 7, "tables": 1}),
        "venues[2].id: 7 is not an id; give 1 to 500 printable characters without space at either end",
    ),
    "id with space": (
        appended("venues", {"id": "x ", "tables": 1}),
        'venues[2].id: "x " is not an id; give 1 to 500 printable characters without space at either end',
    ),
    "tables": (at("venues[0].tables", -1), "venues[0].tables: -1 is not a whole number from 0 to 100000"),
    "half a table": (at("venues[0].tables", 1.5), "venues[0].tables: 1.5 is not a whole number from 0 to 100000"),
    "true tables": (at("venues[0].tables", True), "venues[0].tables: true is not a whole number from 0 to 100000"),
    "negative score": (at("pairs[1].score", -0.1), "pairs[1].score: -0.1 is not a number from 0 to 1e+09"),
    "NaN": (at("pairs[1].score", float("nan")), "pairs[1].score: NaN is not a number from 0 to 1e+09"),
    "huge": (at("pairs[1].score", 10**400), "pairs[1].score: 1"),
    "score as text": (at("pairs[1].score", "0,5"), 'pairs[1].score: "0,5" is not a number from 0 to 1e+09'),
    "must": (at("pairs[1].must", "yes"), 'pairs[1].must: "yes" is not true or false'),
    "weight 0": (at("parties[3].weight", 0), "parties[3].weight: 0 is not a number above 0, at most 1e+09"),
    "kind": (
        at("parties[3].kind", "inverstor"),
        'parties[3].kind: "inverstor" is not one of startup, sme, investor, mentor, corporate, university, ',
    ),
    "day limit": (at("parties[3].max_per_day", -2), "parties[3].max_per_day: -2 is not a whole number from 0 to"),
    "min above max": (
        at("parties[1].min_meetings", 3),
        "parties[1].min_meetings: 3 is more than max_meetings, 2; change one of them",
    ),
    "unknown slot": (
        at("parties[2].available[0]", "d1s9"),
        'parties[2].available[0]: there is no slot "d1s9"; did you mean "d1s',
    ),
    "slot twice": (
        at("parties[2].available[0]", "d1s2"),
        'parties[2].available[1]: "d1s2" is listed twice; keep one of the two',
    ),
    "table without venue": (
        at("parties[0].table", 1),
        "parties[0].table: a table is one of a venue, and there are several; give the party a venue too",
    ),
    "table too high": (
        at("parties[3].table", 3),
        'parties[3].table: venue "hub" has tables 1 to 2, not 3; give one of these',
    ),
    "duplicate party": (
        appended("parties", {"id": "st-1", "kind": "sme"}),
        'parties[6].id: "st-1" is taken by another entry; give each its own id',
    ),
    "unknown party": (at("pairs[1].b", "inv-9"), 'pairs[1].b: there is no party "inv-9"; did you mean "inv-'),
    "pair with itself": (at("pairs[1].b", "st-1"), 'pairs[1]: "st-1" cannot meet itself; name two parties'),
    "pair twice": (
        appended("pairs", {"a": "corp", "b": "st-3", "score": 1}),
        'pairs[6]: the pair "corp" and "st-3" is listed already at pairs[4]; keep one of the two',
    ),
    "fixed slot unknown": (
        at("pairs[3].slot", "noon"),
        'pairs[3].slot: there is no slot "noon"; add it or correct the id',
    ),
    "fixed slot not available": (
        at("pairs[4].slot", "d1s4"),
        'pairs[4].slot: party "st-3" is not available in slot "d1s4"; choose another slot or make it available',
    ),
    "forbidden alone": (
        at("forbidden[0]", ["st-1"]),
        'forbidden[0]: ["st-1"] is not two different parties; give ["one", "other"]',
    ),
    "forbidden unknown": (at("forbidden[0][1]", "nobody"), 'forbidden[0][1]: there is no party "nobody"'),
    "way to itself": (
        at("travel[0].between", ["hub", "hub"]),
        'travel[0].between: ["hub", "hub"] is not a list of two different ids',
    ),
    "way twice": (
        appended("travel", {"between": ["campus", "hub"], "slots": 2}),
        'travel[1].between: the way between "campus" and "hub" is given twice; keep one of the two',
    ),
    "way to nowhere": (at("travel[0].between", ["hub", "moon"]), 'travel[0].between[1]: there is no venue "moon"'),
    "host as guest": (
        at("groups[0].guests.corp", 1),
        'groups[0].guests: "corp" is the host; a host is no guest of its own session',
    ),
    "guest score": (at("groups[0].guests.st-1", -1), 'groups[0].guests."st-1": -1 is not a number from 0 to 1e+09'),
    "guests as list": (
        at("groups[0].guests", ["st-1"]),
        'groups[0].guests: ["st-1"] is not an object with guests; give the score of each: {"st-01": 0.6}',
    ),
    "unknown guest": (at("groups[0].guests.nobody", 1), 'groups[0].guests: there is no party "nobody"'),
    "guests min above max": (
        at("groups[0].min_guests", 3),
        "groups[0].min_guests: 3 is more than max_guests, 2; change one of them",
    ),
    "group too long": (
        at("groups[0].length", 4),
        'groups[0].slots[0]: from slot "d2s1" its day has 3 slots, fewer than length 4; start earlier',
    ),
    "no zone": (
        at("event.timezone", ""),
        'event.timezone: "" is not a time zone; give an IANA name such as Europe/Rome',
    ),
    "objective": (
        at("objective", []),
        "objective: [] is not an object; give one with the keys idle_penalty, fairness_floor",
    ),
    "floor": (at("objective.fairness_floor", 1.1), "objective.fairness_floor: 1.1 is not a number from 0 to 1"),
    "precedence unlisted": (
        at("precedences[0].after", ["st-1", "corp"]),
        'precedences[0].after: the pair "st-1" and "corp" is not in pairs; list it or drop the precedence',
    ),
    "precedence of itself": (
        at("precedences[0].after", ["inv-1", "st-1"]),
        "precedences[0]: before and after name the same pair; name two",
    ),
    "slot twice the same id": (
        at("slots[6].id", "d2s2"),
        'slots[6].id: "d2s2" is taken by another entry; give each its own id',
    ),
}


@pytest.mark.parametrize(("change", "message"), CASES.values(), ids=CASES.keys())
def test_a_mistake_is_one_line_with_its_place(document: Document, change: Change, message: str) -> None:
    change(document)
    (line,) = faults(document)
    assert line.startswith(message)


def test_a_must_that_is_forbidden_is_refused(document: Document) -> None:
    document["forbidden"].append(["inv-1", "st-1"])
    with pytest.warns(DataWarning, match="1 of the pairs are also forbidden"):
        assert faults(document) == [
            'pairs[0].must: the pair "st-1" and "inv-1" must meet and is forbidden; drop one of the two'
        ]


def test_a_listed_pair_that_is_forbidden_is_a_warning(document: Document) -> None:
    document["forbidden"].append(["inv-2", "st-1"])
    with pytest.warns(
        DataWarning, match=r"P.json: 1 of the pairs are also forbidden and do not meet \(first: pairs\[1\]"
    ):
        assert len(read(document).pairs) == 6


def test_a_group_that_names_too_few_guests_is_a_warning(document: Document) -> None:
    document["groups"][0]["guests"] = {"st-1": 0.6}
    with pytest.warns(DataWarning, match='group "visit" asks for 2 guests and names 1: it cannot be held'):
        read(document)


@pytest.mark.parametrize("key", ["slots", "venues"])
def test_an_event_needs_slots_and_venues(document: Document, key: str) -> None:
    document[key] = []
    assert f"{key}: the list is empty; an agenda needs at least one entry here" in faults(document)


def test_all_mistakes_are_told_at_once(document: Document) -> None:
    changes = [change for name, (change, _) in CASES.items() if name in ("tables", "kind", "floor", "pair twice")]
    for change in changes:
        change(document)
    assert [line.split(":")[0] for line in faults(document)] == [
        "objective.fairness_floor",
        "venues[0].tables",
        "parties[3].kind",
        "pairs[6]",
    ]


def test_the_message_of_a_refusal_counts_what_it_does_not_tell(document: Document) -> None:
    document["pairs"] = [{"a": "x", "b": "y", "score": -1} for _ in range(60)]
    with pytest.raises(RefusedFile) as refusal:
        read(document)
    lines = str(refusal.value).splitlines()
    assert lines[0] == f"P.json has {len(refusal.value.faults)} errors:"
    assert len(lines) == 102
    assert lines[-1] == f"and {len(refusal.value.faults) - 100} more"


@pytest.mark.parametrize(
    ("word", "hint"),
    [("inverstor", 'tech_transfer_centre; did you mean "investor"?'), ("bank", "tech_transfer_centre")],
)
def test_the_nearest_word_is_suggested_if_one_is_near(document: Document, word: str, hint: str) -> None:
    document["parties"][3]["kind"] = word
    assert [line.endswith(hint) for line in faults(document)] == [True]


@pytest.mark.parametrize("found", [None, [], "problem", 3])
def test_something_else_than_an_object_is_refused(found: object) -> None:
    assert len(faults(found)) >= 1
