"""Runs over files: what becomes of answers, good and bad."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.agenda.b2bsp import Answer, Instance, Limits, Status, judge, run_files
from matcher.errors import RefusedFile

MakeInstance = Callable[..., Instance]
LIMITS = Limits(seconds=10, workers=1, seed=3)
TEXT = """nBusiness = 2; nMeetings = 1; nTables = 1; nTotalSlots = 2; nMorningSlots = 1;
requested = [| 1, 2, 2 |]; forbidden = [{}, {}];"""


@pytest.mark.parametrize(
    ("answer", "status", "breaks"),
    [
        (Answer(slots=(0, 2), bound=1), Status.OPTIMAL, 1),
        (Answer(slots=(0, 2), bound=0), Status.FEASIBLE, 1),
        (Answer(slots=None, bound=0), Status.UNKNOWN, None),
        (Answer(slots=None, bound=None), Status.INFEASIBLE, None),
    ],
)
def test_status_follows_from_breaks_and_bound(
    instance: MakeInstance, answer: Answer, status: Status, breaks: int | None
) -> None:
    result = judge(instance([(0, 1), (0, 2)]), answer, seconds=1.5, limits=LIMITS)
    assert (result.status, result.breaks, result.bound) == (status, breaks, answer.bound)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(slots=(1, 1), bound=0), "breaks a rule: participant 1 has 2 meetings in slot 2"),
        (Answer(slots=(0, 1), bound=1), "has 0 breaks, below the bound 1"),
    ],
)
def test_a_wrong_answer_is_never_passed_on(instance: MakeInstance, answer: Answer, message: str) -> None:
    with pytest.raises(RuntimeError, match=message):
        judge(instance([(0, 1), (0, 2)]), answer, seconds=1.5, limits=LIMITS)


def test_a_result_tells_what_made_it(tmp_path: Path) -> None:
    (tmp_path / "one.original.dzn").write_text(TEXT, encoding="utf-8")
    (result,) = run_files([tmp_path / "one.original.dzn"], LIMITS)
    document = result.document()
    assert 0 <= float(str(document.pop("seconds"))) < 10
    assert document == {
        "instance": "one",
        "status": "optimal",
        "breaks": 0,
        "bound": 0,
        "time_limit": 10,
        "workers": 1,
        "seed": 3,
        "slots": (2,),
    }


def test_files_are_read_before_the_first_is_solved(tmp_path: Path) -> None:
    (tmp_path / "one.dzn").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.dzn").write_text("nTables = ;", encoding="utf-8")

    def never(instance: Instance, limits: Limits) -> Answer:
        raise AssertionError(f"{instance.name} solved")

    with pytest.raises(RefusedFile, match=r"two\.dzn: line 1"):
        list(run_files([tmp_path / "one.dzn", tmp_path / "two.dzn"], LIMITS, never))
