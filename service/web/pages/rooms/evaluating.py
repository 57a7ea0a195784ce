"""The evaluator's room: benchmarks, runs on them, their figures and reports, and two runs side by side."""

from __future__ import annotations

import datetime
import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, UploadFile
from fastapi.responses import Response
from pydantic import ValidationError

from matcher.store import JobStatus, Role
from matcher.store.jobs import FINAL, Job
from service.jobs.kinds import EVALUATE
from service.jobs.orders import EvaluationOrder
from service.web.access import RUN
from service.web.acts.benchmarks import keep_benchmark
from service.web.acts.runs import benchmarks_seen, file_of_run, gains, run_seen, runs_seen
from service.web.asking import ask_in
from service.web.attachments import attachment
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.pages.formats import Formats
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.problems import Problem

router = APIRouter(prefix="/programmes/{programme_id}/evaluations")

EVALUATE_ROLES = (*RUN, Role.EVALUATOR)
ENTRIES = (Entry(label="eval.title", path="/evaluations", roles=frozenset(EVALUATE_ROLES), place=86),)

Evaluating = Annotated[ProgrammePage, Depends(programme_page(*EVALUATE_ROLES))]

METRICS = ("ndcg@10", "recall@10", "recall@50", "mrr", "map")
"""The metrics that the pages show; the report and results.json have all."""

