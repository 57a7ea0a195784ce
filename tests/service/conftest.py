"""A tiny programme on disk, and the command line without a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

ROOT = Path(__file__).resolve().parents[2]

COMPANIES = """id,name,description,sectors,country,stage,website
c1,Serra Robotics,Robots that pick tomatoes in greenhouses.,Robotics; Agritech,Italy,Seed,serra.example
c2,Tenuta Alta,Family winery that exports to twelve countries.,Wine,Italy,,tenuta.example
c3,Luce Medica,Light therapy devices for hospitals.,Medical devices,Italy,Seed,luce.example
"""
COUNTERPARTS = """id,name,kind,description,sectors,stages,countries
p1,Field Fund,investor,We invest in robots for farms.,Robotics; Agritech,Seed,Italy; USA
p2,Cellar Imports,corporate,Importer of Italian wine.,Wine,,USA
p3,Clinic Capital,investor,Seed cheques for devices in hospitals.,Medical devices,Seed,Italy; USA
p4,Harbour Lab,university,Robotics laboratory open to companies.,Robotics,,USA
"""
HISTORY = """startup_id,counterpart_id,date,relation
c1,p4,2023-05-16,meeting
c2,p2,2024-05-16,meeting
"""

Command = Callable[..., Result]


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """A folder with companies.csv, counterparts.csv and history.csv."""
    files = (("companies", COMPANIES), ("counterparts", COUNTERPARTS), ("history", HISTORY))
    for name, content in files:
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def abbina(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """The command line in this process, with a cache of its own."""
    from service.cli.commands import app

    monkeypatch.setenv("ABBINA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("ABBINA_LANG", raising=False)

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return call


@pytest.fixture
def shortlist(abbina: Command, programme: Path) -> Command:
    """`abbina shortlist` on the tiny programme, with the encoder for tests."""

    def call(*options: str | Path) -> Result:
        files = (programme / "companies.csv", programme / "counterparts.csv")
        return abbina("shortlist", *files, "--encoder", "hashing", *options)

    return call


def run_process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`abbina` as a process of its own."""
    command = [sys.executable, "-c", "from service.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**os.environ, **environment}, cwd=ROOT, check=False
    )


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`abbina` as a process of its own: arguments, then environment variables by name."""
    return run_process
