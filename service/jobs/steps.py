"""Progress of a work of many steps, as a part of the progress of a job."""

from __future__ import annotations

from service.jobs.task import Report


class Steps:
    """A `models.encoders.Progress` that tells a report: what is done of each work, between `first` and `last`.

    Each step may raise JobStopped.
    """

    def __init__(self, report: Report, first: float, last: float) -> None:
        self._report, self._first, self._last = report, first, last
        self._what, self._total, self._done = "", 1, 0

    def start(self, total: int, what: str) -> None:
        """A work of `total` steps begins."""
        self._what, self._total, self._done = what, max(total, 1), 0
        self._tell()

    def advance(self, n: int) -> None:
        """Another `n` steps are done."""
        self._done += n
        self._tell()

    def finish(self) -> None:
        """The work that was started last is over."""

    def _tell(self) -> None:
        share = min(1.0, self._done / self._total)
        self._report.tell(self._first + share * (self._last - self._first), self._what)
