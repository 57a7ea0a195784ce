"""The service as processes: a server on a port of this machine, workers, and what they write on standard error."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from service.proofs.client import Client, Unreachable

PATIENCE_S = 180.0
LEASE_S = "2"
"""Short, so that what a killed worker left is soon done by another."""


@dataclass(slots=True, kw_only=True)
class Processes:
    """A server and workers over one database; `folder` gets the key file, the cache and the logs."""

    database: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    _numbers: Iterator[int] = field(default_factory=count)

    @property
    def address(self) -> str:
        """Where the server listens, the same after each start."""
        return f"http://127.0.0.1:{self.port}"

    def said(self) -> bytes:
        """What every process said on standard output and error."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.glob("log-*")))

    def start_server(self, *more: str) -> subprocess.Popen[bytes]:
        """`abbina serve`, ready to answer."""
        child, _ = self.start("service", "serve", "--port", str(self.port), *more)
        self.wait_until_ready(child)
        return child

    def start_worker(self) -> subprocess.Popen[bytes]:
        """`abbina worker`, waiting for jobs."""
        child, log = self.start("service", "worker")
        end_at = time.monotonic() + PATIENCE_S
        while b"waits for jobs" not in log.read_bytes():
            if child.poll() is not None or time.monotonic() > end_at:
                raise ChildProcessError(f"the worker did not start: see {log}")
            time.sleep(0.02)
        return child

    def start(self, module: str, *arguments: str) -> tuple[subprocess.Popen[bytes], Path]:
        """A module as a process under the settings, and the file of what it says."""
        log = self.folder / f"log-{next(self._numbers):05d}"
        with log.open("wb") as file:
            command = [sys.executable, "-m", module, *arguments]
            child = subprocess.Popen(command, env=self._environment(), stdout=file, stderr=file)  # noqa: S603 - our own
        return child, log

    def wait_until_ready(self, child: subprocess.Popen[bytes]) -> None:
        """Wait for `/readyz`; raises TimeoutError, and ChildProcessError when the process ended instead."""
        client, end = Client(self.address, {}), time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if child.poll() is not None:
                raise ChildProcessError(f"the server ended with status {child.returncode}: see {self.folder}")
            try:
                if client("GET", "/readyz").status == 200:
                    client.close()
                    return
            except Unreachable:
                time.sleep(0.02)
        raise TimeoutError("the server does not answer")

    def _environment(self) -> dict[str, str]:
        own = {
            "ABBINA_CONFIG": str(self.folder / "none.toml"),
            "ABBINA_DATABASE": self.database,
            "ABBINA_SECRET_FILE": str(self.folder / "abbina.key"),
            "ABBINA_CACHE_DIR": str(self.folder / "cache"),
            "ABBINA_ENCODER": "hashing",
            "ABBINA_LEASE_SECONDS": LEASE_S,
            "ABBINA_RATE_LIMIT": "1000000/second",
        }
        return {**os.environ, **own, **self.settings}


def end(children: Sequence[subprocess.Popen[bytes]], how: signal.Signals = signal.SIGTERM) -> None:
    """Send each a signal, and wait until it is gone."""
    for child in children:
        child.send_signal(how)
    for child in children:
        child.wait(PATIENCE_S)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
