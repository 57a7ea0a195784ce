"""What is left when servers and workers are killed in the middle of everything: `python -m service.proofs.killing`.

Over real HTTP, callers edit a profile, move a meeting, upload and take tables, and ask for jobs, without a pause. The
server and a worker are killed with SIGKILL at moments drawn by chance and started again. In the end everything that
was acknowledged must be there, the database must find itself whole, and each job must have made one thing.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from matcher.store import open_store
from service.proofs.client import by_key
from service.proofs.ground import lay
from service.proofs.left import Left, is_work_left, jobs_done, look
from service.proofs.processes import Processes, end
from service.proofs.writers import AgendaWriter, ImportWriter, JobWriter, ProfileWriter, Writer

LONGEST_S = 1.0
"""How long a process lives at most once it did something. So every worker ends the job that the last one left."""

WRITERS: dict[str, type[Writer]] = {
    "profile edits": ProfileWriter,
    "agenda saves": AgendaWriter,
    "uploads and imports": ImportWriter,
    "jobs": JobWriter,
}

_PATIENCE_S = 180.0


class Killer:
    """Starts a process, lets it do something, and kills it soon after, a number of times; the last one is left alive.

    `done` counts what such processes did.
    """

    def __init__(
        self,
        start: Callable[[], subprocess.Popen[bytes]],
        done: Callable[[], int],
        rounds: int,
        draw: random.Random,
    ) -> None:
        self.start, self.done, self.rounds, self.draw = start, done, rounds, draw
        self.alive: list[subprocess.Popen[bytes]] = []
        self.fault: BaseException | None = None
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            for _ in range(self.rounds):
                child, before = self.start(), self.done()
                until = time.monotonic() + _PATIENCE_S
                while self.done() == before and time.monotonic() < until:
                    time.sleep(0.02)
                time.sleep(self.draw.random() * LONGEST_S)
                end([child], signal.SIGKILL)
            self.alive.append(self.start())
        except Exception as err:  # noqa: BLE001 - raised again by who waits for the thread
            self.fault = err


def kill(address: str, folder: Path, *, rounds: int, seed: int) -> Left:
    """Kill the server and the worker `rounds` times each, let their last ones finish, and look at what is left.

    Raises:
        ValueError: the service refused what it should not have.
        OSError: a process did not start.
    """
    ground = lay(address, folder, companies=4, counterparts=6, keys=1)
    running = Processes(database=address, folder=folder, settings={"ABBINA_RUN_WORKER": "false"})
    over = threading.Event()
    client = {name: by_key(running.address, ground.keys[0], ground.programme_id) for name in WRITERS}
    writers = {name: kind(client[name], ground, over) for name, kind in WRITERS.items()}
    store = open_store(address)
    victims = {
        running.start_server: lambda: sum(writer.acknowledged for writer in writers.values()),
        running.start_worker: lambda: jobs_done(store, ground),
    }
    killers = [
        Killer(start, done, rounds, random.Random(f"{seed} {number}"))  # noqa: S311 - draws moments
        for number, (start, done) in enumerate(victims.items())
    ]
    _run_through(killers, list(writers.values()), over)
    until = time.monotonic() + _PATIENCE_S
    while is_work_left(store, ground) and time.monotonic() < until:
        time.sleep(0.1)
    end([child for killer in killers for child in killer.alive])
    left = look(store, ground, writers)
    store.close()
    return left


def _run_through(killers: list[Killer], writers: list[Writer], over: threading.Event) -> None:
    """Write while the killers kill, then let each writer end its step; raises what broke one of them."""
    for thread in (*(one.thread for one in killers), *(one.thread for one in writers)):
        thread.start()
    for killer in killers:
        killer.thread.join()
    over.set()
    for writer in writers:
        writer.thread.join(_PATIENCE_S)
    for fault in (*(one.fault for one in killers), *(one.fault for one in writers)):
        if fault is not None:
            end([child for killer in killers for child in killer.alive])
            raise fault


def main() -> int:
    """Kill, and print what is left; returns 1 where that is not what was acknowledged."""
    parser = argparse.ArgumentParser(prog="python -m service.proofs.killing", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--address", help="an empty PostgreSQL database; without it, a new SQLite file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.address or f"sqlite:///{folder}/abbina.sqlite"
        left = kill(address, Path(folder), rounds=options.rounds, seed=options.seed)
    killed = f"servers killed {options.rounds} · workers killed {options.rounds}"
    sys.stdout.write(f"{killed} · {left.line()}\n")
    return 0 if left.is_as_told else 1


if __name__ == "__main__":
    sys.exit(main())
