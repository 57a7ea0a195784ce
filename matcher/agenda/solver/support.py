"""What a problem may ask for that no agenda can be made for yet: refused, never passed over."""

from __future__ import annotations

from matcher.agenda.problem import Problem
from matcher.errors import ConfigError


def refuse_unsupported(problem: Problem) -> None:
    """Refuse a problem with rules that the solver does not keep.

    Raises:
        ConfigError: It has group sessions, travel times, precedences or a fairness floor; the message names them.
    """
    asked = [
        told
        for told, is_asked in (
            ("`groups` (sessions of several guests)", bool(problem.groups)),
            ("`travel` (time between venues)", any(way.slots for way in problem.travel)),
            ("`precedences` (one meeting before another)", bool(problem.precedences)),
            ("`objective.fairness_floor`", problem.objective.fairness_floor > 0),
        )
        if is_asked
    ]
    if asked:
        raise ConfigError(
            f"agendas are not made with {', '.join(asked)} yet: leave them out of the problem, or make the agenda in "
            "another way and check it with `abbina agenda check`"
        )
