"""The commands: each parses, calls one pipeline function and shows the answer."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from matcher import __version__
from matcher.errors import ConfigError
from matcher.export import check_output, render_json
from matcher.learning import is_past_ranker
from matcher.model import load_model
from matcher.pipeline import ShortlistRequest, run_shortlist
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import Side
from models.encoders import DEFAULT_ENCODER, load_encoder, prepare_models
from service.cli.agenda_commands import agenda_app
from service.cli.answers import console, deliver, refusals, report, report_empty_lists
from service.cli.compare_command import compare
from service.cli.db_commands import db_app
from service.cli.import_command import import_file
from service.cli.learning_commands import evaluate, train
from service.cli.options import EncoderOption, Lang, LangOption, LenientOption, ThreadsOption, country_named
from service.cli.privacy_commands import privacy_app
from service.cli.serve_command import serve
from service.cli.teams_command import teams
from service.cli.user_commands import user_app
from service.cli.worker_command import worker
from service.demo import run_demo
from service.demo_agenda import make_demo_agenda, write_demo_agenda
from service.progress import TerminalProgress
from service.tables import print_shortlists

app = typer.Typer(
    name="abbina",
    help="Who should meet whom, and why: ranked, explained shortlists of startups and their counterparts.",
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
models_app = typer.Typer(help="The local language models.", no_args_is_help=True)
app.add_typer(models_app, name="models")
app.add_typer(agenda_app, name="agenda")

app.command()(train)
app.command()(evaluate)
app.command()(compare)
app.command()(teams)
app.command()(worker)
app.command()(serve)
app.command("import")(import_file)
app.add_typer(db_app, name="db")
app.add_typer(user_app, name="user")
app.add_typer(privacy_app, name="privacy")


@app.command()
def shortlist(
    startups: Annotated[Path, typer.Argument(help="Companies: CSV, TSV, XLSX, XLS, ODS, JSON or JSONL.")],
    counterparts: Annotated[Path, typer.Argument(help="Investors, mentors, corporates, …, in the same formats.")],
    history: Annotated[Path | None, typer.Option(help="Past interactions: who met or funded whom.")] = None,
    past: Annotated[Path | None, typer.Option(help="Profiles of companies that only the history knows.")] = None,
    forbidden: Annotated[
        Path | None, typer.Option(help="Pairs that may not meet: columns company_id and counterpart_id.")
    ] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="Length of each shortlist.")] = 10,
    side: Annotated[Side, typer.Option(help="Whom the shortlists are for.")] = Side.STARTUPS,
    encoder: EncoderOption = DEFAULT_ENCODER,
    model: Annotated[
        Path | None, typer.Option(help="Folder of a trained ranker or of weights; by default the shipped model.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Pure score order: no diversity, no exposure cap.")] = False,
    lang: LangOption = Lang.EN,
    destination: Annotated[
        str, typer.Option(help="Country the programme leads to: a name or its two-letter code.")
    ] = "US",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="FILE.csv, FILE.json or FILE.xlsx.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table or CSV.")] = False,
    lenient: LenientOption = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep vectors of texts.")] = False,
    threads: ThreadsOption = 2,
) -> None:
    """Rank, for every company, the counterparts it should meet, and say why.

    Example: abbina shortlist companies.xlsx investors.csv --top 10 --lang it -o shortlists.xlsx
    """
    if past is not None and history is None:
        raise typer.BadParameter("it describes companies of the history: give --history too", param_hint="--past")
    if output is not None and as_json:
        raise typer.BadParameter("it prints; with -o the name of the file says its form", param_hint="--json")
    _collect_seldom()
    with refusals():
        if output is not None:
            _check_output(output, startups, counterparts, history, past, forbidden)
        config = ShortlistConfig(top=top)
        request = ShortlistRequest(
            startups=startups,
            counterparts=counterparts,
            history=history,
            past=past,
            forbidden=forbidden,
            side=side,
            config=config.plain() if plain else config,
            lang=lang.value,
            destination=country_named(destination),
            lenient=lenient,
        )
        chosen = load_model(model)
        if model is not None and history is None and is_past_ranker(model):
            console.print(
                f"warning: {escape(str(model))} reads a history and there is none: lists are made from profiles alone. "
                "Give --history",
                soft_wrap=True,
            )
        loaded = load_encoder(encoder, threads=threads, progress=TerminalProgress(console), cached=not no_cache)
        run = run_shortlist(request, chosen, loaded)
        report(run.problems)
        report_empty_lists(run)
        deliver(run, output, as_json=as_json)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the files that are made.")] = Path("out"),
    lang: LangOption = Lang.EN,
    encoder: EncoderOption = DEFAULT_ENCODER,
    as_json: Annotated[bool, typer.Option("--json", help="Print the companies' shortlists as JSON.")] = False,
    threads: ThreadsOption = 2,
) -> None:
    """Run the whole main job on the demo programme: 18 Tuscan companies and 60 counterparts, lists and agenda.

    Example: abbina demo -o out
    """
    _collect_seldom()
    with refusals():
        loaded = load_encoder(encoder, threads=threads, progress=TerminalProgress(console))
        model = load_model()
        run, files = run_demo(output, lang.value, model, loaded)
        told, written = write_demo_agenda(make_demo_agenda(model, loaded), output / "agenda", lang.value)
        report(run.problems)
        if as_json:
            sys.stdout.write(render_json(run))
        else:
            print_shortlists(run, Console(highlight=False), most=3)
        for path, what in files:
            typer.echo(f"{path}: {what}", err=as_json)
        typer.echo(f"{output / 'agenda'}: {told}", err=as_json)
        for path in written:
            if path.parent.name == "agenda":
                typer.echo(f"  {path}", err=as_json)
        typer.echo("In a browser: abbina serve --demo, then open http://127.0.0.1:8000", err=as_json)


@models_app.command("prepare")
def prepare() -> None:
    """Convert the bundled models into the user's cache; quick when that is done already.

    Example: abbina models prepare
    """
    with refusals():
        for made in prepare_models(TerminalProgress(console)):
            typer.echo(f"{made.name}: ready in {made.place} ({made.n_bytes / 1e6:.0f} MB)")


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


COLLECT_AFTER = 100_000
"""New objects between two looks for garbage, Python's own number being 700."""


def _collect_seldom() -> None:
    """A run makes some million small objects that live to its end: to look through them time and again is wasted."""
    gc.set_threshold(COLLECT_AFTER, 50, 50)


def _check_output(output: Path, *inputs: Path | None) -> None:
    """Refuse before any long work is done what could not be written, or would overwrite an input.

    Raises:
        ConfigError: the path cannot be written, or is one of `inputs`.
    """
    check_output(output)
    if any(path is not None and path.exists() and output.exists() and path.samefile(output) for path in inputs):
        raise ConfigError(f"cannot write {output}: it is one of the files to read; give another name")
    if not os.access(output.parent, os.W_OK):
        raise ConfigError(f"cannot write {output}: no right to write in the folder {output.parent}")
