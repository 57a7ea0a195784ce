"""Runs the spreadsheet parser in a process of its own and hands its lines back, whatever becomes of that process."""

from __future__ import annotations

import importlib.util
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from matcher.errors import MissingModel, UnreadableFile
from matcher.importers.readers.findings import refusal
from matcher.importers.readers.limits import MEBIBYTE, ReadLimits

_SCRIPT = Path(__file__).with_name("child") / "parse_workbook.py"
_CHUNK = 1 << 16
_END = b'["end"]'
_ADVICE = "Delete rows, columns and images outside the table, or save it as .csv."
_TOO_SLOW = (signal.SIGXCPU, signal.SIGKILL)


def child_lines(content: bytes, kind: str, file: str, limits: ReadLimits) -> Iterator[bytes]:
    """The lines the child writes about the workbook `content`, without the closing one, as they come.

    The child gets the bytes that were scanned (no path, so nothing can be exchanged under it), no environment of ours,
    and the limits of memory, processor time and file size; this side holds the wall clock and the amount of output.
    The child is gone when the iterator is, however it ends.

    Raises:
        UnreadableFile: the child was stopped by a limit, crashed, or did not end properly.
    """
    deadline = time.monotonic() + limits.child_wall_seconds
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as errors:
        source.write(content)
        source.seek(0)
        child = _start(kind, limits, source, errors)
        last = b""
        try:
            for line in _output(child, deadline, file, limits):
                if last:
                    yield last
                last = line
            child.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired as err:
            raise _slow(file, limits) from err
        finally:
            with suppress(ProcessLookupError):
                child.kill()
            child.wait()
            if child.stdout:
                child.stdout.close()
        if last.startswith(b'["refused"'):
            yield last
        elif last != _END:
            errors.seek(0)
            raise verdict(child.returncode, errors.read(4096), file, limits)


def _start(kind: str, limits: ReadLimits, source: IO[bytes], errors: IO[bytes]) -> subprocess.Popen[bytes]:
    library = importlib.util.find_spec("python_calamine")
    if library is None or library.origin is None:
        raise MissingModel('Spreadsheets need python-calamine: pip install "python-calamine>=0.3"')
    options = {
        "kind": kind,
        "library": str(Path(library.origin).parent.parent),
        "memory": limits.child_memory_bytes,
        "cpu": limits.child_cpu_seconds,
        "max_rows": limits.max_rows,
        "max_columns": limits.max_columns,
        "max_cells": limits.max_cells,
    }
    environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and script, no shell
        [sys.executable, "-E", "-s", "-S", "-B", "-X", "utf8", str(_SCRIPT), json.dumps(options)],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd="/",
        env=environment,
        start_new_session=True,
    )


def _output(child: subprocess.Popen[bytes], deadline: float, file: str, limits: ReadLimits) -> Iterator[bytes]:
    if child.stdout is None:
        return
    descriptor, pending, size = child.stdout.fileno(), b"", 0
    while True:
        ready, _, _ = select.select([descriptor], [], [], max(deadline - time.monotonic(), 0))
        if not ready:
            raise _slow(file, limits)
        chunk = os.read(descriptor, _CHUNK)
        if not chunk:
            break
        size += len(chunk)
        if size > limits.max_inflated_bytes:
            what = f"its cells hold more than {limits.max_inflated_bytes // MEBIBYTE} MiB of text"
            raise refusal(file, "too_much_text", what, _ADVICE)
        *lines, pending = (pending + chunk).split(b"\n")
        yield from lines
    if pending:
        yield pending


def _slow(file: str, limits: ReadLimits) -> UnreadableFile:
    return refusal(file, "too_slow", f"it takes more than {limits.child_wall_seconds:g} s to open", _ADVICE)


def verdict(returncode: int, errors: bytes, file: str, limits: ReadLimits) -> UnreadableFile:
    """The refusal that the way the child ended calls for: its exit status and the start of what it wrote as errors."""
    if b"memory" in errors.lower() or returncode in (-signal.SIGABRT, -signal.SIGSEGV):
        what = f"it takes more than {limits.child_memory_bytes // MEBIBYTE} MiB of memory to open"
        return refusal(file, "too_much_memory", f"{what} (a cell far from the others?)", _ADVICE)
    if b"ImportError" in errors or b"ModuleNotFoundError" in errors:
        what = "the program that parses spreadsheets cannot start here; the file was not looked at"
        return refusal(file, "no_parser", what, "Install abbina again, or save the file as .csv.")
    if -returncode in _TOO_SLOW:
        what = f"it takes more than {limits.child_cpu_seconds} s of processor time to open"
        return refusal(file, "too_slow", what, _ADVICE)
    what = "the program that parses spreadsheets broke down on it: the file is damaged"
    return refusal(file, "damaged_workbook", what, "Open it in a spreadsheet program and save it again as .xlsx.")
