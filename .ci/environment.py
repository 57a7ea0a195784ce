"""Makes the virtual environment at the root of the checkout ready, and keeps it so: run again, it changes nothing.

Called by the Makefile: `python3 .ci/environment.py [--dev]`. It needs nothing but Python's standard library, and it
parses on Python 3.7 and later too, so that they get an answer instead of a syntax error.

The environment is ready when its stamp, written last, names this checkout and the contents of `pyproject.toml`,
`constraints.txt` and this file, and when what is installed is what `constraints.txt` says. Otherwise pip is run
again over it. It is built anew when it cannot run, is too old, or when its last installation was interrupted.
With `--dev`, Debian's Chromium is brought too where that can be done.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)
KEYED_FILES = ("pyproject.toml", "constraints.txt", ".ci/environment.py")
STAMP = "abbina-environment.json"
INTERRUPTED = "abbina-installing"
DEBIAN = Path("/etc/debian_version")
_NO_VENV = """error: this Python cannot make virtual environments: the module `ensurepip` is missing.
On Debian and Ubuntu, install it with:  apt-get install python3-venv
or name another Python:                 make demo PYTHON=/path/to/python3"""
_QUESTION = """
import json, sys
from importlib.metadata import distributions
found = {(d.metadata["Name"] or ""): d.version for d in distributions()}
print(json.dumps({"version": sys.version_info[:2], "prefix": sys.prefix, "found": found}))
"""


class Interpreter(NamedTuple):
    """What the environment's own Python says of itself: its version, and name → version of all that is installed."""

    version: tuple[int, ...]
    found: dict[str, str]


class SetUpError(Exception):
    """The environment cannot be made ready; the message says why and what to do."""


def canonical(name: str) -> str:
    """The name of a distribution in the one spelling that all its spellings share: `Foo_Bar` is `foo-bar`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(text: str) -> dict[str, str]:
    """Name → version of each line `name==version` of a constraints file; comments and empty lines are passed over."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    pairs = (line.split("==") for line in lines if line)
    return {canonical(name): version for name, version in pairs}


def differences(pins: dict[str, str], found: dict[str, str]) -> list[str]:
    """One line per installed distribution whose version is not the pinned one; `2.0+cpu` is a build of `2.0`."""
    names = {canonical(name): version for name, version in found.items()}
    return [
        f"{name} is {names[name]}, not {version}"
        for name, version in sorted(pins.items())
        if name in names and version not in (names[name], names[name].split("+")[0])
    ]


def missing(required: list[str], found: list[str]) -> list[str]:
    """The canonical names that are required and not found, sorted."""
    return sorted({canonical(name) for name in required} - {canonical(name) for name in found})


def stamp_text(root: Path, *, dev: bool, installed: list[str]) -> str:
    """The stamp of a ready environment: what it was made from, for which extras, and what pip put into it."""
    digest = hashlib.sha256()
    for name in KEYED_FILES:
        content = (root / name).read_bytes()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    stamp = {"root": str(root), "key": digest.hexdigest(), "dev": dev, "installed": sorted(map(canonical, installed))}
    return json.dumps(stamp, indent=1, sort_keys=True) + "\n"


