"""Files of instances, solved one after another and checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from matcher.agenda.b2bsp.answer import Answer, Limits
from matcher.agenda.b2bsp.check import check_timetable
from matcher.agenda.b2bsp.instance import Instance
from matcher.agenda.b2bsp.reading import read_instance
from matcher.agenda.b2bsp.solving import solve_instance


class Status(Enum):
    """How far a run got."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One instance after its run; every timetable in a result has passed the checker.

    `breaks` are counted by the checker, None without a timetable; `bound` is the proven least, None when there is no
    timetable at all. `optimal`: the two are equal; `feasible`: breaks are more; `unknown`: neither a timetable nor a
    proof that there is none. `seconds` by the clock. `slots` of the meetings, in the order of the file, from 1.
    """

    instance: str
    status: Status
    breaks: int | None
    bound: int | None
    seconds: float
    slots: tuple[int, ...] | None
    limits: Limits

    def document(self) -> dict[str, object]:
        """The result as JSON has it."""
        return {
            "instance": self.instance,
            "status": self.status.value,
            "breaks": self.breaks,
            "bound": self.bound,
            "seconds": round(self.seconds, 3),
            "time_limit": self.limits.seconds,
            "workers": self.limits.workers,
            "seed": self.limits.seed,
            "slots": self.slots,
        }


def run_files(
    paths: Iterable[Path], limits: Limits, solve: Callable[[Instance, Limits], Answer] = solve_instance
) -> Iterator[Result]:
    """A result for each file, in order, as soon as it is there; all files are read before the first is solved.

    Raises:
        UnreadableFile, RefusedFile: As `read_instance`.
        RuntimeError: The solver gave a timetable that breaks a rule, or one with fewer breaks than its own bound.
    """
    instances = [read_instance(path) for path in paths]
    for instance in instances:
        begun = time.perf_counter()
        answer = solve(instance, limits)
        yield judge(instance, answer, seconds=time.perf_counter() - begun, limits=limits)


def judge(instance: Instance, answer: Answer, *, seconds: float, limits: Limits) -> Result:
    """The result that an answer amounts to, its timetable checked; raises RuntimeError as `run_files`."""
    breaks = None
    if answer.slots is not None:
        finding = check_timetable(instance, answer.slots)
        breaks = finding.breaks
        if finding.broken:
            raise RuntimeError(f"the timetable of {instance.name} breaks a rule: {finding.broken[0].message}")
        if answer.bound is None or breaks < answer.bound:
            raise RuntimeError(f"the timetable of {instance.name} has {breaks} breaks, below the bound {answer.bound}")
    return Result(
        instance=instance.name,
        status=_status(breaks, answer.bound),
        breaks=breaks,
        bound=answer.bound,
        seconds=seconds,
        slots=None if answer.slots is None else tuple(slot + 1 for slot in answer.slots),
        limits=limits,
    )


def _status(breaks: int | None, bound: int | None) -> Status:
    if breaks is None:
        return Status.INFEASIBLE if bound is None else Status.UNKNOWN
    return Status.OPTIMAL if breaks == bound else Status.FEASIBLE
