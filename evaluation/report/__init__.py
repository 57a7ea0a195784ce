"""How good a model is, on one page that opens anywhere: tables, curves, groups, examples, and whether to believe it."""

from evaluation.report.content import Report, build_report
from evaluation.report.inputs import LeakageCheck, Provenance, ReportInputs
from evaluation.report.writer import render, write_report

__all__ = ["LeakageCheck", "Provenance", "Report", "ReportInputs", "build_report", "render", "write_report"]
