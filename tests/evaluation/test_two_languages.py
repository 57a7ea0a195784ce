"""What the other language changes, told to the trees."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from evaluation.judged import Judged, Read
from evaluation.judgements import train
from evaluation.two_languages import EVERY, N_BANDS, changes_between, language_changes, told_again
from matcher.features.judgement import COLUMNS
from matcher.profiles import Profile, ProfileKind
from models.encoders import HashingEncoder
from models.ranking.logistic_trees import LogisticTreesConfig

N = 40 * N_BANDS
FIRST, SECOND = 0, 1


def read_twice(noise: float, seed: int = 0) -> Read:
    """`N` pairs in either language: the first column differs between them by some `noise`, the prior by 0.1."""
    rng = np.random.default_rng(seed)
    table = np.zeros((2 * N, len(COLUMNS)), dtype=np.float32)
    table[:N, FIRST] = rng.random(N)
    table[N:, FIRST] = table[:N, FIRST] + rng.normal(0.0, noise, N)
    prior = np.repeat(rng.normal(size=N), 2).reshape(N, 2).T.ravel()
    prior[N:] += 0.1
    return Read(table=table, prior=prior)


def other_language() -> np.ndarray:
    """Pair i and pair N + i are the same one."""
    return np.r_[N : 2 * N, 0:N]


def test_a_change_leads_from_one_language_to_the_other() -> None:
    read = read_twice(0.3)
    changes = changes_between(read, other_language())
    assert (np.diff(changes.before) >= 0).all()
    assert np.isclose(np.abs(changes.prior), 0.1).all()
    place = np.searchsorted(changes.before, read.prior)
    assert np.isclose(changes.before[place] + changes.prior[place], read.prior[other_language()]).all()
    assert np.isclose(
        read.table[:, FIRST] + changes.table[place, FIRST], read.table[other_language(), FIRST], atol=1e-6
    ).all()
    assert np.isclose(
        np.sort(changes.table[:, FIRST]), np.sort((read.table[other_language()] - read.table)[:, FIRST])
    ).all()


def test_changes_are_drawn_from_pairs_of_about_the_same_prior() -> None:
    changes = changes_between(read_twice(0.3), other_language())
    asked = np.quantile(changes.before, [0.0, 0.5, 1.0]).repeat(200)
    drawn = changes.before[changes.draw(asked, np.random.default_rng(0))]
    width = len(changes.before) // N_BANDS
    low, high = changes.before[width], changes.before[-width]
    assert (drawn[:200] <= low).all()
    assert (drawn[-200:] >= high).all()
    assert abs(np.median(drawn[200:400]) - np.median(changes.before)) < 0.2
    assert len(np.unique(drawn[:200])) > width / 2


def test_every_pair_is_told_as_it_is_and_with_changes() -> None:
    changes = changes_between(read_twice(0.3), other_language())
    n = 50
    judged = Judged(
        table=np.full((n, len(COLUMNS)), 0.5, dtype=np.float32),
        prior=np.linspace(-1, 1, n),
        company=np.arange(n),
        counterpart=np.arange(n),
        sensible=np.arange(n) % 2 == 0,
    )
    told = told_again(judged, changes, 3, 0)
    assert len(told.sensible) == 4 * n
    assert (told.table[:n] == judged.table).all()
    assert (told.prior[:n] == judged.prior).all()
    for name in ("company", "counterpart", "sensible"):
        assert (getattr(told, name).reshape(4, n) == getattr(judged, name)).all()
    assert np.isclose(np.abs(told.prior[n:] - np.tile(judged.prior, 3)), 0.1).all()
    assert (told.table[n:, FIRST] != 0.5).all()
    assert (told.table[:, SECOND] == 0.5).all()
    assert (told_again(judged, changes, 3, 0).table == told.table).all()
    assert (told_again(judged, changes, 3, 1).table != told.table).any()


def test_trees_that_were_told_of_changes_hardly_follow_them() -> None:
    """The label follows two columns alike, of which the first is another in another language."""
    rng = np.random.default_rng(0)
    n = 4000
    table = np.zeros((n, len(COLUMNS)), dtype=np.float32)
    table[:, FIRST], table[:, SECOND] = rng.random(n), rng.random(n)
    sensible = table[:, FIRST] + table[:, SECOND] + rng.normal(0.0, 0.2, n) > 1.0
    judged = Judged(table=table, prior=np.zeros(n), company=np.arange(n), counterpart=np.arange(n), sensible=sensible)
    config = LogisticTreesConfig(n_trees=40, n_leaves=16, feature_share=1.0)
    moved = table.copy()
    moved[:, FIRST] += rng.normal(0.0, 0.5, n).astype(np.float32)
    follows = []
    for noise in (0.0, 0.5):
        read = read_twice(noise)
        trees = train(
            judged, changes_between(Read(table=read.table, prior=np.zeros(2 * N)), other_language()), config, 0
        )
        follows.append(np.abs(trees.score(moved) - trees.score(table)).mean())
    assert follows[1] < 0.5 * follows[0]


FIELDS = ("robotics", "health", "energy storage", "food and wine", "software for banks")
COUNTERPARTS = [
    Profile(id=f"k{i}", name=f"Fund {i}", kind=ProfileKind.INVESTOR, description=f"We invest in {field}.")
    for i, field in enumerate(FIELDS)
]


def test_a_pair_is_compared_with_itself_in_the_other_language(tmp_path: Path) -> None:
    """Companies that say the same of themselves in both columns change nothing, however they differ from each other."""
    rows = tmp_path / "rows.jsonl"
    texts = [f"We make {field} for hospitals." for field in FIELDS for _ in range(EVERY)]
    written = [
        {"id": f"row-{i:02d}", "sector": "", "en": text, "it": text, "interest_en": text, "interest_it": text}
        for i, text in enumerate(texts)
    ]
    rows.write_text("".join(f"{json.dumps(row)}\n" for row in written), encoding="utf-8")
    changes = language_changes(COUNTERPARTS, HashingEncoder(), rows)
    assert len(changes.before) == 2 * len(FIELDS) * len(COUNTERPARTS)
    assert np.ptp(changes.before) > 0.1
    assert (changes.table == 0.0).all()
    assert (changes.prior == 0.0).all()


def test_companies_written_in_both_languages_change_something() -> None:
    changes = language_changes(COUNTERPARTS, HashingEncoder())
    assert len(changes.before) % (2 * len(COUNTERPARTS)) == 0
    assert np.isclose(changes.prior.sum(), 0.0)
    assert np.abs(changes.table).max() > 0.1
    of_counterpart_only = COLUMNS.index("topics_named")
    assert (changes.table[:, of_counterpart_only] == 0.0).all()
