"""The commands on agendas."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from matcher.agenda.checker import Broken, Moves, check_agenda, check_replan, compare_agendas, with_added
from matcher.agenda.files import read_agenda, read_changes, read_problem, render_agenda, write_text
from matcher.agenda.plan import Agenda
from matcher.agenda.solver import solve
from service.cli.answers import refusals
from service.cli.b2bsp_command import b2bsp

agenda_app = typer.Typer(help="Agendas: who meets whom, when and at which table.", no_args_is_help=True)
agenda_app.command("b2bsp")(b2bsp)

ProblemFile = Annotated[Path, typer.Argument(help="PROBLEM.json: slots, venues, parties, pairs, groups.")]
AgendaFile = Annotated[Path, typer.Argument(help="AGENDA.json: the agenda of that problem.")]


@agenda_app.command("check")
def check(
    problem: ProblemFile,
    agenda: AgendaFile,
    before: Annotated[Path | None, typer.Option(help="The agenda that this one replaces; needs --changes.")] = None,
    changes: Annotated[
        Path | None, typer.Option(help="CHANGES.json: what happened in between; needs --before.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
) -> None:
    """Check an agenda against every rule of its problem, whoever made it.

    Prints one line for each broken rule and ends with status 1, or one line in all and ends with status 0. With
    --before and --changes, also checks that the past is as it was and that the changes are respected.

    Example: abbina agenda check PROBLEM.json AGENDA.json
    """
    if (before is None) != (changes is None):
        raise typer.BadParameter("give --before and --changes together, or neither", param_hint="--before, --changes")
    with refusals():
        asked, made = read_problem(problem), read_agenda(agenda)
        moves = None
        broken: tuple[Broken, ...] = ()
        if before is not None and changes is not None:
            old, happened = read_agenda(before), read_changes(changes, asked)
            broken = check_replan(asked, old, happened, made)
            moves = compare_agendas(old, made)
            asked = with_added(asked, happened)
        broken = (*check_agenda(asked, made), *broken)
        sys.stdout.write(_as_json(made, broken, moves) if as_json else _as_lines(made, broken, moves))
    if broken:
        raise typer.Exit(1)


@agenda_app.command("solve")
def solve_problem(
    problem: ProblemFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write the agenda; without it, on the screen.")
    ] = None,
    time_limit: Annotated[float, typer.Option(min=0.0, help="Seconds after which the best so far is taken.")] = 60.0,
    seed: Annotated[int, typer.Option(min=0, help="What chance is drawn from: same seed, same agenda.")] = 0,
) -> None:
    """Make the agenda of a problem: who meets whom, when and at which table.

    With the agenda come its score, a proven bound, every wish that is not met and every listed pair that does not meet,
    each with its reason. The agenda is checked against every rule before it is written.

    Example: abbina agenda solve PROBLEM.json -o AGENDA.json
    """
    with refusals():
        asked = read_problem(problem)
        made = solve(asked, clock=time.monotonic, time_limit=time_limit, seed=seed)
        broken = check_agenda(asked, made)
        if broken:  # the checker shares nothing with the solver: this is a fault of one of the two
            raise AssertionError("the agenda breaks its own rules: " + "; ".join(one.message for one in broken))
        if output is None:
            sys.stdout.write(render_agenda(made))
        else:
            write_text(render_agenda(made), output)
            sys.stdout.write(_told(made))


def _told(agenda: Agenda) -> str:
    gap = "none" if agenda.gap is None else f"{agenda.gap:.4%}"
    return (
        f"{agenda.status}. Meetings: {len(agenda.meetings)}; unmet wishes: {len(agenda.unmet)}; listed pairs that do "
        f"not meet: {len(agenda.unscheduled)}; score: {agenda.score:.9g}; gap to the proven bound: {gap}\n"
    )


def _as_lines(agenda: Agenda, broken: tuple[Broken, ...], moves: Moves | None) -> str:
    if broken:
        return "".join(f"{one.message}\n" for one in broken)
    gap = "none" if agenda.gap is None else f"{agenda.gap:.4%}"
    told = (
        f"every rule is kept. Meetings: {len(agenda.meetings)}; group sessions: {len(agenda.groups)}; unmet wishes "
        f"reported: {len(agenda.unmet)}; score: {agenda.score:.9g}; gap to the claimed bound: {gap}"
    )
    if moves is not None:
        told += f"; meetings kept: {moves.kept}, moved: {moves.moved}, dropped: {moves.dropped}, new: {moves.new}"
    return told + "\n"


def _as_json(agenda: Agenda, broken: tuple[Broken, ...], moves: Moves | None) -> str:
    told: dict[str, object] = {
        "kept": not broken,
        "broken": [{"rule": one.rule, "message": one.message} for one in broken],
        "n_meetings": len(agenda.meetings),
        "n_group_sessions": len(agenda.groups),
        "n_unmet": len(agenda.unmet),
        "score": agenda.score,
        "gap": agenda.gap,
    }
    if moves is not None:
        told["moves"] = {"kept": moves.kept, "moved": moves.moved, "dropped": moves.dropped, "new": moves.new}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