def is_ready(root: Path, state: Interpreter | None, *, dev: bool) -> bool:
    """True when the stamp fits, nothing of what was installed has gone, and versions are as pinned.

    An environment for development serves a plain run too.
    """
    if state is None or (root / ".venv" / INTERRUPTED).exists():
        return False
    try:
        stamp = json.loads((root / ".venv" / STAMP).read_text(encoding="utf-8"))
        expected = json.loads(stamp_text(root, dev=stamp["dev"], installed=stamp["installed"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if stamp != expected or (dev and not stamp["dev"]):
        return False
    pins = read_pins((root / "constraints.txt").read_text(encoding="utf-8"))
    return not missing(stamp["installed"], list(state.found)) and not differences(pins, state.found)


def look(root: Path) -> Interpreter | None:
    """The environment's interpreter; None when there is none that runs in its place, is recent enough and has pip."""
    python = root / ".venv" / "bin" / "python"
    try:
        done = subprocess.run([str(python), "-I", "-c", _QUESTION], capture_output=True, text=True, check=True)  # noqa: S603
        answer = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    state = Interpreter(version=tuple(answer["version"]), found=dict(answer["found"]))
    in_place = Path(answer["prefix"]).resolve() == (root / ".venv").resolve()
    return state if state.version >= OLDEST and in_place and "pip" in state.found else None


def create(root: Path) -> None:
    """Make a new, empty `.venv`, in the place of whatever stands there."""
    venv = root / ".venv"
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of python3
        import venv as _  # noqa: F401
    except ImportError as err:
        raise SetUpError(_NO_VENV) from err
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)
    base = getattr(sys, "_base_executable", sys.executable)
    say(f"making .venv with Python {sys.version.split()[0]} ({base})")
    done = subprocess.run([base, "-m", "venv", str(venv)], capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        shutil.rmtree(venv, ignore_errors=True)
        raise SetUpError(f"error: the virtual environment could not be made:\n{done.stdout}{done.stderr}\n{_NO_VENV}")


def install(root: Path, *, dev: bool) -> None:
    """Install torch alone first, in exactly the pinned version (so that pip takes a CPU build), then all the rest."""
    pins = read_pins((root / "constraints.txt").read_text(encoding="utf-8"))
    torch = {"torch": pins["torch"]}
    state = look(root)
    if state is None or missing(list(torch), list(state.found)) or differences(torch, state.found):
        say(f"installing torch {torch['torch']} (by far the largest download; only the first time)")
        pip(root, [f"torch=={torch['torch']}"])
    say("installing abbina and what it needs" + (", with the tools for development" if dev else ""))
    pip(root, ["--editable", f"{root}[{'dev' if dev else 'service'}]"])


def pip(root: Path, arguments: list[str]) -> None:
    """Run the environment's pip, quietly, within the constraints.

    Raises:
        SetUpError: pip failed; what it said has gone to stderr.
    """
    options = ["install", "-qq", "--disable-pip-version-check", "--constraint", str(root / "constraints.txt")]
    quiet = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PIP_PROGRESS_BAR": "off"}
    command = [str(root / ".venv" / "bin" / "python"), "-m", "pip", *options, *arguments]
    if subprocess.run(command, env=quiet).returncode:  # noqa: S603
        raise SetUpError("error: pip could not install (its reason is above); mend it and run the same command again")


def make_ready(root: Path, *, dev: bool) -> None:
    """Bring the environment of the checkout `root` into the state described above; nothing is done when it is there.

    Raises:
        SetUpError: it cannot be done; says why.
    """
    state = look(root)
    if is_ready(root, state, dev=dev):
        say("the environment in .venv is ready")
        return
    started = time.monotonic()
    marker = root / ".venv" / INTERRUPTED
    if state is None or marker.exists():
        create(root)
    marker.touch()
    install(root, dev=dev)
    finish(root, dev=dev)
    marker.unlink()
    say(f"the environment in .venv is ready, after {time.monotonic() - started:.0f} s")


def bring_browser(euid: int) -> None:
    """Install Debian's Chromium for the tests in a browser where it is missing, we are root and apt-get is there.

    Without it those tests are skipped; what cannot be installed stops nothing.
    """
    apt = shutil.which("apt-get")
    if shutil.which("chromium") or apt is None or euid != 0 or not DEBIAN.exists():
        return
    say("installing chromium, for the tests in a browser (apt-get install chromium)")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "--no-install-recommends", "-y"]
    for command in ([apt, "-qq", "update"], [apt, *options, "install", "chromium"]):
        if subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL).returncode:  # noqa: S603
            say("chromium could not be installed: the tests in a browser will be skipped")
            return


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the set-up of the checkout `root`; wait while another process holds it. It ends with the process."""
    with (root / ".ci" / "environment.py").open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up of this checkout to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def finish(root: Path, *, dev: bool) -> None:
    """Look at what was installed, and stamp the environment.

    Raises:
        SetUpError: it does not run, or is not what `constraints.txt` says.
    """
    state = look(root)
    if state is None:
        raise SetUpError("error: the new environment does not run; delete .venv and run the same command again")
    wrong = differences(read_pins((root / "constraints.txt").read_text(encoding="utf-8")), state.found)
    if wrong:
        raise SetUpError("error: not what constraints.txt says: " + "; ".join(wrong))
    (root / ".venv" / STAMP).write_text(stamp_text(root, dev=dev, installed=list(state.found)), encoding="utf-8")


def say(line: str) -> None:
    """One line of progress, on stderr."""
    sys.stderr.write(f"abbina set-up: {line}\n")
    sys.stderr.flush()


def main(arguments: list[str]) -> int:
    """Read the options, make the environment ready; 1 with the reason on stderr when that cannot be done."""
    parser = argparse.ArgumentParser(description="Make the virtual environment in .venv ready.")
    parser.add_argument("--dev", action="store_true", help="with the tools for development and tests")
    options = parser.parse_args(arguments)
    if sys.version_info < OLDEST:
        sys.stderr.write(f"error: abbina needs Python 3.11 or later, and this is {sys.version.split()[0]}\n")
        return 1
    root = Path(__file__).resolve().parents[1]
    try:
        with only_one(root):
            make_ready(root, dev=options.dev)
            if options.dev:
                bring_browser(os.geteuid())
    except SetUpError as err:
        sys.stderr.write(f"{err}\n")
        return 1
    except OSError as err:
        sys.stderr.write(f"error: {err}; mend it and run the same command again\n")
        return 1
    except KeyboardInterrupt:
        say("interrupted; the next run starts the environment anew")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
