"""Rules on wishes: what is not met is reported, and what is reported is true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from matcher.agenda.checker.board import Board, Two
from matcher.agenda.checker.broken import Broken, number
from matcher.agenda.checker.figures import is_close
from matcher.agenda.checker.worth import fairness_shortfalls
from matcher.agenda.plan import Unmet

Wish = tuple[str, str]
"""Party and rule."""

_SHORT = {
    "min_meetings": "{party} has {got} of the {wanted} meetings that are its minimum",
    "fairness_floor": "{party} gets a value of {got}, below its floor {wanted}",
}


def unmet_wishes(board: Board) -> Iterator[Broken]:
    """Minimums, musts and the fairness floor are met, or reported in `unmet` with the right numbers and a reason."""
    wishes = wishes_of(board)
    reported: dict[Wish, Unmet] = {}
    for entry in board.agenda.unmet:
        label = f"unmet {entry.rule} of {entry.party}"
        if not entry.why.strip():
            yield Broken(rule="unmet", message=f"{label}: it gives no reason")
        if entry.party not in board.parties:
            yield Broken(rule="unmet", message=f"{label}: the problem has no party {entry.party}")
        elif entry.rule == "min_guests":
            yield from _unheld_group(board, entry)
        elif (entry.party, entry.rule) in reported:
            yield Broken(rule="unmet", message=f"{label}: it is reported twice")
        else:
            reported[entry.party, entry.rule] = entry
            yield from _truth(entry, wishes.get((entry.party, entry.rule)), label)
    for (party, rule), (wanted, got) in wishes.items():
        if rule != "must" and is_short(got, wanted) and (party, rule) not in reported:
            told = _SHORT[rule].format(party=party, got=number(got), wanted=number(wanted))
            yield Broken(rule=rule, message=f"{told}, and unmet does not report it")
    yield from _silent_musts(board, reported)


def is_short(got: float, wanted: float) -> bool:
    """Whether a wish is not met, beyond rounding."""
    return got < wanted and not is_close(got, wanted)


def unscheduled_pairs(board: Board) -> Iterator[Broken]:
    """What `unscheduled` lists is a listed pair that does not meet, once and with a reason."""
    seen: set[Two] = set()
    for entry in board.agenda.unscheduled:
        two, label = frozenset((entry.a, entry.b)), f"unscheduled {entry.a} and {entry.b}"
        if two not in board.pairs:
            yield Broken(rule="unscheduled", message=f"{label}: they are not a listed pair")
        elif two in board.held:
            yield Broken(rule="unscheduled", message=f"{label}: they meet in slot {board.held[two].slot}")
        if two in seen:
            yield Broken(rule="unscheduled", message=f"{label}: they are listed twice")
        if not entry.why.strip():
            yield Broken(rule="unscheduled", message=f"{label}: it gives no reason")
        seen.add(two)


def wishes_of(board: Board) -> Mapping[Wish, tuple[float, float]]:
    """What is wanted and what is got for each wish of each party that has not gone, met or not."""
    gone = set(board.agenda.gone)
    wishes: dict[Wish, tuple[float, float]] = {}
    for party in board.problem.parties:
        if party.min_meetings and party.id not in gone:
            wishes[party.id, "min_meetings"] = (party.min_meetings, board.n_meetings(party.id))
    musts: defaultdict[str, list[bool]] = defaultdict(list)
    for two, pair in board.pairs.items():
        if pair.must:
            for name in (pair.a, pair.b):
                musts[name].append(two in board.held)
    for name, held in musts.items():
        if name not in gone:
            wishes[name, "must"] = (len(held), sum(held))
    for company, floor, value in fairness_shortfalls(board):
        if company not in gone:
            wishes[company, "fairness_floor"] = (floor, value)
    return wishes


def _truth(entry: Unmet, wish: tuple[float, float] | None, label: str) -> Iterator[Broken]:
    wanted, got = wish or (0.0, 0.0)
    if wish is None or not is_short(got, wanted):
        told = "nothing is wanted" if wish is None else f"it is met: {number(got)} of {number(wanted)}"
        yield Broken(rule="unmet", message=f"{label}: {told}")
    elif not (is_close(entry.wanted, wanted) and is_close(entry.got, got)):
        yield Broken(
            rule="unmet",
            message=f"{label}: it says {number(entry.got)} of {number(entry.wanted)}; it is {number(got)} of "
            f"{number(wanted)}",
        )


def _unheld_group(board: Board, entry: Unmet) -> Iterator[Broken]:
    held = {session.id for session in board.sessions}
    wanted = {one.min_guests for one in board.problem.groups if one.host == entry.party and one.id not in held}
    if entry.wanted not in wanted or entry.got != 0:
        yield Broken(
            rule="unmet",
            message=f"unmet min_guests of {entry.party}: it hosts no group with this minimum that is not held, or got "
            "is not 0",
        )


def _silent_musts(board: Board, reported: Mapping[Wish, Unmet]) -> Iterator[Broken]:
    """A must that is not met is reported for one of the two, unless both have gone, and named in `unscheduled`."""
    gone = set(board.agenda.gone)
    named = {frozenset((entry.a, entry.b)) for entry in board.agenda.unscheduled}
    for two, pair in board.pairs.items():
        if not pair.must or two in board.held or two <= gone:
            continue
        if (pair.a, "must") not in reported and (pair.b, "must") not in reported:
            yield Broken(
                rule="must", message=f"{pair.a} and {pair.b} must meet and do not, and unmet does not report it"
            )
        elif two not in named:
            yield Broken(
                rule="must", message=f"{pair.a} and {pair.b} must meet and do not, and unscheduled does not name them"
            )
