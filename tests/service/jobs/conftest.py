"""A tiny programme in a store, and a worker for it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.profiles import Intent, Profile, ProfileKind, Stage
from matcher.store import JobStatus, Store, events, parties, programmes
from matcher.store.jobs import Job, ask_for_job, get_job
from matcher.suggestions import Side
from service.jobs import Tools, Worker
from service.jobs.tools import ToolSettings

PROGRAMME = "spring"
EVENT = {
    "slot_minutes": 20,
    "pause_minutes": 0,
    "days": [{"date": "2026-10-05", "open": "09:00", "close": "11:00"}],
    "venues": [{"id": "hub", "tables": 4}],
    "limits": {"company": {"max_meetings": 3}, "counterpart": {"max_meetings": 4}},
    "listing": {"least_score": 0.0},
}

Ask = Callable[..., Job]


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
def programme(store: Store, fill_programme: Callable[..., None], now: datetime.datetime) -> Store:
    """A store with the tiny programme, on either database."""
    fill_programme(store, now)
    return store


@pytest.fixture
def ask(programme: Store, now: datetime.datetime) -> Ask:
    """Asks for a job of a kind."""

    def call(kind: str, payload: dict[str, Any] | None = None, **more: Any) -> Job:
        with programme.writing() as tx:
            return ask_for_job(tx, PROGRAMME, kind, payload or {}, asked_by="org", now=now, **more)

    return call


@pytest.fixture
def do(programme: Store, tools: Tools, ask: Ask) -> Ask:
    """Asks for a job, lets a worker do it, and returns it as it is then."""

    def call(kind: str, payload: dict[str, Any] | None = None, **more: Any) -> Job:
        job = ask(kind, payload, **more)
        assert Worker(store=programme, tools=tools).work_once()
        with programme.reading() as tx:
            return get_job(tx, PROGRAMME, job.id)

    return call


@pytest.fixture
def done(do: Ask) -> Callable[..., dict[str, Any]]:
    """The result of a job that a worker does."""

    def call(kind: str, payload: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        job = do(kind, payload, **more)
        assert (job.status, job.error) == (JobStatus.DONE, "")
        assert job.result is not None
        return job.result

    return call
