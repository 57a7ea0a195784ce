"""From a problem to its agenda, stage after stage; there is an agenda to hand after the second."""

from __future__ import annotations

import random
from collections.abc import Callable

from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver.board import Board
from matcher.agenda.solver.choice import Choice, Wishes
from matcher.agenda.solver.compact import close_gaps
from matcher.agenda.solver.improve import fill, renew_parts, renew_slots, renew_whole
from matcher.agenda.solver.instance import Instance, make_instance
from matcher.agenda.solver.outcome import Bound, is_closed, make_agenda, objective_of, score_of
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
    work = _Work(make_instance(problem), watch, rng, progress)
    for stage in (work.fit_slots, work.renew_slots, work.renew_parties):
        if not work.is_score_closed() and not watch.is_over():
            stage()
    if not work.is_closed():
        work.close_gaps()
    return make_agenda(problem, work.board, work.bound, seed=seed, seconds=watch.seconds)


class _Work:
    """The best timetable so far and the lowest bound, from the first on."""

    def __init__(
        self,
        instance: Instance,
        watch: Watch,
        rng: random.Random,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self._instance, self._watch, self._rng, self._progress = instance, watch, rng, progress
        self._wishes = Wishes(least=instance.least, musts=instance.musts)
        choice = choose_pairs(instance, self._wishes, seconds=watch.seconds_left)
        self._bounds = [(self._wishes, choice)]
        self.board = self._placed(choice)
        self._tell("timetable")

    @property
    def bound(self) -> Bound:
        """The lowest of what is proven for agendas that meet each wish as far as the board does."""
        wishes = self._met()
        if not any(asked == wishes for asked, _ in self._bounds):
            self._bounds.append((wishes, choose_pairs(self._instance, wishes, seconds=self._watch.seconds_left)))
        lowest = min((choice for asked, choice in self._bounds if asked == wishes), key=lambda choice: choice.bound)
        return Bound(value=lowest.bound, source=lowest.source)

    def is_closed(self) -> bool:
        """Whether nothing better can be found."""
        return is_closed(objective_of(self.board), self.bound.value)

    def is_score_closed(self) -> bool:
        """Whether no other pairs are worth more; the idle slots aside."""
        return is_closed(score_of(self.board), self.bound.value)

    def fit_slots(self) -> None:
        """Choose pairs that fit the slots better, and place these."""
        wishes = self._wishes
        choice = choose_pairs(self._instance, wishes, balanced=True, seconds=self._watch.seconds_left)
        self._bounds.append((wishes, choice))
        board = self._placed(choice)
        fill(board, self._rng, self._watch.is_over)
        fill(self.board, self._rng, self._watch.is_over)
        if board.standing() > self.board.standing():
            self.board = board
        self._tell("balance")

    def renew_slots(self) -> None:
        """Better the timetable slot by slot."""
        renew_slots(self.board, self._rng, self._watch.is_over)
        self._tell("slots")

    def renew_parties(self) -> None:
        """Solve a small problem as a whole, a larger one in parts."""
        bound = renew_whole(self.board, self._watch.seconds_left)
        if bound is not None:
            self._bounds.append((self._met(), Choice(pairs=(), bound=bound, source="lp")))
        else:
            renew_parts(
                self.board,
                self._rng,
                lambda: self.is_score_closed() or self._watch.is_over(),
                lambda: self._watch.seconds_left,
            )
        self._tell("parties")

    def close_gaps(self) -> None:
        """Make idle slots fewer, if they cost anything."""
        if self._instance.idle_penalty:
            close_gaps(self.board, self._rng, self._watch.is_over)
            self._tell("gaps")

    def _placed(self, choice: Choice) -> Board:
        in_time_order = self._instance.idle_penalty > 0
        return place_pairs(self._instance, choice.pairs, self._rng, in_time_order=in_time_order)

    def _met(self) -> Wishes:
        """The wishes as far as the board meets them."""
        least = tuple(map(min, self._instance.least, self.board.n_meetings))
        return Wishes(least=least, musts=self._instance.musts & frozenset(self.board.held()))

    def _tell(self, stage: str) -> None:
        if self._progress is not None:
            objective, bound = objective_of(self.board), self.bound.value
            self._progress(Progress(stage=stage, objective=objective, bound=max(objective, bound)))
