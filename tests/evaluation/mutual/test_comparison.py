from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evaluation.mutual.comparison import AUC, BEST, CAPS, NDCG, PRECISION, RANDOM, compare_forms, rank_people
from evaluation.mutual.scores import FORMS, POOL, SHIPPED
from evaluation.two_sided import Event, read_events

EventFactory = Callable[..., tuple[Event, np.ndarray, np.ndarray]]
FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "two-sided-events"


def test_lists_are_of_hidden_pairs_and_best_first() -> None:
    scores = np.array([[0.9, 0.8, 0.1, 0.7], [0.5, 0.5, 0.5, 0.5]])
    hidden = np.array([[False, True, True, True], [True, True, False, False]])
    mutual = np.array([[True, False, False, True], [False, True, False, False]])
    found = rank_people(scores, hidden, mutual)
    assert found[NDCG] == pytest.approx([1 / np.log2(3), 1 / np.log2(3)])
    assert found[PRECISION] == pytest.approx([1 / 3, 1 / 3])
    assert found[AUC].tolist() == [0.5, 0.5]


def test_who_has_no_hidden_mutual_yes_has_no_figure() -> None:
    hidden = np.ones((2, 2), dtype=np.bool_)
    found = rank_people(np.ones((2, 2)), hidden, np.array([[False, False], [True, True]]))
    assert np.isnan([found[NDCG][0], found[AUC][0], found[AUC][1]]).all()
    assert found[NDCG][1] == 1.0


def test_every_form_has_figures_for_everyone_and_agendas_are_never_above_the_best(planted: EventFactory) -> None:
    rng = np.random.default_rng(0)
    events = [planted(rng)[0] for _ in range(3)]
    comparison = compare_forms(events, seed=0, n_splits=2)
    assert list(comparison.ranked) == [*FORMS, RANDOM]
    assert len(comparison.person_events) == len(comparison.ranked[SHIPPED][NDCG]) == 3 * 24
    for cap in CAPS:
        best = comparison.agendas[BEST][cap]
        assert all((figures[cap] <= best).all() for figures in comparison.agendas.values())


def test_both_sides_at_once_beat_either_alone_where_both_choose(planted: EventFactory) -> None:
    rng = np.random.default_rng(4)
    events = [planted(rng, a_base=-0.5, b_base=-0.5)[0] for _ in range(4)]
    auc = {name: float(np.nanmean(found[AUC])) for name, found in compare_forms(events, 0, 2).ranked.items()}
    assert auc[SHIPPED] > max(auc["first side only"], auc["second side only"]) + 0.02
    assert auc[RANDOM] == pytest.approx(0.5, abs=0.06)


def test_no_split_gives_no_figure(planted: EventFactory) -> None:
    with pytest.raises(ValueError, match="1 or more"):
        compare_forms([planted(np.random.default_rng(0))[0]], 0, 0)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/two-sided-events is not there")
def test_on_real_events_the_shipped_score_beats_the_plain_mean_of_log_odds() -> None:
    comparison = compare_forms(read_events(FOLDER), seed=0, n_splits=1)
    for metric in (NDCG, AUC):
        shipped, pool = (float(np.nanmean(comparison.ranked[name][metric])) for name in (SHIPPED, POOL))
        assert shipped > pool + 0.01
    for cap in CAPS:
        assert comparison.agendas[SHIPPED][cap].sum() > comparison.agendas[POOL][cap].sum()
