"""Evaluation runs and benchmarks as their readers may see them, and two runs side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.store import Role, Transaction
from matcher.store.files import StoredFile, get_file, list_files
from matcher.store.jobs import Job, list_jobs
from matcher.store.rows import MOST_ROWS
from service.jobs.kinds import EVALUATE
from service.web.acts.benchmarks import MEDIA_TYPE
from service.web.context import Actor
from service.web.jobs_seen import may_see_job, seen_job
from service.web.problems import not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """What one run has over another in one metric of one model, with an interval; `is_clear` where it excludes 0."""

    model: str
    metric: str
    before: float
    after: float
    gain: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of nothing."""
        return self.low > 0 or self.high < 0


def benchmarks_seen(tx: Transaction, actor: Actor) -> list[StoredFile]:
    """Benchmarks without their content, the newest first; an evaluator sees their own."""
    added_by = actor.user_id if actor.role is Role.EVALUATOR else None
    found = list_files(tx, actor.programme_id, media_type=MEDIA_TYPE, added_by=added_by)
    return [one for one in found if not one.names_parties]


def runs_seen(tx: Transaction, actor: Actor) -> list[Job]:
    """Evaluation runs, the newest first; an evaluator sees their own."""
    found: list[Job] = []
    while page := list_jobs(
        tx, actor.programme_id, kind=EVALUATE, after=found[-1].id if found else "", limit=MOST_ROWS
    ):
        found += page
    return [one for one in found[::-1] if may_see_job(actor, one.created_by)]


def run_seen(tx: Transaction, actor: Actor, job_id: str) -> Job:
    """One run; raises 404 where there is none that the actor may see."""
    found = seen_job(tx, actor, job_id)
    if found.kind != EVALUATE:
        raise not_found("run")
    return found


def file_of_run(tx: Transaction, job: Job, name: str) -> StoredFile:
    """A file that the run made, by its name; raises 404 where it made none of that name."""
    made = {one["name"]: one["file_id"] for one in (job.result or {}).get("files", [])}
    if name not in made:
        raise not_found("file")
    return get_file(tx, job.programme_id, made[name])


def gains(before: Mapping[str, Any], after: Mapping[str, Any], metrics: Sequence[str]) -> list[Gain]:
    """The differences of the means of models that both runs measured, in the order of `after`.

    The half-widths of both 95 % intervals are joined as those of independent means: r = √(r₁² + r₂²), towards either
    side. Where the questions are the same the two go up and down together, and the true interval is narrower: figures
    of single questions, from which it could be drawn, are not kept.
    """
    known = {model["name"]: model["means"] for model in before["models"]}
    found = []
    for model in after["models"]:
        for metric in metrics:
            one, other = known.get(model["name"], {}).get(metric), model["means"].get(metric)
            if _is_whole(one) and _is_whole(other):
                gain = other["mean"] - one["mean"]
                down = math.hypot(other["mean"] - other["low"], one["high"] - one["mean"])
                up = math.hypot(other["high"] - other["mean"], one["mean"] - one["low"])
                found.append(
                    Gain(
                        model=model["name"],
                        metric=metric,
                        before=one["mean"],
                        after=other["mean"],
                        gain=gain,
                        low=gain - down,
                        high=gain + up,
                    )
                )
    return found


def _is_whole(interval: Any) -> bool:
    return isinstance(interval, dict) and all(interval.get(name) is not None for name in ("mean", "low", "high"))
