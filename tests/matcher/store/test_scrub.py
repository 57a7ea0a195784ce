"""One party is taken out of documents, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.store.privacy.scrub import scrubbed
from matcher.store.privacy.traces import ERASED, Traces, traces_of

TEXT = "We make sails for cargo ships. They need no crew."


@pytest.fixture
def alfa() -> Traces:
    """A party whose id is one that a slot may have."""
    return traces_of("7", ["Alfa Vele Srl", "Alfa Vele", "anna@alfa.example"], [TEXT])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ask ALFA VELE srl, today", f"ask {ERASED}, today"),
        ("Alfa Velenosa is another", "Alfa Velenosa is another"),
        ("write to anna@alfa.example", f"write to {ERASED}"),
        ("“We make sails for cargo ships”", ERASED),
        ("we make sails", "we make sails"),
        ("7", "7"),
        (["Alfa Vele", "Beta"], ["Beta"]),
        ([["Alfa Vele Srl", 3], ["Beta", 4]], [["Beta", 4]]),
        ({"Alfa Vele": 1, "Beta": 2}, {"Beta": 2}),
        ({"name": "Alfa Vele", "n": 1}, {"name": ERASED, "n": 1}),
        ([{"name": "Alfa Vele", "phone": "055"}, {"name": "Beta"}], [{"name": "Beta"}]),
        ([7, None, True, 1.5], [7, None, True, 1.5]),
    ],
)
def test_names_and_quotations_go_wherever_they_stand(alfa: Traces, value: Any, expected: Any) -> None:
    assert scrubbed(value, alfa, "detail") == expected


@pytest.mark.parametrize(
    ("companies", "counterparts", "scores"),
    [(["7", "8"], ["9", "10"], [[0.3, 0.4]]), (["8", "9"], ["7", "10"], [[0.2], [0.4]])],
)
def test_scores_of_others_stay_beside_whom_they_are_of(
    alfa: Traces, companies: list[str], counterparts: list[str], scores: list[list[float]]
) -> None:
    matrix = {"companies": companies, "counterparts": counterparts, "scores": [[0.1, 0.2], [0.3, 0.4]]}
    run = {"matrix": matrix, "fitting": [{"party": "7", "n": 1}, {"party": "8", "n": 7}]}
    left = {
        "companies": [name for name in companies if name != "7"],
        "counterparts": [name for name in counterparts if name != "7"],
        "scores": scores,
    }
    assert scrubbed(run, alfa, "extra") == {"matrix": left, "fitting": [{"party": "8", "n": 7}]}


def test_an_id_that_a_slot_may_have_goes_only_where_parties_are_named(alfa: Traces) -> None:
    agenda = {
        "slots": [{"id": "7"}, {"id": "8"}],
        "parties": [{"id": "7"}, {"id": "9"}],
        "forbidden": [["7", "9"], ["9", "10"]],
        "groups": [{"id": "7", "host": "9", "guests": {"7": 0.5, "9": 0.1}, "slots": ["7"]}],
        "meetings": [{"a": "7", "b": "9", "slot": "8"}, {"a": "10", "b": "9", "slot": "7"}],
        "unmet": [{"party": "7", "why": "7 of 9"}],
        "locked": [["7", "9"]],
        "matrix": {"7": {"9": 0.1}, "10": {"9": 0.2}},
    }
    assert scrubbed(agenda, alfa, "agenda") == {
        "slots": [{"id": "7"}, {"id": "8"}],
        "parties": [{"id": "9"}],
        "forbidden": [["9", "10"]],
        "groups": [{"id": "7", "host": "9", "guests": {"9": 0.1}, "slots": ["7"]}],
        "meetings": [{"a": "10", "b": "9", "slot": "7"}],
        "unmet": [],
        "locked": [],
        "matrix": {"10": {"9": 0.2}},
    }


def test_an_id_that_tells_goes_from_every_text() -> None:
    traces = traces_of("alfa-vele-srl", [], [])
    assert scrubbed("moved alfa-vele-srl to slot 3", traces, "note") == f"moved {ERASED} to slot 3"
    assert scrubbed("moved alfa-vele-srl-2 to slot 3", traces, "note") == "moved alfa-vele-srl-2 to slot 3"


def test_what_is_given_stays_as_it_is(alfa: Traces) -> None:
    given = {"guests": ["7", "9"]}
    scrubbed(given, alfa, "plan")
    assert given == {"guests": ["7", "9"]}


def test_a_party_without_names_leaves_texts_alone() -> None:
    assert scrubbed("anything", traces_of("1", [], []), "note") == "anything"


def test_the_same_words_in_the_profile_of_another_are_its_own(alfa: Traces) -> None:
    assert scrubbed(TEXT, alfa.of_names(), "profile") == TEXT
    assert scrubbed("like Alfa Vele", alfa.of_names(), "profile") == f"like {ERASED}"
