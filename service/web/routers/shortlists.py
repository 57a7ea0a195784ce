"""Shortlists: made by a job, read by organisers, locked or vetoed pair by pair."""

from __future__ import annotations

import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from matcher.fit import Fit
from matcher.store import Decision
from matcher.store.audit import note_act
from matcher.store.shortlists import (
    StoredRun,
    StoredSuggestion,
    delete_run,
    get_run,
    list_runs,
    page_suggestions,
    run_extra,
)
from matcher.suggestions import Side
from service.jobs.kinds import SHORTLIST
from service.jobs.orders import ShortlistOrder
from service.web.access import READ, RUN
from service.web.acts.deciding import decide_pair
from service.web.asking import JOB_ASKED, ask
from service.web.context import Actor, NowDep, StoreDep, require
from service.web.idempotency import OnceDep
from service.web.paging import Page, PageDep
from service.web.problems import Problem
from service.web.versions import SeenVersion, tagged

router = APIRouter(prefix="/programmes/{programme_id}/shortlists", tags=["shortlists"])

Runner = Annotated[Actor, Depends(require(*RUN))]
Reader = Annotated[Actor, Depends(require(*READ))]

BETWEEN = "\n"
"""Between the two ids of a pair in a cursor: no id has a line break."""


class RunBody(BaseModel):
    """A run of shortlists; model, encoder, hash and options make it repeatable."""

    id: str
    side: Side
    lang: str = Field(examples=["it"])
    model_id: str
    encoder_id: str
    data_hash: str
    seed: int
    options: dict[str, str]
    created_by: str
    created_at: datetime.datetime


class ContributionBody(BaseModel):
    """How much a group of facts moves the score, in logits."""

    group: str = Field(examples=["sector"])
    label: str
    logit: float


class SuggestionBody(BaseModel):
    """A pair of a list, with the case for and against it; scores and interests lie in [0, 1]."""

    run_id: str
    company_id: str = Field(examples=["st-01"])
    company_name: str
    counterpart_id: str = Field(examples=["inv-07"])
    counterpart_name: str
    counterpart_kind: str
    rank: int = Field(ge=1)
    score: float = Field(examples=[0.83])
    fit: Fit | None = Field(description="how well the two fit; null in runs of versions that did not say so")
    company_interest: float
    counterpart_interest: float
    reasons: list[str]
    evidence: list[str]
    against: list[str]
    unknown: list[str]
    improvement: str
    contributions: list[ContributionBody]
    decision: Decision | None
    version: int


class DecisionBody(BaseModel):
    """What the organiser decides; null takes it back."""

    decision: Decision | None = Field(examples=["locked"])


class MatrixBody(BaseModel):
    """Scores of every company (rows) with every counterpart that stands in a list (columns), and who is kept apart."""

    companies: list[str]
    counterparts: list[str]
    scores: list[list[float | None]]
    exclusions: list[dict[str, str]]


def run_body(run: StoredRun) -> RunBody:
    """A run as it is told."""
    stamp = run.stamp
    return RunBody(
        id=run.id,
        side=run.side,
        lang=run.lang,
        model_id=stamp.model_id,
        encoder_id=stamp.encoder_id,
        data_hash=stamp.data_hash,
        seed=stamp.seed,
        options=dict(stamp.options),
        created_by=run.created_by,
        created_at=run.created_at,
    )


def suggestion_body(stored: StoredSuggestion) -> SuggestionBody:
    """A suggestion as organisers see it."""
    one = stored.suggestion
    return SuggestionBody(
        run_id=stored.run_id,
        company_id=one.company_id,
        company_name=one.company_name,
        counterpart_id=one.counterpart_id,
        counterpart_name=one.counterpart_name,
        counterpart_kind=one.counterpart_kind,
        rank=one.rank,
        score=one.score,
        fit=Fit(one.fit) if one.fit else None,
        company_interest=one.company_interest,
        counterpart_interest=one.counterpart_interest,
        reasons=list(one.reasons),
        evidence=list(one.evidence),
        against=list(one.against),
        unknown=list(one.unknown),
        improvement=one.improvement,
        contributions=[
            ContributionBody(group=each.group, label=each.label, logit=each.logit) for each in one.contributions
        ],
        decision=stored.decision,
        version=stored.version,
    )


