"""The commands on agendas."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.status import Status

from evaluation.report.replan_curve import SUFFIXES, draw_curve
from matcher.agenda.checker import Broken, Moves, check_agenda, check_replan, compare_agendas, with_added
from matcher.agenda.checker.board import lay_board
from matcher.agenda.files import read_agenda, read_changes, read_problem, render_agenda, write_text
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver import KEEP, TIME_LIMIT, Standing, replan_agenda, replan_curve, solve_problem
from service.cli.advise_command import advise
from service.cli.answers import console, refusals
from service.cli.b2bsp_command import b2bsp
from service.cli.day_commands import standby, what_no_shows_cost
from service.cli.export_command import export
from service.cli.options import AgendaFile, AnswerLang, AsJson, Lang, ProblemFile, Seed
from service.cli.programme_command import build
from service.day_tables import curve_json, curve_lines

MOST_TOLD = 10
"""Unmet wishes that are printed one by one."""

agenda_app = typer.Typer(help="Agendas: who meets whom, when and at which table.", no_args_is_help=True)
agenda_app.command("build")(build)
agenda_app.command("advise")(advise)
agenda_app.command("b2bsp")(b2bsp)
agenda_app.command("standby")(standby)
agenda_app.command("robustness")(what_no_shows_cost)
agenda_app.command("export")(export)

OutputFile = Annotated[
    Path | None, typer.Option("-o", "--output", help="FILE.json for the agenda; without it, standard output.")
]
TimeLimit = Annotated[
    float, typer.Option(min=0.1, help="Seconds after which the best agenda so far is taken; most need far less.")
]


@agenda_app.command("solve")
def solve(
    problem: ProblemFile,
    output: OutputFile = None,
    time_limit: TimeLimit = TIME_LIMIT,
    seed: Seed = 0,
) -> None:
    """Make an agenda, with a proof of how far it can be from the best one.

    Example: abbina agenda solve PROBLEM.json -o AGENDA.json
    """
    with refusals():
        asked = read_problem(problem)
        with console.status("Solving") if console.is_terminal else nullcontext() as shown:
            made = solve_problem(
                asked, time_limit=time_limit, seed=seed, progress=None if shown is None else _teller(shown)
            )
        _deliver(made, output)
        _tell_idle(asked, made)


@agenda_app.command("replan")
def replan(
    problem: ProblemFile,
    agenda: AgendaFile,
    changes: Annotated[Path, typer.Argument(help="CHANGES.json: who is gone, late, added, locked, and from when.")],
    output: OutputFile = None,
    keep: Annotated[
        float, typer.Option(min=0.0, help="What a meeting that keeps its slot is worth more, in largest scores.")
    ] = KEEP,
    time_limit: TimeLimit = TIME_LIMIT,
    seed: Seed = 0,
    curve: Annotated[
        bool, typer.Option("--curve", help="Print what more changes would gain, with the --keep of each; no agenda.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(help="With --curve: draw it too, to a file that ends in .svg, .png or .pdf.")
    ] = None,
    lang: AnswerLang = Lang.EN,
    as_json: AsJson = False,
) -> None:
    """Make a new agenda after something happened, and leave as many meetings as possible as they were.

    With --curve, print several re-plans to choose from instead: what each is worth, and how many meetings it changes.

    Example: abbina agenda replan PROBLEM.json AGENDA.json CHANGES.json -o NEW.json
    """
    if curve and output is not None:
        raise typer.BadParameter("--curve makes no agenda; take a --keep that it prints", param_hint="--output")
    if as_json and not curve:
        raise typer.BadParameter("an agenda is JSON already; --json goes with --curve", param_hint="--json")
    if plot is not None and not curve:
        raise typer.BadParameter("what is drawn is the curve; give --curve too", param_hint="--plot")
    if plot is not None and plot.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"{plot}: the name has to end in {', '.join(SUFFIXES)}", param_hint="--plot")
    with refusals():
        asked, before = read_problem(problem), read_agenda(agenda)
        happened = read_changes(changes, asked)
        if curve:
            choices = replan_curve(asked, before, happened, time_limit=time_limit, seed=seed)
            sys.stdout.write(curve_json(choices) if as_json else curve_lines(choices, lang.value))
            if plot is not None:
                draw_curve(choices, plot, lang.value)
            return
        made = replan_agenda(asked, before, happened, keep=keep, time_limit=time_limit, seed=seed)
        _deliver(made, output)
        moves = compare_agendas(before, made)
        console.print(
            f"{moves.kept} meetings kept, {moves.moved} moved, {moves.dropped} dropped, {moves.new} new", soft_wrap=True
        )


def _teller(shown: Status) -> Callable[[Standing], None]:
    """What shows each stage of the solver, with the best objective so far and its gap."""

    def tell(standing: Standing) -> None:
        told = f"Solving: {standing.stage}"
        if standing.objective is not None and standing.bound:
            gap = (standing.bound - standing.objective) / abs(standing.bound)
            told += f", {standing.objective:.6g} of at most {standing.bound:.6g} (gap {gap:.3%})"
        shown.update(told)

    return tell


def _deliver(made: Agenda, output: Path | None) -> None:
    """The agenda to its file or to standard output, and what it comes to on standard error."""
    if output is None:
        sys.stdout.write(render_agenda(made))
    else:
        write_text(render_agenda(made), output)
    gap = "none" if made.gap is None else f"{made.gap:.4%}"
    console.print(
        f"{made.status}: meetings: {len(made.meetings)}, group sessions: {len(made.groups)}, objective "
        f"{made.objective:.9g}, gap {gap} to the bound, wishes not met: {len(made.unmet)}",
        soft_wrap=True,
    )
    for one in made.unmet[:MOST_TOLD]:
        console.print(
            f"{one.party}: {one.rule} {one.got:.9g} of {one.wanted:.9g}: {one.why}", soft_wrap=True, markup=False
        )
    if len(made.unmet) > MOST_TOLD:
        console.print(f"and {len(made.unmet) - MOST_TOLD} more, in the agenda", soft_wrap=True)


def _tell_idle(problem: Problem, made: Agenda) -> None:
    """Name the parties that come for nothing."""
    engaged = lay_board(problem, made).engagements
    idle = [party.name or party.id for party in problem.parties if party.id not in engaged]
    if idle:
        told = ", ".join(idle[:MOST_TOLD]) + (", …" if len(idle) > MOST_TOLD else "")
        console.print(f"without any meeting: {len(idle)} of {len(problem.parties)} ({escape(told)})", soft_wrap=True)


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
