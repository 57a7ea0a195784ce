"""Training and measuring the judge of pairs."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from evaluation.judged import JUDGEMENTS, Judged, pair_key, read_judgements
from evaluation.judgements import BANDS, ENOUGH, FIRST, TIMES, first_ten, held_out, table
from evaluation.two_languages import N_BANDS, TWICE_WRITTEN, Changes
from matcher.features.judgement import COLUMNS
from matcher.profiles import Profile, ProfileKind
from models.ranking.logistic_trees import LogisticTreesConfig

CONFIG = LogisticTreesConfig(n_trees=20, n_leaves=4, min_rows_in_leaf=5)
N_COMPANIES, N_COUNTERPARTS = 30, ENOUGH + 5
UNCHANGED = Changes(
    before=np.zeros(N_BANDS), table=np.zeros((N_BANDS, len(COLUMNS)), dtype=np.float32), prior=np.zeros(N_BANDS)
)


def pairs(sensible: np.ndarray, first_column: np.ndarray) -> Judged:
    """Every company with every counterpart; all columns but the first are 0."""
    company, counterpart = np.divmod(np.arange(N_COMPANIES * N_COUNTERPARTS), N_COUNTERPARTS)
    columns = np.zeros((len(company), len(COLUMNS)), dtype=np.float32)
    columns[:, 0] = first_column
    return Judged(
        company=company,
        counterpart=counterpart,
        table=columns,
        prior=np.zeros(len(company)),
        sensible=sensible.astype(np.bool_),
    )


@pytest.fixture(scope="module")
def learnable() -> Judged:
    """Pairs that are sensible where their first column is high."""
    high = np.random.default_rng(0).random(N_COMPANIES * N_COUNTERPARTS)
    return pairs(high > 0.6, high)


@pytest.mark.parametrize("counterparts_too", [False, True])
def test_what_can_be_learned_from_others_is(learnable: Judged, *, counterparts_too: bool) -> None:
    scores = held_out(learnable, UNCHANGED, CONFIG, 0, counterparts_too=counterparts_too)
    assert first_ten(learnable, scores).mean() > 0.95


def test_a_company_or_counterpart_left_out_cannot_be_remembered() -> None:
    """Each company, then each counterpart, has a number of its own that says all of its label."""
    rng = np.random.default_rng(0)
    company, counterpart = np.divmod(np.arange(N_COMPANIES * N_COUNTERPARTS), N_COUNTERPARTS)
    for ids, counterparts_too in ((company, False), (counterpart, True)):
        drawn = rng.integers(0, 2, ids.max() + 1)
        own = rng.permutation(ids.max() + 1)
        judged = pairs(drawn[ids], own[ids])
        scores = held_out(judged, UNCHANGED, CONFIG, 0, counterparts_too=counterparts_too)
        right = ((scores > 0) == judged.sensible).mean()
        assert right < 0.75


def test_lists_with_few_judgements_are_not_measured(learnable: Judged) -> None:
    few = learnable.rows((learnable.company > 0) | (learnable.counterpart < ENOUGH - 1))
    assert len(first_ten(few, few.prior)) == N_COMPANIES - 1


def test_the_table_has_a_line_for_each_order(learnable: Judged) -> None:
    orders, _, scores = table(learnable, UNCHANGED, CONFIG, 0).partition("\n\n")
    assert [line.split(" | ")[-1] for line in orders.splitlines()[-2:]] == [f"{N_COMPANIES} of {N_COMPANIES} |"] * 2
    assert len(scores.splitlines()) == 2 + len(BANDS)
    counted = [int(cell) for cell in re.findall(r"\((\d+)\)", scores)]
    assert sum(counted) == 2 * FIRST * N_COMPANIES


def test_judgements_are_read_by_the_texts_of_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "sensible.csv"
    a, b = (Profile(id=name, name=name, kind=ProfileKind.SME, description=f"We do {name}.") for name in "ab")
    path.write_text(f"pair,sensible\n{pair_key(a, b)},1\n{pair_key(b, a)},0\n", encoding="utf-8")
    assert read_judgements(path) == {pair_key(a, b): True, pair_key(b, a): False}
    assert pair_key(replace(a, description="We do c."), b) != pair_key(a, b) == pair_key(replace(a, id="z"), b)


def test_the_shipped_trees_are_of_the_judgements_beside_them() -> None:
    folder = files("models").joinpath("artefacts", "judged-v1")
    described = json.loads(folder.joinpath("config.json").read_text(encoding="utf-8"))
    root = Path(__file__).resolve().parents[2]
    assert described["sha256"] == hashlib.sha256((root / JUDGEMENTS).read_bytes()).hexdigest()
    assert described["sha256_twice_written"] == hashlib.sha256((root / TWICE_WRITTEN).read_bytes()).hexdigest()
    assert described["times"] == TIMES
    assert described["config"] == asdict(LogisticTreesConfig())
