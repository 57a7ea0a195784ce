"""A few rounds of the bench that kills processes which write to a store."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from evaluation.benches.store_kill import WorkerRound, is_whole, kill_workers, kill_writer, prepare


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store to write to."""
    file = tmp_path / "abbina.sqlite"
    prepare(f"sqlite:///{file}")
    return file


def test_nothing_that_a_killed_writer_said_is_missing(path: Path) -> None:
    draw = random.Random(1)  # noqa: S311 - draws moments, not secrets
    rounds = [kill_writer(f"sqlite:///{path}", f"agenda-{number}", draw) for number in range(3)]
    assert [(each.lost, each.is_torn) for each in rounds] == [(0, False)] * 3
    assert all(each.acknowledged >= 3 for each in rounds)
    assert is_whole(path)


def test_each_job_of_killed_workers_is_done_once(path: Path) -> None:
    draw = random.Random(2)  # noqa: S311 - draws moments, not secrets
    found = kill_workers(f"sqlite:///{path}", n_jobs=30, n_kills=3, draw=draw)
    assert found == WorkerRound(asked=30, done=30, repeated=0, killed=3)
    assert is_whole(path)
