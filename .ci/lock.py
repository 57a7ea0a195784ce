"""Writes `constraints.txt`: one exact version for everything that `abbina[dev]` needs, itself or through others.

Called by the Makefile: `.venv/bin/python .ci/lock.py [--upgrade]`. pip is asked what it would install into an empty
environment; nothing is installed. Without `--upgrade`, versions already pinned stay, what is new is added and what
is no longer needed goes. torch keeps its version unless `--torch VERSION` names another: it is the one library whose
builds differ by gigabytes, so its version is a choice of ours.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from environment import canonical, read_pins

HEADER = """\
# One exact version of everything abbina and its development tools need. Written by `make lock`
# (or `make upgrade`, which takes the newest versions that pyproject.toml allows): change it with those.
"""


def constraints_text(report: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    """The constraints file for a pip installation report, sorted by name, without abbina itself.

    A local label is cut off (`2.13.0+cpu` becomes `2.13.0`), so that any build of that version fits.
    """
    found = {item["metadata"]["name"]: item["metadata"]["version"] for item in report["install"]}
    pins = {canonical(name): version.split("+")[0] for name, version in found.items() if canonical(name) != "abbina"}
    return HEADER + "".join(f"{name}=={version}\n" for name, version in sorted(pins.items()))


def resolve(root: Path, requirements: list[str]) -> dict[str, list[dict[str, dict[str, str]]]]:
    """The report of what pip would install for these requirements and `abbina[dev]` into an empty environment.

    Raises:
        subprocess.CalledProcessError: pip found no versions that go together; its reason is on stderr.
    """
    options = ["install", "--dry-run", "--ignore-installed", "-qq", "--disable-pip-version-check", "--report", "-"]
    command = [sys.executable, "-m", "pip", *options, *requirements, f"{root}[dev]"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    report: dict[str, list[dict[str, dict[str, str]]]] = json.loads(done.stdout)
    return report


def main(arguments: list[str]) -> int:
    """Read the options, write `constraints.txt`; 1 when pip finds no versions that go together."""
    parser = argparse.ArgumentParser(description="Write constraints.txt.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    parser.add_argument("--torch", metavar="VERSION", help="the version of torch to pin (default: as pinned now)")
    options = parser.parse_args(arguments)
    root = Path(__file__).resolve().parents[1]
    path = root / "constraints.txt"
    torch = options.torch or read_pins(path.read_text(encoding="utf-8"))["torch"]
    keep = [] if options.upgrade or options.torch else ["--constraint", str(path)]
    try:
        report = resolve(root, [*keep, f"torch=={torch}"])
    except subprocess.CalledProcessError as err:
        sys.stderr.write("error: pip found no versions that go together; constraints.txt stays as it is\n")
        return err.returncode
    path.write_text(constraints_text(report), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
