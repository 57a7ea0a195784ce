"""What readers would say, told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from matcher.explain.judgements import PARTS, judgement_shares, parts_told_apart
from matcher.features import compute_features
from matcher.features.judgement import COLUMNS
from matcher.language import load_messages
from matcher.matching import Matching
from matcher.profiles import Profile, ProfileKind

Make = Callable[..., Profile]
Matcher = Callable[..., Matching]


@pytest.fixture(scope="module")
def matching(company: Make, counterpart: Make, matched: Matcher) -> Matching:
    """Two judged pairs, and one with a university, of which nobody judged any."""
    found = matched(
        [company(description="We build robots that prune vineyards by night in Tuscany.")],
        [
            counterpart("a", description="We invest in robotics and agritech at seed stage."),
            counterpart("b", description="We invest in insurance and payments."),
            counterpart("c", description="A university that teaches robotics.", kind=ProfileKind.UNIVERSITY),
        ],
    )
    return replace(found, features=compute_features(found.question, found.pairs))


def test_every_column_of_the_judge_is_in_one_part() -> None:
    assert sorted(column for columns in PARTS.values() for column in columns) == sorted(COLUMNS)


def test_parts_sum_to_the_judgement(matching: Matching) -> None:
    positions = range(len(matching.pairs))
    judgement = matching.features["judgement"]
    for position, shares in zip(positions, judgement_shares(matching, positions), strict=True):
        terms = {"sector": 0.5, "judgement": float(judgement[position])}
        split = parts_told_apart(terms, shares)
        assert sum(split.values()) == pytest.approx(sum(terms.values()))
        assert ("judgement" in split) == (judgement[position] == 0.0)
    assert (judgement != 0.0).sum() == 2


def test_a_pair_that_nobody_judged_is_left_as_it_is(matching: Matching) -> None:
    row = int(np.flatnonzero(matching.features["judgement"] == 0.0)[0])
    shares = judgement_shares(matching, [row])[0]
    assert shares == {}
    assert parts_told_apart({"judgement": 0.0}, shares) == {"judgement": 0.0}


def test_no_pair_has_no_shares(matching: Matching) -> None:
    assert judgement_shares(matching, []) == []


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_part_has_a_name(lang: str) -> None:
    names = [load_messages(lang).text(f"group.judgement_{part}") for part in PARTS]
    assert len(set(names)) == len(PARTS)
