"""A report as JSON for programs: every figure of it, six decimals, null for what is not defined."""

from __future__ import annotations

import json
from dataclasses import asdict

from evaluation.ranking_table import rounded
from evaluation.ranking_table import to_json as table_json
from evaluation.report.content import Report


def to_json(report: Report) -> str:
    """The figures, keys sorted; per-query values are left out, and ids stand beside names."""
    found = {
        "provenance": asdict(report.provenance),
        "main": report.main,
        "table": json.loads(table_json(report.table)),
        "curves": [
            {"model": curve.model, "metric": curve.metric, "points": [asdict(point) for point in curve.points]}
            for curve in report.curves
        ],
        "calibration": asdict(report.calibration) if report.calibration else None,
        "lorenz": [asdict(curve) for curve in report.lorenz],
        "trade": [asdict(point) for point in report.trade],
        "shipped_cap": report.shipped_cap,
        "slices": [asdict(cut) for cut in report.slices],
        "first_right": [asdict(each) for each in report.first_right],
        "cases": [asdict(case) for case in report.cases],
        "ablations": json.loads(table_json(report.ablations)) if report.ablations else None,
        "shuffled": [{**asdict(check), "is_at_chance": check.is_at_chance} for check in report.shuffled],
        "future": {**asdict(report.future), "is_unmoved": report.future.is_unmoved} if report.future else None,
    }
    return json.dumps(rounded(found), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
