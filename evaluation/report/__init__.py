"""How good a model is, on one page that opens anywhere: tables, curves, groups, examples, and whether to believe it."""

from evaluation.report.content import Report, build_report
from evaluation.report.inputs import FutureCheck, Provenance, ReportInputs, ShuffleCheck
from evaluation.report.writer import render, write_report

__all__ = [
    "FutureCheck",
    "Provenance",
    "Report",
    "ReportInputs",
    "ShuffleCheck",
    "build_report",
    "render",
    "write_report",
]
