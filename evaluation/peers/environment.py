"""The peers' own Python environment, made once under the user's cache folder and named by what is in it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from matcher.errors import ConfigError

HERE = Path(__file__).parent
REQUIREMENTS, CONSTRAINTS = HERE / "requirements.txt", HERE / "constraints.txt"
_READY = "ready"


def peer_python(cache: Path | None = None) -> Path:
    """The interpreter of the environment, which is made when it is not there; needs the network only then.

    Raises:
        ConfigError: it cannot be made; says why.
    """
    content = REQUIREMENTS.read_bytes() + CONSTRAINTS.read_bytes() + sys.version.encode()
    folder = (cache or user_cache_path("abbina")) / "peers" / hashlib.sha256(content).hexdigest()[:12]
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not (folder / _READY).exists():
            _run([sys.executable, "-m", "venv", "--clear", str(folder)])
            install = ["install", "--disable-pip-version-check", "-q", "-r", str(REQUIREMENTS), "-c", str(CONSTRAINTS)]
            _run([str(folder / "bin" / "python"), "-m", "pip", *install])
            (folder / _READY).touch()
    return folder / "bin" / "python"


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise ConfigError(
            f"the environment of the peers cannot be made: {said[-1] if said else 'no reason given'}. It needs the "
            "network once and a Python that makes virtual environments; run the command again then"
        )
