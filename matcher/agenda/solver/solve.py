"""From a problem to its agenda, stage after stage; there is an agenda to hand after the second."""

from __future__ import annotations

import random
from collections.abc import Callable

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver.board import Board
from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.improve import fill, renew_slots
from matcher.agenda.solver.instance import Instance, make_instance
from matcher.agenda.solver.outcome import Bound, is_closed, make_agenda, objective_of
from matcher.agenda.solver.pairing import choose_pairs
from matcher.agenda.solver.support import refuse_unsupported
from matcher.agenda.solver.timetable import place_pairs
from matcher.agenda.solver.watch import Progress, Watch


def solve(
    problem: Problem,
    *,
    clock: Callable[[], float],
    time_limit: float = 60.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Agenda:
    """The best agenda found, with a bound that proves how good it is.

    Wishes (musts, minimums) come before scores. Same problem and seed, same agenda, whatever the order in which the
    problem lists things; only where `time_limit` (seconds of `clock`) or `cancelled` cuts the work short does it depend
    on the machine. An agenda comes out even then. `progress` is called after each stage.

    Raises:
        ConfigError: The problem asks for something that is not supported yet.
    """
    refuse_unsupported(problem)
    watch = Watch(clock, time_limit, cancelled)
    rng = random.Random(seed)  # noqa: S311 - chance in a search, no secret
    instance = make_instance(problem)
    choice = choose_pairs(instance, Wishes(least=instance.least, musts=instance.musts))
    board = place_pairs(instance, choice.pairs, rng, in_time_order=instance.idle_penalty > 0)
    tell = _teller(board, progress)
    bound = _bound(instance, choice, board)
    tell("timetable", bound)
    if not is_closed(objective_of(board), bound.value) and not watch.is_over():
        fill(board, rng)
        renew_slots(board, rng, watch.is_over)
        bound = _bound(instance, choice, board)
        tell("slots", bound)
    return make_agenda(problem, board, bound, seed=seed, seconds=watch.seconds)


def _bound(instance: Instance, choice: Choice, board: Board) -> Bound:
    """What proves how good the board is: the first choice where all wishes are met, else one with those that are."""
    held = frozenset(board.held())
    musts = instance.musts & held
    least = tuple(min(wanted, got) for wanted, got in zip(instance.least, board.n_meetings, strict=True))
    if musts != instance.musts or least != instance.least:
        choice = choose_pairs(instance, Wishes(least=least, musts=musts))
    return Bound(value=choice.bound, source=choice.source)


def _teller(board: Board, progress: Callable[[Progress], None] | None) -> Callable[[str, Bound], None]:
    def tell(stage: str, bound: Bound) -> None:
        if progress is not None:
            progress(Progress(stage=stage, objective=objective_of(board), bound=bound.value))

    return tell
