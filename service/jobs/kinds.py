"""The kinds of jobs, by the name that stands in the store."""

from __future__ import annotations

from collections.abc import Mapping

from service.hooks import DELIVER
from service.jobs.advice import advise_event
from service.jobs.agendas import preview_replan, solve_event
from service.jobs.deliveries import deliver
from service.jobs.evaluations import evaluate_benchmark
from service.jobs.exports import make_export
from service.jobs.imports import read_upload
from service.jobs.shortlists import make_shortlists
from service.jobs.task import Work

SHORTLIST, SOLVE, REPLAN = "make_shortlists", "solve_agenda", "preview_replan"
EXPORT, EVALUATE, IMPORT = "make_export", "evaluate_benchmark", "read_upload"
ADVISE = "advise_event"

KINDS: Mapping[str, Work] = {
    SHORTLIST: make_shortlists,
    SOLVE: solve_event,
    REPLAN: preview_replan,
    ADVISE: advise_event,
    EXPORT: make_export,
    EVALUATE: evaluate_benchmark,
    IMPORT: read_upload,
    DELIVER: deliver,
}
"""A worker takes jobs of these kinds, and leaves others to a worker that knows them."""
