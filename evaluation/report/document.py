"""A report → the document that every page is written from."""

from __future__ import annotations

from evaluation.report import evidence, sections
from evaluation.report.blocks import Document
from evaluation.report.content import Report
from evaluation.report.summary import headlines, summary


def compose(report: Report) -> Document:
    """The document, sections in the order in which a reader asks."""
    return Document(
        title=f"How well {report.main} matches",
        subtitle=f"Evaluation on {report.provenance.dataset}",
        headlines=headlines(report),
        summary=summary(report),
        sections=(
            sections.models(report),
            sections.cut_offs(report),
            sections.calibration(report),
            sections.exposure(report),
            sections.slices(report),
            evidence.errors(report),
            evidence.ablations(report),
            evidence.leakage(report),
            evidence.provenance(report),
            evidence.limits(report),
        ),
    )
