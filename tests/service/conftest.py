"""A tiny programme on disk, and the command line without a process."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from matcher.profiles import Intent, Profile, ProfileKind, Stage
from matcher.store import Store, events, parties, programmes
from matcher.suggestions import Side
from service.jobs import Tools
from service.jobs.tools import ToolSettings

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


PROGRAMME = "spring"
EVENT = {
    "slot_minutes": 20,
    "pause_minutes": 0,
    "days": [{"date": "2026-10-05", "open": "09:00", "close": "11:00"}],
    "venues": [{"id": "hub", "tables": 4}],
    "limits": {"company": {"max_meetings": 3}, "counterpart": {"max_meetings": 4}},
    "listing": {"least_score": 0.0},
}


def company(number: int, what: str, sector: str) -> Profile:
    """A startup that raises money."""
    return Profile(
        id=f"st-{number}",
        name=f"Azienda {number}",
        kind=ProfileKind.STARTUP,
        description=what,
        sectors=(sector,),
        seeks=(Intent.RAISE_CAPITAL,),
        stage=Stage.SEED,
        country="IT",
    )


def counterpart(number: int, what: str, sector: str) -> Profile:
    """An investor in seed rounds."""
    return Profile(
        id=f"inv-{number}",
        name=f"Fund {number}",
        kind=ProfileKind.INVESTOR,
        description=what,
        sectors=(sector,),
        offers=(Intent.RAISE_CAPITAL,),
        stages=(Stage.SEED,),
        country="US",
    )


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    """The encoder for tests, and vectors in a folder of the test."""
    return Tools(
        ToolSettings(encoder="hashing", cache_dir=tmp_path / "cache", allow_private_hooks=True, hook_pause_s=0)
    )


@pytest.fixture
def fill_programme() -> Callable[[Store, datetime.datetime], None]:
    """Writes four companies, four counterparts and an event."""

    def write(store: Store, now: datetime.datetime) -> None:
        things = (
            ("Robots that pick tomatoes in greenhouses.", "agritech"),
            ("Light therapy devices for hospitals.", "medical_devices"),
            ("Software that reads invoices.", "cloud"),
            ("Batteries made of sand.", "energy_storage"),
        )
        new: dict[str, Any] = {"source": {"form": "test"}, "saved_by": "u", "expected_version": 0, "now": now}
        with store.writing() as tx:
            programmes.save_programme(tx, PROGRAMME, name="Spring", settings={}, expected_version=0, now=now)
            for number, (what, sector) in enumerate(things, start=1):
                parties.save_party(tx, PROGRAMME, company(number, what, sector), side=Side.STARTUPS, **new)
                other = counterpart(number, f"We fund: {what}", sector)
                parties.save_party(tx, PROGRAMME, other, side=Side.COUNTERPARTS, **new)
            events.save_event(
                tx, PROGRAMME, "day", name="Day", timezone="Europe/Rome", plan=EVENT, expected_version=0, now=now
            )

    return write


@pytest.fixture
def spring(store: Store, fill_programme: Callable[..., None], now: datetime.datetime) -> Store:
    """A store with the tiny programme, on either database."""
    fill_programme(store, now)
    return store
