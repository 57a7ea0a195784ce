"""A progress bar on standard error for anything over two seconds; nothing when nobody looks at a terminal."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

PATIENCE_S = 2.0
"""Seconds of work before a bar appears."""


class TerminalProgress:
    """Shows a bar per work (`models.encoders.Progress`), after `PATIENCE_S`, and only on a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._begun = 0.0
        self._work = ("", 0, 0)

    def start(self, total: int, what: str) -> None:
        """A work of `total` steps begins."""
        self.finish()
        self._begun = time.monotonic()
        self._work = (what, total, 0)

    def advance(self, n: int) -> None:
        """Another `n` steps are done."""
        what, total, done = self._work
        self._work = (what, total, done + n)
        if self._bar is None and self._console.is_terminal and time.monotonic() - self._begun >= PATIENCE_S:
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=self._console, transient=True)
            self._task = self._bar.add_task(what, total=total)
            self._bar.start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done + n)

    def finish(self) -> None:
        """The work that was started last is over."""
        if self._bar is not None:
            self._bar.stop()
        self._bar, self._task = None, None
