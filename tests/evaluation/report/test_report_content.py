from __future__ import annotations

from dataclasses import replace
from math import log2

import numpy as np
import pytest

from evaluation.report import Report, ReportInputs, build_report
from evaluation.report.cases import BEST, MEDIAN, NOT_LISTED, WORST, find_cases

# q1 has its right one first in both orders; q2 at 2 and 3 of two; q3 fourth in the alphabet and first in the better.
Q2 = (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3))
Q3 = 1 / log2(5)


def test_models_are_compared_to_the_baseline(report: Report) -> None:
    alphabetical, better = report.table.models
    assert alphabetical.means["ndcg@10"].mean == pytest.approx((1 + Q2 + Q3) / 3)
    assert better.means["ndcg@10"].mean == pytest.approx((1 + Q2 + 1) / 3)
    assert report.table.differences[0].gain.mean == pytest.approx((1 - Q3) / 3)


@pytest.mark.parametrize(
    ("metric", "k", "expected"),
    [
        ("ndcg", 1, 2 / 3),
        ("hit", 1, 2 / 3),
        ("hit", 2, 1),
        ("recall", 2, (1 + 1 / 2 + 1) / 3),
        ("recall", 50, 1),
        ("ndcg", 50, (1 + Q2 + 1) / 3),
    ],
)
def test_curves_have_every_cut_off(report: Report, metric: str, k: int, expected: float) -> None:
    (curve,) = [curve for curve in report.curves if (curve.model, curve.metric) == ("better", metric)]
    assert len(curve.points) == 50
    assert curve.points[k - 1].mean == pytest.approx(expected)


def test_calibration_is_over_the_pairs_shown(report: Report) -> None:
    found = report.calibration
    assert found is not None
    assert (found.n_pairs, len(found.bins), found.base_rate) == (12, 1, pytest.approx(4 / 12))
    assert found.ece == pytest.approx(4 / 12 - 0.25)
    assert found.brier == pytest.approx((4 * 0.75**2 + 8 * 0.25**2) / 12)
    assert found.base_brier == pytest.approx(1 / 3 * 2 / 3)


def test_candidates_who_are_all_shown_share_alike(report: Report) -> None:
    assert [curve.model for curve in report.lorenz] == ["alphabetical", "better"]
    assert report.lorenz[1].held[50] == pytest.approx(0.5)
    assert report.lorenz[1].most_shown_tenth == pytest.approx(0.1)


def test_a_cap_of_one_leaves_each_candidate_to_whom_it_suits_best(report: Report) -> None:
    # q1 takes a, b and c, being first among equals; d goes to q3 and nobody is left for q2.
    free, capped = report.trade
    assert (free.cap, free.ndcg, free.gini) == (3, pytest.approx((1 + Q2 + 1) / 3), pytest.approx(0))
    assert (capped.cap, capped.ndcg, capped.coverage) == (1, pytest.approx(2 / 3), 1.0)


def test_caps_go_from_none_to_the_tightest_when_none_are_given(inputs: ReportInputs) -> None:
    caps = [point.cap for point in build_report(replace(inputs, caps=None)).trade]
    assert caps[0] == 3
    assert caps == sorted(set(caps), reverse=True)


def test_slices_show_the_main_model_and_its_gain(report: Report) -> None:
    found = {cut.value: cut for cut in report.slices if cut.name == "region"}
    assert found["Tuscany"].ndcg["better"].mean == 1
    assert found["unknown"].gain["better"].mean == pytest.approx(1 - Q3)
    assert found["unknown"].n == 1


def test_the_rank_of_the_first_right_counterpart_is_counted(report: Report) -> None:
    assert [(each.ranks, each.n) for each in report.first_right if each.n] == [("1", 2), ("2–5", 1)]


def test_cases_are_the_worst_the_middle_and_the_best(report: Report) -> None:
    assert [(case.group, case.id) for case in report.cases] == [(WORST, "q2"), (MEDIAN, "q1"), (BEST, "q3")]
    worst = report.cases[0]
    assert (worst.ndcg, worst.place) == (pytest.approx(Q2), "Lazio, Italy")
    assert [(each.id, each.rank, each.is_relevant) for each in worst.proposed] == [
        ("a", 1, False),
        ("b", 2, True),
        ("c", 3, True),
        ("d", 4, False),
    ]
    assert [(each.name, each.kind, each.rank) for each in worst.relevant] == [
        ("Beta", "investor", 2),
        ("Gamma", "corporate", 3),
    ]


def test_who_has_no_name_is_called_by_the_id(report: Report) -> None:
    best = report.cases[-1]
    assert (best.name, best.relevant[0].name, best.relevant[0].kind) == ("q3", "d", "")


def test_a_candidate_kept_out_of_a_list_has_no_rank(inputs: ReportInputs) -> None:
    scores = np.array([[-np.inf, 3, 2, 1]] * 3, dtype=np.float32)
    found = {case.id: case for case in find_cases(inputs.task, inputs.benchmark, scores)}
    assert [each.rank for each in found["q1"].relevant] == [NOT_LISTED]
    assert [each.id for each in found["q1"].proposed] == ["b", "c", "d"]
    assert build_report(replace(inputs, scores={**inputs.scores, "better": scores})).first_right[-1].n == 1


def test_ablations_are_compared_to_the_whole_model(report: Report) -> None:
    assert report.ablations is not None
    assert [model.name for model in report.ablations.models] == ["better", "without d"]
    assert report.ablations.differences[0].gain.mean == pytest.approx((Q3 - 1) / 3)


def test_a_check_is_at_chance_when_the_difference_reaches_down_to_0(report: Report) -> None:
    assert {check.shuffle: check.is_at_chance for check in report.shuffled} == {
        "shuffled labels": True,
        "shuffled time": False,
    }


def test_what_was_not_given_is_left_out(inputs: ReportInputs) -> None:
    bare = build_report(replace(inputs, probabilities=None, ablations={}, shuffled=(), future=None))
    assert (bare.calibration, bare.ablations, bare.shuffled, bare.future) == (None, None, (), None)


def test_without_queries_nothing_is_found(inputs: ReportInputs) -> None:
    empty = replace(inputs.task, queries=(), relevant={})
    nothing = np.zeros((0, 4), dtype=np.float32)
    found = build_report(
        replace(inputs, task=empty, scores=dict.fromkeys(inputs.scores, nothing), ablations={}, probabilities=nothing)
    )
    assert (found.slices, found.cases, sum(each.n for each in found.first_right)) == ((), (), 0)
    assert np.isnan(found.curves[0].points[0].mean)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"main": "other"}, "the main model other has no scores; there are alphabetical, better"),
        ({"baseline": "other"}, "the baseline other has no scores"),
        ({"ablations": {"better": np.zeros((3, 4), dtype=np.float32)}}, "an ablation is called better"),
        ({"probabilities": np.zeros((4, 3))}, "the probabilities have shape"),
        ({"probabilities": np.full((3, 4), 1.5)}, "outside"),
        ({"scores": {"alphabetical": np.zeros((3, 4)), "better": np.full((3, 4), np.nan)}}, "NaN"),
    ],
    ids=["main", "baseline", "ablation", "shape", "probability", "NaN"],
)
def test_inputs_that_do_not_fit_are_refused(inputs: ReportInputs, change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        build_report(replace(inputs, **change))
