"""What proofs start from: a programme with parties of the demo, an event, lists and a solved agenda, and keys to it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from matcher.importers import import_profiles
from matcher.profiles import Profile, ProfileKind
from matcher.store import JobStatus, Role, Store, open_store, upgrade
from matcher.store.api_keys import issue_api_key
from matcher.store.events import save_event
from matcher.store.jobs import ask_for_job, get_job
from matcher.store.parties import save_party
from matcher.store.programmes import save_programme
from matcher.suggestions import Side
from service.demo import COMPANIES, COUNTERPARTS, demo_folder
from service.jobs import Tools, Worker
from service.jobs.kinds import SHORTLIST, SOLVE
from service.jobs.tools import ToolSettings
from service.jobs.worker import utc_now

EVENT, AGENDA = "day", "main"
BY = "proof"
SOLVE_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A programme that can be worked on; `keys` are secrets of organisers."""

    programme_id: str
    keys: tuple[str, ...]
    companies: tuple[str, ...]
    counterparts: tuple[str, ...]


def lay(address: str, folder: Path, *, companies: int, counterparts: int, keys: int = 2) -> Ground:
    """Tables, a programme of that many parties, and its agenda, in a database that may have other programmes.

    Raises:
        RuntimeError: the lists or the agenda could not be made.
    """
    store, now = open_store(address), utc_now()
    upgrade(store)
    programme_id = f"proof-{secrets.token_hex(4)}"
    sides = {
        Side.STARTUPS: _profiles(Side.STARTUPS, companies),
        Side.COUNTERPARTS: _profiles(Side.COUNTERPARTS, counterparts),
    }
    new: dict[str, Any] = {"source": {"form": BY}, "saved_by": BY, "expected_version": 0, "now": now}
    with store.writing() as tx:
        save_programme(tx, programme_id, name="Proof", settings={}, expected_version=0, now=now)
        for side, profiles in sides.items():
            for profile in profiles:
                save_party(tx, programme_id, profile, side=side, **new)
        plan = _plan(companies, counterparts)
        save_event(tx, programme_id, EVENT, name="Day", timezone="Europe/Rome", plan=plan, expected_version=0, now=now)
        issued = [
            issue_api_key(tx, programme_id, name=BY, role=Role.ORGANISER, issued_by=BY, now=now)[1] for _ in range(keys)
        ]
    order = {"event_id": EVENT, "agenda_id": AGENDA, "time_limit": SOLVE_SECONDS}
    do_jobs(store, programme_id, folder, {SHORTLIST: {"side": "startups"}, SOLVE: order})
    store.close()
    ids = [tuple(profile.id for profile in sides[side]) for side in (Side.STARTUPS, Side.COUNTERPARTS)]
    return Ground(programme_id=programme_id, keys=tuple(issued), companies=ids[0], counterparts=ids[1])


def do_jobs(store: Store, programme_id: str, folder: Path, orders: Mapping[str, Mapping[str, Any]]) -> None:
    """Have jobs done in this process, with the encoder for tests; raises RuntimeError for one that is not."""
    with store.writing() as tx:
        asked = [
            ask_for_job(tx, programme_id, kind, dict(order), asked_by=BY, now=utc_now()).id
            for kind, order in orders.items()
        ]
    tools = Tools(ToolSettings(encoder="hashing", cache_dir=folder / "cache"))
    Worker(store=store, tools=tools).run_until_idle()
    with store.reading() as tx:
        jobs = [get_job(tx, programme_id, job_id) for job_id in asked]
    failed = [f"{job.kind}: {job.error or job.status}" for job in jobs if job.status is not JobStatus.DONE]
    if failed:
        raise RuntimeError("; ".join(failed))


def _profiles(side: Side, number: int) -> list[Profile]:
    """Profiles of the demo's side over and over, each with an id and a name of its own."""
    is_company = side is Side.STARTUPS
    name, kind = (COMPANIES, ProfileKind.STARTUP) if is_company else (COUNTERPARTS, ProfileKind.INVESTOR)
    known = import_profiles(demo_folder() / name, default_kind=kind).profiles
    prefix = "c" if is_company else "p"
    return [
        replace(one, id=f"{prefix}-{index:04d}", name=f"{one.name} {index}", provenance=None)
        for index, one in ((index, known[index % len(known)]) for index in range(number))
    ]


def _plan(companies: int, counterparts: int) -> dict[str, Any]:
    """An event with room for everybody: meetings of 20 minutes, and tables for half of the companies at once."""
    most = 3 if companies + counterparts < 20 else 8
    return {
        "slot_minutes": 20,
        "pause_minutes": 0,
        "days": [{"date": "2030-10-07", "open": "09:00", "close": "13:00"}],
        "venues": [{"id": "hub", "tables": max(4, companies // 2)}],
        "limits": {"company": {"max_meetings": most}, "counterpart": {"max_meetings": most}},
        "listing": {"least_score": 0.0},
    }
