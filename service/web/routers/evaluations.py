"""Evaluation runs: a benchmark is uploaded, measured by a job, and read as figures and as a report."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, UploadFile
from fastapi.responses import JSONResponse

from matcher.store import Role
from service.jobs.kinds import EVALUATE
from service.jobs.orders import EvaluationOrder
from service.web.access import RUN
from service.web.acts.benchmarks import keep_benchmark
from service.web.asking import JOB_ASKED, ask
from service.web.context import Actor, NowDep, SettingsDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.routers.exports import FileBody, file_body

router = APIRouter(prefix="/programmes/{programme_id}/evaluations", tags=["evaluations"])

Evaluator = Annotated[Actor, Depends(require(*RUN, Role.EVALUATOR))]


@router.post("/benchmarks", status_code=201)
def upload(file: UploadFile, actor: Evaluator, store: StoreDep, settings: SettingsDep, now: NowDep) -> FileBody:
    """Keep a benchmark: a zip of its folder, with startups.csv, counterparts.csv and interactions.csv."""
    content = file.file.read(settings.upload_bytes + 1)
    with store.writing() as tx:
        kept = keep_benchmark(
            tx, actor, name=file.filename or "", content=content, most_bytes=settings.upload_bytes, now=now
        )
    return file_body(kept)


@router.post("", status_code=202, responses=JOB_ASKED)
def evaluate(order: EvaluationOrder, actor: Evaluator, store: StoreDep, once: OnceDep) -> JSONResponse:
    """Measure the learned ranker beside simple orders; the job's result has the figures and the report's files."""
    return ask(store, actor, once, EVALUATE, order)
