"""When to stop before all is done: time that somebody else measures, and a wish to cancel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known after a stage of the work; `bound` is proven."""

    stage: str
    objective: float
    bound: float


class Watch:
    """Says whether to stop; `clock` tells seconds from any start, `cancelled` whether nobody waits any more."""

    def __init__(
        self, clock: Callable[[], float], time_limit: float, cancelled: Callable[[], bool] | None = None
    ) -> None:
        self._clock = clock
        self._cancelled = cancelled
        self._start = clock()
        self._time_limit = time_limit

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return self._clock() - self._start

    @property
    def seconds_left(self) -> float:
        """How much is left of the time limit, 0 at least."""
        return max(self._time_limit - self.seconds, 0.0)

    def is_over(self) -> bool:
        """Whether to stop now with what there is."""
        return self.seconds >= self._time_limit or (self._cancelled is not None and self._cancelled())
