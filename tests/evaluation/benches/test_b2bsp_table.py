"""The table of B2B scheduling instances beside the published optima."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.benches.b2bsp_table import contradicts, main
from matcher.agenda.b2bsp import Limits, Result, Status

TEXT = """nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 3; nMorningSlots = 3;
requested = [| 1, 2, 3, | 1, 3, 3, |]; forbidden = [{2}, {}, {}];"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.original.dzn").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.original.dzn").write_text(TEXT, encoding="utf-8")
    return tmp_path


def publish(folder: Path, **breaks: int) -> None:
    instances = {name: {"breaks": n} for name, n in breaks.items()}
    (folder / "published.json").write_text(json.dumps({"instances": instances}), encoding="utf-8")


def test_each_instance_stands_beside_its_published_optimum(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(folder, one=1)
    assert main([str(folder), "--time-limit", "20", "--workers", "1"]) == 0
    printed = capsys.readouterr().out
    assert "| one | optimal | 1 | 1 | 1 |" in printed
    assert "| two | optimal | 1 | 1 | – |" in printed
    assert printed.endswith("1 of 2 proven equal to the published optimum, 0 contradict it\n")


def test_a_contradiction_is_status_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(folder, one=0, two=1)
    assert main([str(folder), "--time-limit", "20", "--workers", "1"]) == 1
    assert capsys.readouterr().out.endswith("1 of 2 proven equal to the published optimum, 1 contradict it\n")


@pytest.mark.parametrize(
    ("breaks", "bound", "published", "wrong"),
    [(5, 3, 4, False), (4, 4, 4, False), (None, 0, 4, False), (3, 3, 4, True), (5, 5, 4, True), (None, None, 4, True)],
)
def test_fewer_breaks_or_a_higher_bound_than_the_optimum_contradict_it(
    breaks: int | None, bound: int | None, published: int, wrong: bool
) -> None:
    result = Result(
        instance="one",
        status=Status.UNKNOWN,
        breaks=breaks,
        bound=bound,
        seconds=0.0,
        slots=None,
        limits=Limits(),
    )
    assert contradicts(result, published) is wrong
