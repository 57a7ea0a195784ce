"""What the service bears on this machine: `python -m service.proofs.load`, on a new SQLite file or a PostgreSQL.

A programme of 200 companies and 400 counterparts, with lists and a published agenda. Callers read and write as people
do, four reads to a write, without a pause. Then one read, a company's list, is held against an application that does
nothing, turn by turn, with as many callers. The server and the callers are processes of their own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from matcher.store import open_store
from service.proofs.ground import lay
from service.proofs.load.callers import Scene, Tally
from service.proofs.load.scenes import set_scenes
from service.proofs.processes import Processes, end

WARM_UP_S = 20.0
TURNS, TURN_S = 4, 5.0


def call(wanted: Mapping[str, Any], seconds: float, seed: int) -> Tally:
    """Let callers do what is wanted for so long, in a process of their own."""
    command = [sys.executable, "-m", "service.proofs.load.callers_process", str(seconds), str(seed)]
    done = subprocess.run(command, input=json.dumps(wanted), capture_output=True, text=True)  # noqa: S603 - our own
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout)
    return Tally(ms=found["ms"], statuses={int(status): number for status, number in found["statuses"].items()})


def resident_mb(pid: int) -> float:
    """Megabytes that a process has in memory (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor_s(pid: int) -> float:
    """Seconds of processor time that a process has had (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def lines_of(tally: Tally, seconds: float) -> list[str]:
    """Per kind and over all: how many, and the middle and the longest milliseconds."""
    every = [ms for each in tally.ms.values() for ms in each]
    lines = [_line(kind, tally.ms[kind]) for kind in sorted(tally.ms)] + [_line("all", every)]
    middle, high = statistics.median(every), statistics.quantiles(every, n=100)[98]
    failed = sum(number for status, number in tally.statuses.items() if status >= 500)
    lines.append(f"{len(every) / seconds:.0f} requests a second · p99 = {high / middle:.1f} × p50 · 5xx {failed}")
    return lines


def _line(kind: str, ms: list[float]) -> str:
    cuts = statistics.quantiles(ms, n=100)
    return (
        f"{kind}: {len(ms)} · p50 {cuts[49]:.1f} ms · p95 {cuts[94]:.1f} · p99 {cuts[98]:.1f} · longest {max(ms):.0f}"
    )


def hold_against(port: int, pid: int, bare_port: int, bare_pid: int, scene: Scene, callers: int) -> str:
    """A company's list and an application that does nothing, turn by turn: requests a second and processor time.

    The processor time is what other work on the machine does not change.
    """
    read = {"port": port, "headers": scene.headers, "path": f"{scene.root}/parties/{scene.me}/suggestions"}
    turns = [(read, pid), ({"port": bare_port, "headers": {}, "path": "/"}, bare_pid)]
    requests, seconds = [0, 0], [0.0, 0.0]
    for _ in range(TURNS):
        for number, (wanted, process) in enumerate(turns):
            before = processor_s(process)
            requests[number] += sum(map(len, call({**wanted, "callers": callers}, TURN_S, 0).ms.values()))
            seconds[number] += processor_s(process) - before
    rates = [each / TURN_S / TURNS for each in requests]
    ms = [1000 * spent / number for spent, number in zip(seconds, requests, strict=True)]
    return (
        f"a list {rates[0]:.0f} a second, {ms[0]:.2f} ms of processor · "
        f"hello {rates[1]:.0f} a second, {ms[1]:.2f} ms · "
        f"{rates[0] / rates[1]:.2f} of its rate, {ms[1] / ms[0]:.2f} by processor time · "
        f"load average {os.getloadavg()[0]:.1f}\n"
    )


def main() -> None:
    """Load, and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m service.proofs.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--callers", type=int, default=16)
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--address", help="an empty PostgreSQL database; without it, a new SQLite file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        address = options.address or f"sqlite:///{folder}/abbina.sqlite"
        ground = lay(address, folder, companies=options.companies, counterparts=2 * options.companies)
        store = open_store(address)
        scenes = set_scenes(store, ground, options.callers)
        store.close()
        running, bare = (Processes(database=address, folder=folder) for _ in range(2))
        server = running.start_server()
        hello, _ = bare.start("service.proofs.load.hello", str(bare.port))
        bare.wait_until_ready(hello)
        try:
            wanted = {"port": running.port, "scenes": [asdict(scene) for scene in scenes]}
            call(wanted, WARM_UP_S, options.seed)
            before = resident_mb(server.pid)
            tally = call(wanted, options.seconds, options.seed + 1)
            after = resident_mb(server.pid)
            sys.stdout.writelines(f"{line}\n" for line in lines_of(tally, options.seconds))
            grown = f"{before:.0f} MB before, {after:.0f} MB after: {100 * (after / before - 1):+.1f} %"
            sys.stdout.write(f"memory {grown}\n")
            sys.stdout.write(hold_against(running.port, server.pid, bare.port, hello.pid, scenes[0], options.callers))
        finally:
            end([server, hello])


if __name__ == "__main__":
    main()
