"""The job that makes shortlists from the profiles in the store."""

from __future__ import annotations

import datetime
import math

import pandas as pd

from matcher import __version__
from matcher.lists import SEED, ListsWanted, list_programme, match_programme
from matcher.shortlist import ShortlistConfig
from matcher.store import Decision, Transaction
from matcher.store.rows import Document
from matcher.store.shortlists import add_run, decide_suggestion
from matcher.suggestions import RunStamp, ShortlistRun
from service.jobs.defaults import language
from service.jobs.orders import ShortlistOrder
from service.jobs.steps import Steps
from service.jobs.stored import StoredWorld, read_world
from service.jobs.task import Done, Task


def make_shortlists(task: Task) -> Done:
    """Lists for every party of a side, with reasons; pairs that were locked before are locked in the new run too.

    Result: `{"run_id", "n_suggestions"}`.
    """
    order = ShortlistOrder.model_validate(task.job.payload)
    task.report.tell(0.0, "reading")
    with task.store.reading() as tx:
        world = read_world(tx, task.programme_id, destination=order.destination)
        lang = language(tx, task.programme_id, order.lang)
    run = run_lists(task, order, world, lang)
    extra = extra_of(run)

    def write(tx: Transaction, now: datetime.datetime) -> Document:
        by = task.job.created_by
        run_id = add_run(
            tx,
            task.programme_id,
            side=run.side,
            lang=run.lang,
            stamp=run.stamp,
            suggestions=run.suggestions,
            extra=extra,
            added_by=by,
            now=now,
        )
        for one in run.suggestions:
            pair = (one.company_id, one.counterpart_id)
            if pair in world.locked:
                decide_suggestion(
                    tx, task.programme_id, run_id, *pair, Decision.LOCKED, decided_by=by, expected_version=1
                )
        return {"run_id": run_id, "n_suggestions": len(run.suggestions)}

    return Done(write=write)


def run_lists(task: Task, order: ShortlistOrder, world: StoredWorld, lang: str) -> ShortlistRun:
    """The lists of an order in a language; raises JobStopped between its steps."""
    report, tools = task.report, task.tools
    report.tell(0.05, "loading the model")
    model, encoder = tools.model(), tools.encoder(Steps(report, 0.1, 0.6))
    matched = match_programme(world.programme, model, encoder)
    report.tell(0.65, "choosing and explaining")
    config = ShortlistConfig(top=order.top)
    options = {"side": str(order.side), "top": str(order.top), "plain": str(order.is_plain).lower()}
    stamp = RunStamp(
        abbina_version=__version__,
        model_id=model.id,
        encoder_id=encoder.id,
        data_hash=world.data_hash,
        seed=SEED,
        options=tuple({**options, "destination": world.programme.destination}.items()),
    )
    wanted = ListsWanted(side=order.side, config=config.plain() if order.is_plain else config, lang=lang)
    run = list_programme(matched, wanted, model, encoder, stamp=stamp)
    report.tell(0.95, "storing")
    return run


def extra_of(run: ShortlistRun) -> Document:
    """What a run holds beside its suggestions, as JSON: exclusions, scores, completeness, how many fit."""
    return {
        "exclusions": [
            {
                "company_id": one.company_id,
                "counterpart_id": one.counterpart_id,
                "rule": one.rule,
                "reason": one.reason,
            }
            for one in run.exclusions
        ],
        "matrix": {
            "companies": [str(name) for name in run.matrix.index],
            "counterparts": [str(name) for name in run.matrix.columns],
            "scores": [
                [None if math.isnan(score) else round(float(score), 6) for score in row]
                for row in run.matrix.to_numpy()
            ],
        },
        "completeness": [
            {"side": side.value, "party": party, "score": round(score, 6), "missing": missing}
            for (side, party), (score, missing) in run.completeness.items()
        ],
        "fitting": [{"party": party, "n": n} for party, n in run.fitting.items()],
    }


def fitting_of(extra: Document) -> dict[str, int]:
    """How many options of each list of a stored run fit at least possibly; {} for a run that did not keep it."""
    return {one["party"]: one["n"] for one in extra.get("fitting", [])}


def matrix_of(extra: Document) -> pd.DataFrame:
    """The matrix of a run that was stored."""
    stored = extra.get("matrix", {"companies": [], "counterparts": [], "scores": []})
    return pd.DataFrame(
        stored["scores"], index=pd.Index(stored["companies"]), columns=pd.Index(stored["counterparts"]), dtype=float
    )
