"""How long pages of a large programme take: `python -m service.proofs.first_page [PARTIES]`, on a new SQLite file.

The application is called in this process, without a network.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import structlog
from fastapi import FastAPI

from matcher.importers import import_profiles
from matcher.profiles import ProfileKind
from matcher.store import Role, Store, open_store, upgrade
from matcher.store.api_keys import issue_api_key
from matcher.store.parties import save_party
from matcher.store.programmes import save_programme
from matcher.suggestions import Side
from service.demo import demo_folder
from service.web.app import create_app
from service.web.settings import Settings

PROGRAMME = "large"
AT_ONCE = 5000
TRIES = 40
ROOT = f"/v1/programmes/{PROGRAMME}"


def fill(store: Store, parties: int) -> str:
    """Profiles of the demo's counterparts over and over; returns a viewer's key."""
    now = datetime.datetime.now(datetime.UTC)
    profiles = import_profiles(demo_folder() / "counterparts.csv", default_kind=ProfileKind.INVESTOR).profiles
    new: dict[str, Any] = {"source": {}, "saved_by": "bench", "expected_version": 0, "now": now}
    with store.writing() as tx:
        save_programme(tx, PROGRAMME, name="Large", settings={}, expected_version=0, now=now)
        _, key = issue_api_key(tx, PROGRAMME, name="bench", role=Role.VIEWER, issued_by="bench", now=now)
    for start in range(0, parties, AT_ONCE):
        with store.writing() as tx:
            for number in range(start, min(parties, start + AT_ONCE)):
                profile = replace(profiles[number % len(profiles)], id=f"p{number:07d}")
                save_party(tx, PROGRAMME, profile, side=Side.COUNTERPARTS, **new)
    return key


async def call(app: FastAPI, path: str, query: str, key: str) -> tuple[int, int]:
    """The status and the number of bytes of an answer."""
    answer: list[Any] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"authorization", f"Bearer {key}".encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        answer.append(message)

    await app(scope, receive, send)
    return answer[0]["status"], sum(len(part.get("body", b"")) for part in answer[1:])


async def measure(app: FastAPI, key: str, parties: int) -> None:
    """Print, for each page, its bytes and its milliseconds."""
    pages = ((f"{ROOT}/parties", ""), (f"{ROOT}/parties", "limit=200"), (f"{ROOT}/parties/p{parties // 2:07d}", ""))
    for path, query in pages:
        times = []
        for _ in range(TRIES):
            begun = time.perf_counter()
            status, size = await call(app, path, query, key)
            times.append((time.perf_counter() - begun) * 1000)
            if status != 200:
                raise SystemExit(f"{path} answered {status}")
        told = f"median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms"
        sys.stdout.write(f"{path}?{query}: {size} bytes, {told}\n")


def main() -> None:
    """Fill a database and measure."""
    parties = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.sqlite"
        store = open_store(f"sqlite:///{file}")
        upgrade(store)
        begun = time.perf_counter()
        key = fill(store, parties)
        seconds = time.perf_counter() - begun
        sys.stdout.write(f"{parties} parties in {seconds:.1f} s, {file.stat().st_size / 1e6:.0f} MB\n")
        store.close()
        app = create_app(Settings(database=f"sqlite:///{file}", run_worker=False, rate_limit="1000000/second"))
        asyncio.run(measure(app, key, parties))


if __name__ == "__main__":
    main()
