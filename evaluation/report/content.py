"""Everything a report says, as figures: what the pages are written from."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.exposure import ExposurePoint, exposure_curve
from evaluation.ranking_table import RankingTable, compare_models
from evaluation.rankings import Rows, top_rows
from evaluation.report.calibration import CalibrationFigures, calibration_figures
from evaluation.report.cases import Case, FirstRight, all_ranks, find_cases, first_right
from evaluation.report.curves import DEEPEST, LorenzCurve, MetricCurve, lorenz_curve, metric_curves
from evaluation.report.inputs import FutureCheck, Provenance, ReportInputs, ShuffleCheck, check_inputs
from evaluation.slices import SliceFigures, slice_table
from matcher.shortlist import ShortlistConfig, exposure_cap

SHOWN = 10
_CAP_SHARES = (0.5, 0.25, 0.1, 0.05, 0.02)
"""Caps of the exposure curve, as shares of the queries; no cap, the shipped one and the tightest one are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found, all of it; nothing here depends on the machine, the day, or the order of a dictionary.

    `table` says what was asked and compares every model. `calibration` and `ablations` are None where nothing was
    given for them; the ablations are compared to the main model. `trade` goes from no cap to the tightest one;
    `shipped_cap` is the one that shortlists have by default.
    """

    provenance: Provenance
    main: str
    table: RankingTable
    curves: tuple[MetricCurve, ...]
    calibration: CalibrationFigures | None
    lorenz: tuple[LorenzCurve, ...]
    trade: tuple[ExposurePoint, ...]
    shipped_cap: int
    slices: tuple[SliceFigures, ...]
    first_right: tuple[FirstRight, ...]
    cases: tuple[Case, ...]
    ablations: RankingTable | None
    shuffled: tuple[ShuffleCheck, ...]
    future: FutureCheck | None


def build_report(inputs: ReportInputs) -> Report:
    """The report of a model: a pure function, the same for the same inputs to the last digit.

    Raises:
        ValueError: a name is missing or taken, a matrix has another shape than the task or holds NaN, or a probability
            is outside [0, 1].
    """
    check_inputs(inputs)
    task, scores, settings = inputs.task, inputs.scores, {"seed": inputs.seed, "draws": inputs.draws}
    table = compare_models(scores, task, inputs.baseline, context=scores.keys() - {inputs.main}, **settings)
    shown = {name: top_rows(matrix, DEEPEST) for name, matrix in scores.items()}
    best = scores[inputs.main]
    sliced = {name: scores[name] for name in dict.fromkeys((inputs.main, inputs.baseline))}
    return Report(
        provenance=inputs.provenance,
        main=inputs.main,
        table=table,
        curves=tuple(curve for name, rows in shown.items() for curve in metric_curves(task, name, rows, **settings)),
        calibration=_calibration(inputs, shown[inputs.main]),
        lorenz=tuple(lorenz_curve(task, name, rows, SHOWN) for name, rows in shown.items()),
        trade=exposure_curve(task, best, _caps(inputs)),
        shipped_cap=_shipped_cap(inputs),
        slices=slice_table(sliced, task, inputs.benchmark, inputs.baseline, **settings),
        first_right=first_right(task, all_ranks(best)),
        cases=find_cases(task, inputs.benchmark, best),
        ablations=_ablations(inputs),
        shuffled=inputs.shuffled,
        future=inputs.future,
    )


def _calibration(inputs: ReportInputs, shown: Rows) -> CalibrationFigures | None:
    if inputs.probabilities is None:
        return None
    return calibration_figures(inputs.task, shown, inputs.probabilities)


def _ablations(inputs: ReportInputs) -> RankingTable | None:
    if not inputs.ablations:
        return None
    scores = {inputs.main: inputs.scores[inputs.main], **inputs.ablations}
    return compare_models(scores, inputs.task, inputs.main, seed=inputs.seed, draws=inputs.draws)


def _shipped_cap(inputs: ReportInputs) -> int:
    return exposure_cap(len(inputs.task.queries), len(inputs.task.candidates), ShortlistConfig())


def _caps(inputs: ReportInputs) -> tuple[int, ...]:
    """Widest first; the narrowest leaves as many places as the lists have, with half as many to spare."""
    if inputs.caps is not None:
        return inputs.caps
    n_queries, n_candidates = len(inputs.task.queries), len(inputs.task.candidates)
    fair = -(-3 * SHOWN * n_queries // (2 * max(1, n_candidates)))
    caps = {n_queries, _shipped_cap(inputs), fair, *(round(share * n_queries) for share in _CAP_SHARES)}
    return tuple(sorted({max(1, min(cap, n_queries)) for cap in caps if cap >= min(fair, n_queries)}, reverse=True))
