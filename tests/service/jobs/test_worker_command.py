"""`abbina worker` as a process: it does what waits, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.store import JobStatus, Store
from matcher.store.jobs import Job, get_job

PROGRAMME = "spring"
ROOT = Path(__file__).resolve().parents[3]
SCRIPT = "from service.cli import main; main()"


def start(address: str, cache: Path, *options: str) -> subprocess.Popen[str]:
    """`abbina worker` on a database."""
    command = [sys.executable, "-c", SCRIPT, "worker", "--database", address, "--encoder", "hashing", *options]
    environment = {**os.environ, "ABBINA_CACHE_DIR": str(cache)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_what_waits_is_done(spring: Store, address: str, ask: Callable[..., Job], tmp_path: Path) -> None:
    job = ask("make_shortlists", {"top": 2})
    child = start(address, tmp_path, "--until-idle")
    _, said = child.communicate(timeout=120)
    assert child.returncode == 0, said
    with spring.reading() as tx:
        assert get_job(tx, PROGRAMME, job.id).status is JobStatus.DONE
    assert "Azienda" not in said


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_it_ends_when_it_is_told_to(spring: Store, address: str, tmp_path: Path) -> None:
    child = start(address, tmp_path)
    assert child.stderr is not None
    while "waits for jobs" not in child.stderr.readline():
        assert child.poll() is None
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=60)
    assert child.returncode == 0


def test_a_database_without_tables_is_refused(tmp_path: Path) -> None:
    child = start(f"sqlite:///{tmp_path / 'empty.sqlite'}", tmp_path)
    _, said = child.communicate(timeout=60)
    assert child.returncode == 1
    assert "abbina db upgrade" in said
