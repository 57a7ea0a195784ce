"""Callers as a process of their own: `python -m service.proofs.load.callers_process SECONDS SEED < scenes.json`.

Given scenes, they act as people do; given `{"path": …}`, all ask for that path alone. What was measured is
printed as JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from dataclasses import asdict
from typing import Any

from service.proofs.load.callers import Caller, Scene, Tally
from service.proofs.load.connection import Connection


async def act(port: int, scenes: list[Scene], seconds: float, seed: int) -> Tally:
    """Let every caller act for so long, each from draws of its own."""
    tally, until = Tally(), time.monotonic() + seconds
    callers = [
        Caller(port, scene, tally, random.Random(f"{seed} {number}"))  # noqa: S311 - draws acts, not secrets
        for number, scene in enumerate(scenes)
    ]
    await asyncio.gather(*(caller.run(until) for caller in callers))
    return tally


async def ask(port: int, headers: dict[str, str], path: str, callers: int, seconds: float) -> Tally:
    """Ask for one path for so long, so many at once."""
    tally, until = Tally(), time.monotonic() + seconds

    async def one() -> None:
        connection = Connection(port, headers)
        while time.monotonic() < until:
            begun = time.perf_counter()
            status, _, _ = await connection.send("GET", path)
            tally.note(path, (time.perf_counter() - begun) * 1000, status)

    await asyncio.gather(*(one() for _ in range(callers)))
    return tally


def main() -> None:
    """Read what is to be done, do it, print what was measured."""
    seconds, seed = float(sys.argv[1]), int(sys.argv[2])
    wanted: dict[str, Any] = json.load(sys.stdin)
    if "path" in wanted:
        found = asyncio.run(ask(wanted["port"], wanted["headers"], wanted["path"], wanted["callers"], seconds))
    else:
        found = asyncio.run(act(wanted["port"], [Scene(**each) for each in wanted["scenes"]], seconds, seed))
    json.dump(asdict(found), sys.stdout)


if __name__ == "__main__":
    main()
