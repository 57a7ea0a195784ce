"""The time that is left, and word of how far the work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a solver is: the stage it enters, its best objective so far (None before the first), the proven bound."""

    stage: str
    objective: float | None
    bound: float | None


class Watch:
    """Whether to go on. The clock is given, so that the solver has none of its own."""

    def __init__(
        self,
        clock: Callable[[], float],
        time_limit: float,
        progress: Callable[[Standing], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """`time_limit` in seconds of `clock`; `cancelled` is asked often and has to be quick."""
        self._clock, self._progress, self._cancelled = clock, progress, cancelled
        self._begun = clock()
        self._end = self._begun + time_limit

    def is_over(self) -> bool:
        """Whether the time is up or somebody has cancelled."""
        return self._clock() >= self._end or (self._cancelled is not None and self._cancelled())

    def left(self) -> float:
        """Seconds that are left, not below 0."""
        return max(0.0, self._end - self._clock())

    def spent(self) -> float:
        """Seconds since the beginning."""
        return self._clock() - self._begun

    def within(self, seconds: float) -> Watch:
        """A watch that ends after `seconds` from now, or with this one."""
        return Watch(self._clock, min(seconds, self.left()), self._progress, self._cancelled)

    def tell(self, stage: str, objective: float | None = None, bound: float | None = None) -> None:
        """Pass on how far the work is."""
        if self._progress is not None:
            self._progress(Standing(stage=stage, objective=objective, bound=bound))
