"""What the shipped judge adds to pairs."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from matcher.features import all_pairs, compute_features
from matcher.features.judgement import COLUMNS, JUDGED_KINDS, RISING, judgement, load_judge
from matcher.features.table import compute_parts, judgement_table
from matcher.matching import Matching
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage
from models.ranking.trees import Trees

Make = Callable[..., Profile]
Matcher = Callable[..., Matching]
ROBOTS = "We build robots that prune vineyards by night in Tuscany."
THESIS = "We invest in robotics and agritech companies at seed stage."


def judged(matched: Matcher, mine: Profile, theirs: Profile) -> float:
    return float(compute_features(matched([mine], [theirs]).question, all_pairs(1, 1))["judgement"][0])


def test_a_counterpart_that_says_whom_it_takes_is_judged(company: Make, counterpart: Make, matched: Matcher) -> None:
    mine = company(description=ROBOTS)
    assert judged(matched, mine, counterpart(description=THESIS)) != 0.0


@pytest.mark.parametrize("kind", sorted(set(ProfileKind) - JUDGED_KINDS - {ProfileKind.STARTUP, ProfileKind.SME}))
def test_other_kinds_were_not_read_and_are_not_judged(
    company: Make, counterpart: Make, matched: Matcher, kind: ProfileKind
) -> None:
    assert judged(matched, company(description=ROBOTS), counterpart(description=THESIS, kind=kind)) == 0.0


def test_who_says_nothing_is_not_judged(company: Make, counterpart: Make, matched: Matcher) -> None:
    assert judged(matched, company(description=ROBOTS), counterpart()) == 0.0
    assert judged(matched, company(), counterpart(description=THESIS)) == 0.0


def test_the_nearer_thesis_is_judged_better(company: Make, counterpart: Make, matched: Matcher) -> None:
    mine = company(description=ROBOTS)
    far = counterpart(description="We invest in insurance and payments companies at seed stage.")
    assert judged(matched, mine, counterpart(description=THESIS)) > judged(matched, mine, far)


def test_a_ranker_that_does_not_weigh_judgements_asks_for_none(
    company: Make, counterpart: Make, matched: Matcher
) -> None:
    matching = matched([company(description=ROBOTS)], [counterpart(description=THESIS)])
    assert matching.features["judgement"].tolist() == [0.0]


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        ({"stages": (Stage.SEED, Stage.SERIES_A)}, {"stage": Stage.SEED}, {"first_stage": 2.0, "last_stage": 3.0}),
        ({"stages": (Stage.SEED,)}, {"stage": Stage.GROWTH}, {"stages_past": 2.0, "company_stage": 4.0}),
        ({"stages": (Stage.SERIES_A,)}, {"stage": Stage.IDEA}, {"stages_past": -3.0}),
        ({"stages": (Stage.SEED,)}, {}, {"stages_past": 0.0, "company_stage": -1.0}),
        ({}, {"stage": Stage.SEED}, {"stages_past": 0.0, "first_stage": -1.0, "last_stage": -1.0}),
        ({"ticket_min": Money(amount=1e6, currency="EUR")}, {}, {"least_ticket": math.log1p(1e6)}),
        ({}, {}, {"least_ticket": -1.0, "labels": 0.0, "is_corporate": 0.0, "says_wishes": 0.0}),
        ({"kind": ProfileKind.CORPORATE}, {}, {"is_corporate": 1.0, "is_accelerator": 0.0}),
        ({"kind": ProfileKind.ACCELERATOR}, {}, {"is_accelerator": 1.0}),
        ({"sector_labels": ("Robotics", "AI")}, {}, {"labels": 2.0}),
        ({"countries": ("FR", "IT")}, {}, {"countries": 2.0}),
        ({}, {"seeks": (Intent.PILOT,)}, {"says_wishes": 1.0, "seeks_capital": 0.0}),
        ({}, {"seeks": (Intent.RAISE_CAPITAL,)}, {"seeks_capital": 1.0, "wishes": 1.0}),
    ],
    ids=str,
)
def test_columns_hold_what_their_names_say(
    company: Make,
    counterpart: Make,
    matched: Matcher,
    theirs: dict[str, Any],
    mine: dict[str, Any],
    expected: dict[str, float],
) -> None:
    pairs = all_pairs(1, 1)
    question = matched(
        [company(**{"description": ROBOTS, **mine})],
        [counterpart(**{"description": "We invest in robotics and agritech.", **theirs})],
    ).question
    row = judgement_table(question, pairs, compute_parts(question, pairs))[0]
    found = {name: float(row[COLUMNS.index(name)]) for name in expected}
    assert found == pytest.approx(expected)


def test_a_judgement_has_bounds(company: Make, counterpart: Make, matched: Matcher) -> None:
    question = matched([company(description=ROBOTS)], [counterpart(description=THESIS)]).question
    pairs, columns = all_pairs(1, 1), np.zeros((1, len(COLUMNS)), dtype=np.float32)
    for told, expected in ((9.0, 1.0), (-9.0, -1.0), (2.0, 0.5)):
        trees = Trees(COLUMNS, "", SimpleNamespace(predict=lambda rows, told=told, **_: np.full(len(rows), told)), 1)
        assert judgement(question.companies, question.counterparts, pairs, columns, trees).tolist() == [expected]


@pytest.mark.parametrize("name", RISING)
def test_more_of_what_speaks_for_a_pair_never_lowers_its_judgement(name: str) -> None:
    rng = np.random.default_rng(0)
    rows = rng.uniform(-1.0, 1.0, (200, len(COLUMNS))).astype(np.float32)
    more = rows.copy()
    more[:, COLUMNS.index(name)] = np.minimum(1.0, rows[:, COLUMNS.index(name)] + rng.uniform(0.0, 1.0, 200))
    assert (load_judge().score(more) >= load_judge().score(rows) - 1e-12).all()
