"""Evaluation runs: a benchmark is uploaded, measured by a job, and read as figures and as a report."""

from __future__ import annotations

import zipfile
from typing import Annotated

from fastapi import APIRouter, Depends, UploadFile
from fastapi.responses import JSONResponse

from matcher.store import Role
from matcher.store.audit import note_act
from matcher.store.files import add_file
from service.jobs.kinds import EVALUATE
from service.jobs.orders import EvaluationOrder
from service.web.access import RUN
from service.web.asking import JOB_ASKED, ask
from service.web.context import Actor, NowDep, SettingsDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.problems import Problem
from service.web.routers.exports import FileBody, file_body

router = APIRouter(prefix="/programmes/{programme_id}/evaluations", tags=["evaluations"])

Evaluator = Annotated[Actor, Depends(require(*RUN, Role.EVALUATOR))]


@router.post("/benchmarks", status_code=201)
def upload(file: UploadFile, actor: Evaluator, store: StoreDep, settings: SettingsDep, now: NowDep) -> FileBody:
    """Keep a benchmark: a zip of its folder, with startups.csv, counterparts.csv and interactions.csv."""
    if not zipfile.is_zipfile(file.file):
        raise Problem(422, "unreadable-file", "the file is no zip: pack the benchmark's folder as one")
    file.file.seek(0)
    content = file.file.read(settings.upload_bytes + 1)
    if len(content) > settings.upload_bytes:
        raise Problem(413, "too-large", f"the file is larger than {settings.upload_bytes} bytes")
    with store.writing() as tx:
        kept = add_file(
            tx,
            actor.programme_id,
            name=file.filename or "benchmark.zip",
            media_type="application/zip",
            content=content,
            names_parties=False,
            added_by=actor.user_id,
            now=now,
        )
        note_act(tx, actor.programme_id, actor=actor.user_id, action="benchmark.upload", subject=kept.id, now=now)
    return file_body(kept)


@router.post("", status_code=202, responses=JOB_ASKED)
def evaluate(order: EvaluationOrder, actor: Evaluator, store: StoreDep, once: OnceDep) -> JSONResponse:
    """Measure the learned ranker beside simple orders; the job's result has the figures and the report's files."""
    return ask(store, actor, once, EVALUATE, order)
