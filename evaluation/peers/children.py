"""A peer as a child process with limits of time and memory: a task folder in, the text of a run out."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import DataError

SCRIPTS = Path(__file__).parent / "run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Wall-clock seconds and bytes of address space that one fit of a peer may take."""

    seconds: float = 600.0
    memory_bytes: int = 8 << 30


class PeerFailed(DataError):  # noqa: N818 - says what happened
    """A peer gave no run; the message is the reason."""


def run_peer(
    python: Path,
    script: str,
    folder: Path,
    parameters: Mapping[str, float],
    *,
    seed: int,
    limits: Limits,
    scripts: Path = SCRIPTS,
) -> str:
    """The run that the module `script` of the folder `scripts` writes for a task folder.

    Raises:
        PeerFailed: it took too long or too much memory, ended with an error, or wrote nothing.
    """
    target = folder / "run.trec"
    target.unlink(missing_ok=True)
    order = {
        "parameters": dict(parameters),
        "seed": seed,
        "memory_bytes": limits.memory_bytes,
        "cpu_seconds": math.ceil(limits.seconds),
    }
    (folder / "setting.json").write_text(json.dumps(order), encoding="utf-8")
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    child = subprocess.Popen(  # noqa: S603 - our own scripts
        [str(python), "-I", "-X", "utf8", str(scripts), script, str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **threads},
        cwd=folder,
        start_new_session=True,
    )
    try:
        _, errors = child.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired as err:
        raise PeerFailed(f"took more than {limits.seconds:g} s") from err
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
    if child.returncode:
        said = errors.decode("utf-8", "replace").strip().splitlines()
        raise PeerFailed(said[-1] if said else f"ended with status {child.returncode}")
    if not target.exists():
        raise PeerFailed("ended without a run")
    return target.read_text(encoding="utf-8")