@router.post("", status_code=202, responses=JOB_ASKED)
def make(order: ShortlistOrder, actor: Runner, store: StoreDep, once: OnceDep) -> JSONResponse:
    """Make lists for every party of a side from what the programme holds now; the job's result has the `run_id`."""
    return ask(store, actor, once, SHORTLIST, order)


@router.get("")
def runs(actor: Reader, store: StoreDep, page: PageDep) -> Page[RunBody]:
    """The runs, the oldest first."""
    with store.reading() as tx:
        found = list_runs(tx, actor.programme_id, after=page.after, limit=page.limit_plus_one)
    return page.page(found, lambda run: run.id, run_body)


@router.get("/{run_id}")
def run(run_id: str, actor: Reader, store: StoreDep) -> RunBody:
    """One run, without its suggestions."""
    with store.reading() as tx:
        return run_body(get_run(tx, actor.programme_id, run_id))


@router.delete("/{run_id}", status_code=204)
def delete(run_id: str, actor: Runner, store: StoreDep, now: NowDep) -> None:
    """Delete a run with what was decided on it and what was shown of it."""
    with store.writing() as tx:
        delete_run(tx, actor.programme_id, run_id)
        note_act(tx, actor.programme_id, actor=actor.user_id, action="shortlist.delete", subject=run_id, now=now)


@router.get("/{run_id}/matrix")
def matrix(run_id: str, actor: Reader, store: StoreDep) -> MatrixBody:
    """The scores of all pairs that count, and the pairs that rules keep apart, with the reason."""
    with store.reading() as tx:
        extra = run_extra(tx, actor.programme_id, run_id)
    stored: dict[str, Any] = extra.get("matrix", {"companies": [], "counterparts": [], "scores": []})
    return MatrixBody(**stored, exclusions=extra.get("exclusions", []))


@router.get("/{run_id}/suggestions")
def suggestions(
    run_id: str,
    actor: Reader,
    store: StoreDep,
    page: PageDep,
    company_id: Annotated[str | None, Query(description="only the pairs of this company", max_length=200)] = None,
    counterpart_id: Annotated[str | None, Query(description="only the pairs of this one", max_length=200)] = None,
) -> Page[SuggestionBody]:
    """The pairs of a run with their reasons, by company and counterpart; `rank` is the place in the party's list."""
    company, _, counterpart = page.after.partition(BETWEEN)
    with store.reading() as tx:
        get_run(tx, actor.programme_id, run_id)
        found = page_suggestions(
            tx,
            actor.programme_id,
            run_id,
            after=(company, counterpart),
            limit=page.limit_plus_one,
            company_id=company_id,
            counterpart_id=counterpart_id,
        )
    return page.page(found, _pair, suggestion_body)


@router.put("/{run_id}/suggestions/{company_id}/{counterpart_id}/decision")
def decide(
    run_id: str,
    company_id: str,
    counterpart_id: str,
    body: DecisionBody,
    response: Response,
    actor: Runner,
    store: StoreDep,
    seen: SeenVersion,
    now: NowDep,
) -> SuggestionBody:
    """Lock a pair (it must meet), veto it (it may not), or take that back. It holds for later runs and agendas too."""
    with store.writing() as tx:
        stored = decide_pair(tx, actor, run_id, (company_id, counterpart_id), body.decision, seen=seen, now=now)
    tagged(response, stored.version)
    return suggestion_body(stored)


def _pair(stored: StoredSuggestion) -> str:
    one = stored.suggestion
    if BETWEEN in one.company_id + one.counterpart_id:
        raise Problem(422, "refused-data", "an id of this run has a line break in it: correct it")
    return f"{one.company_id}{BETWEEN}{one.counterpart_id}"
