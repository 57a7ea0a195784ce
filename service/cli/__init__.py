"""The `abbina` command.

Data goes to standard output or to `-o`; progress, warnings and errors go to standard error. Exit status: 0 fine,
1 refused with a reason, 2 wrong usage, 130 interrupted. Importing this is quick: the commands wait for `main`.
"""

from __future__ import annotations

import io
import sys
import warnings
from typing import TextIO

__all__ = ["main"]

INTERRUPTED = 130


def main() -> None:
    """The entry point of the console script."""
    try:
        from service.cli.commands import app

        _prepare_streams()
        warnings.showwarning = _show_warning
        app()
    except KeyboardInterrupt:
        sys.stderr.write("Aborted.\n")
        sys.exit(INTERRUPTED)


def _prepare_streams() -> None:
    """Data are UTF-8 with LF whatever the locale; a terminal that lacks a letter shows a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning of ours as a plain line; one of a library, which the reader can do nothing about, not at all."""
    from matcher.errors import AbbinaWarning
    from models.errors import ModelWarning

    del filename, lineno, file, line
    if issubclass(category, AbbinaWarning | ModelWarning):
        sys.stderr.write(f"warning: {message}\n")
