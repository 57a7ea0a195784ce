"""What is known of an instance after a solver has had its time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a solver may use for one instance: `seconds` by the clock, `workers` threads; `seed` of all that is drawn.

    With time to spare, the status and the number of breaks do not depend on `workers` and `seed`; which of the best
    timetables is found does.
    """

    seconds: float = 120.0
    workers: int = 2
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best timetable found and the best bound proven.

    `slots` has the slot of each meeting, in the order of `Instance.meetings`, None without a timetable. No timetable
    has fewer breaks than `bound`; None when it is proven that there is no timetable at all.
    """

    slots: tuple[int, ...] | None
    bound: int | None