REPORT = "report.html"
REPORT_POLICY = "; ".join(
    (
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""A report is one page with its styles in it, made from what somebody uploaded: it is shown as if from another site,
without scripts, cookies, forms or requests."""


@router.get("")
def evaluations(page: Evaluating, store: StoreDep, settings: SettingsDep) -> Response:
    """Benchmarks and runs, and the form for another of each."""
    return _show(page, store, settings)


@router.post("/benchmarks")
def upload(
    page: Evaluating, store: StoreDep, settings: SettingsDep, now: NowDep, file: UploadFile | None = None
) -> Response:
    """Keep a benchmark; what is in it is read when it is measured."""
    content = b"" if file is None else file.file.read(settings.upload_bytes + 1)
    if file is None or not content:
        return _show(page, store, settings, wrong_file=page.words.text("eval.no_file"))
    if not content.startswith(b"PK"):
        return _show(page, store, settings, wrong_file=page.words.text("eval.no_zip"))
    try:
        with store.writing() as tx:
            name = file.filename or ""
            keep_benchmark(tx, page.actor, name=name, content=content, most_bytes=settings.upload_bytes, now=now)
    except Problem as problem:
        if problem.code != "too-large":
            raise
        return _show(page, store, settings, wrong_file=page.words.text("refusal.too-large"))
    return page.go(page.address("/evaluations#measure"), "eval.uploaded")


@router.post("")
def measure(
    page: Evaluating,
    store: StoreDep,
    settings: SettingsDep,
    now: NowDep,
    file_id: Annotated[str, Form(max_length=200)] = "",
    split: Annotated[str, Form(max_length=20)] = "",
    until: Annotated[str, Form(max_length=20)] = "",
    min_history: Annotated[str, Form(max_length=5)] = "2",
    key: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Ask for a run, and go on to watch it; a form that is sent twice asks once."""
    sent = {"file_id": file_id, "split": split, "until": until, "min_history": min_history}
    try:
        order = EvaluationOrder.model_validate(sent)
        for day in (order.split, order.until):
            datetime.date.fromisoformat(day or order.split)
    except (ValidationError, ValueError):
        return _show(page, store, settings, wrong=page.words.text("eval.wrong"), sent=sent)
    with store.writing() as tx:
        if order.file_id not in {one.id for one in benchmarks_seen(tx, page.actor)}:
            raise Problem(404, "not-found", "there is no such benchmark here")
        job = ask_in(tx, page.actor, EVALUATE, order, now, key=f"page {key}" if key else None)
    return page.go(page.address(f"/evaluations/{job.id}"))


@router.get("/compare")
def compare(page: Evaluating, store: StoreDep, before: str = "", after: str = "") -> Response:
    """Two runs side by side: whether they asked the same, and what one has over the other."""
    with store.reading() as tx:
        runs = [one for one in runs_seen(tx, page.actor) if one.status is JobStatus.DONE]
        names = {one.id: one.name for one in benchmarks_seen(tx, page.actor)}
        both = [run_seen(tx, page.actor, job_id) for job_id in (before, after) if job_id]
    done = [one for one in both if one.status is JobStatus.DONE]
    old, new = (done[0], done[1]) if len(done) == 2 else (None, None)
    return page.show(
        "evaluator/compare.html",
        runs=[(one, told_run(page, one, names)) for one in runs],
        before=before,
        after=after,
        found=[] if old is None or new is None else gains(_figures(old), _figures(new), METRICS),
        are_chosen=old is not None,
        are_same=old is not None and new is not None and _protocol(old) == _protocol(new),
    )


@router.get("/{job_id}")
def run(job_id: str, page: Evaluating, store: StoreDep) -> Response:
    """One run: how far it is, then its figures and its report. A script gets its progress alone."""
    with store.reading() as tx:
        job = run_seen(tx, page.actor, job_id)
        names = {one.id: one.name for one in benchmarks_seen(tx, page.actor)}
    is_over = job.status in FINAL
    if page.is_fragment:
        response = page.show("evaluator/progress.html", job=job, is_over=is_over)
        if is_over:
            response.headers["HX-Refresh"] = "true"
        return response
    figures = _figures(job) if job.status is JobStatus.DONE else None
    return page.show(
        "evaluator/run.html",
        job=job,
        is_over=is_over,
        told=told_run(page, job, names),
        order=job.payload,
        figures=figures,
        metrics=METRICS,
        files=[] if job.result is None else job.result["files"],
    )


@router.get("/{job_id}/report")
def report(job_id: str, page: Evaluating, store: StoreDep) -> Response:
    """The report as a page that may do nothing."""
    with store.reading() as tx:
        found = file_of_run(tx, run_seen(tx, page.actor, job_id), REPORT)
    headers = {"Content-Security-Policy": REPORT_POLICY, "Cache-Control": "private, no-store"}
    return Response(found.content, media_type="text/html", headers=headers)


@router.get("/{job_id}/files/{name}")
def keep(job_id: str, name: str, page: Evaluating, store: StoreDep) -> Response:
    """A file of the run, to keep."""
    with store.reading() as tx:
        found = file_of_run(tx, run_seen(tx, page.actor, job_id), name)
    return attachment(found.content, found.name, found.media_type)


def told_run(page: ProgrammePage, job: Job, names: dict[str, str]) -> str:
    """A run in a few words: its benchmark and period."""
    split, until = (_day(page, job.payload.get(key) or "") for key in ("split", "until"))
    name = names.get(job.payload["file_id"], "?")
    if until:
        return page.words.text("eval.told_until", name=name, split=split, until=until)
    return page.words.text("eval.told", name=name, split=split)


def _day(page: ProgrammePage, date: str) -> str:
    """A date as the reader writes it; "" for none."""
    return Formats(page.lang).day(datetime.date.fromisoformat(date)) if date else ""


def _show(
    page: ProgrammePage,
    store: StoreDep,
    settings: SettingsDep,
    *,
    wrong_file: str = "",
    wrong: str = "",
    sent: dict[str, str] | None = None,
) -> Response:
    with store.reading() as tx:
        files = benchmarks_seen(tx, page.actor)
        runs = runs_seen(tx, page.actor)
    names = {one.id: one.name for one in files}
    return page.show(
        "evaluator/evaluations.html",
        status=422 if wrong_file or wrong else 200,
        benchmarks=files,
        runs=[(one, told_run(page, one, names)) for one in runs],
        most_mib=settings.upload_bytes // (1024 * 1024),
        wrong_file=wrong_file,
        wrong=wrong,
        sent=sent or {"file_id": "", "split": "", "until": "", "min_history": "2"},
        key=secrets.token_hex(8),
    )


def _figures(job: Job) -> dict[str, Any]:
    figures: dict[str, Any] = (job.result or {})["figures"]
    return figures


def _protocol(job: Job) -> str:
    return str(_figures(job)["protocol"]["protocol_hash"])
