"""The command that makes the problem of an agenda from what an organiser has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from matcher.agenda.files import render_problem, write_text
from matcher.errors import ConfigError
from matcher.model import load_model
from matcher.pipeline import ShortlistRequest
from matcher.programme import ProgrammeRequest, ProgrammeRun, run_programme
from models.encoders import DEFAULT_ENCODER, load_encoder
from service.cli.answers import IN_SHORTLIST, MOST_ERRORS, console, refusals, report
from service.cli.options import EncoderOption, LenientOption, ThreadsOption, country_named
from service.progress import TerminalProgress


def build(
    companies: Annotated[Path, typer.Argument(help="Companies: CSV, TSV, XLSX, XLS, ODS, JSON or JSONL.")],
    counterparts: Annotated[Path, typer.Argument(help="Investors, mentors, corporates, …, in the same formats.")],
    event: Annotated[Path, typer.Argument(help="EVENT.toml: days, breaks, venues, limits, visits.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="FILE.json for the problem; without it, standard output.")
    ] = None,
    preferences: Annotated[
        Path | None, typer.Option(help="Who must, would like to, or will not meet whom, and who is there when.")
    ] = None,
    history: Annotated[Path | None, typer.Option(help="Past interactions: who met or funded whom.")] = None,
    past: Annotated[Path | None, typer.Option(help="Profiles of companies that only the history knows.")] = None,
    encoder: EncoderOption = DEFAULT_ENCODER,
    model: Annotated[
        Path | None, typer.Option(help="Folder of a trained ranker or of weights; by default the shipped model.")
    ] = None,
    destination: Annotated[
        str, typer.Option(help="Country the programme leads to: a name or its two-letter code.")
    ] = "US",
    lenient: LenientOption = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep vectors of texts.")] = False,
    threads: ThreadsOption = 2,
) -> None:
    """Make the problem of an agenda from two tables of profiles, an event, and what participants want.

    Example: abbina agenda build companies.xlsx investors.csv event.toml --preferences wishes.xlsx -o PROBLEM.json
    """
    if past is not None and history is None:
        raise typer.BadParameter("it describes companies of the history: give --history too", param_hint="--past")
    with refusals():
        _check_target(output, companies, counterparts, event, preferences, history, past)
        request = ProgrammeRequest(
            tables=ShortlistRequest(
                startups=companies,
                counterparts=counterparts,
                history=history,
                past=past,
                destination=country_named(destination),
                lenient=lenient,
            ),
            event=event,
            preferences=preferences,
        )
        chosen = load_model(model)
        loaded = load_encoder(encoder, threads=threads, progress=TerminalProgress(console), cached=not no_cache)
        run = run_programme(request, chosen, loaded)
        report(run.problems, most=MOST_ERRORS, rest=IN_SHORTLIST)
        if output is None:
            sys.stdout.write(render_problem(run.problem))
        else:
            write_text(render_problem(run.problem), output)
        _tell(run)


def _tell(run: ProgrammeRun) -> None:
    """What the problem holds and what it was made with, on standard error."""
    problem, listed = run.problem, run.listed
    n_tables = sum(venue.tables for venue in problem.venues)
    console.print(
        f"{len(problem.parties)} parties, {len(problem.slots)} slots, {n_tables} tables, group sessions: "
        f"{len(problem.groups)}; {len(problem.pairs)} pairs listed, among them musts: "
        f"{sum(pair.must for pair in problem.pairs)}, below the least score: {listed.n_below}; pairs forbidden: "
        f"{len(problem.forbidden)}",
        soft_wrap=True,
    )
    console.print(
        f"scores by {escape(run.model_id)}, encoder {escape(run.encoder_id)}, data {run.data_hash[:12]}; solve it with "
        "abbina agenda solve",
        soft_wrap=True,
    )


def _check_target(output: Path | None, *inputs: Path | None) -> None:
    """Refuse before any long work what could not be written, or would overwrite an input.

    Raises:
        ConfigError: the path cannot be written, or is one of `inputs`.
    """
    if output is None:
        return
    if output.is_dir() or not output.resolve().parent.is_dir():
        raise ConfigError(f"cannot write {output}: give the name of a file in a folder that exists")
    if any(path is not None and path.exists() and output.exists() and path.samefile(output) for path in inputs):
        raise ConfigError(f"cannot write {output}: it is one of the files to read; give another name")
