"""The `abbina` command: parses, calls one pipeline function, shows the answer.

Data goes to standard output or to `-o`; progress, warnings and errors go to standard error. Exit status: 0 fine,
1 refused with a reason, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from matcher import __version__
from matcher.errors import AbbinaError, RefusedImport
from matcher.export import check_output, render_csv, render_json, write_run
from matcher.heads import load_heads
from matcher.pipeline import ShortlistRequest, run_shortlist
from matcher.problems import Problem, Severity
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import ShortlistRun, Side
from models.encoders import DEFAULT_ENCODER, load_encoder, prepare_models
from models.errors import ModelError
from service.demo import run_demo
from service.progress import TerminalProgress
from service.tables import print_shortlists

MOST_PROBLEMS = 20
"""Problems that are printed one by one; the rest are counted and stand in the workbook's import report."""


class Lang(StrEnum):
    """The languages of reports."""

    IT = "it"
    EN = "en"


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

_err = Console(stderr=True, highlight=False)

LangOption = Annotated[Lang, typer.Option(envvar="ABBINA_LANG", help="Language of reasons and of the workbook.")]
EncoderOption = Annotated[
    str,
    typer.Option(
        envvar="ABBINA_ENCODER",
        help="fused, e5, use, or the name or folder of a sentence-transformers model. hashing is for tests only.",
    ),
]
ThreadsOption = Annotated[int, typer.Option(envvar="ABBINA_THREADS", min=1, help="Processor threads.")]
LenientOption = Annotated[
    bool, typer.Option("--lenient", help="Take the good rows of a file that has errors, and report the others.")
]


@app.command()
def shortlist(
    startups: Annotated[Path, typer.Argument(help="Companies: CSV, TSV, XLSX, XLS, ODS, JSON or JSONL.")],
    counterparts: Annotated[Path, typer.Argument(help="Investors, mentors, corporates, …, in the same formats.")],
    history: Annotated[Path | None, typer.Option(help="Past interactions: who met or funded whom.")] = None,
    past: Annotated[Path | None, typer.Option(help="Profiles of companies that only the history knows.")] = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="Length of each shortlist.")] = 10,
    side: Annotated[Side, typer.Option(help="Whom the shortlists are for.")] = Side.STARTUPS,
    encoder: EncoderOption = DEFAULT_ENCODER,
    model: Annotated[Path | None, typer.Option(help="Model folder; by default the shipped prior.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Pure score order: no diversity, no exposure cap.")] = False,
    lang: LangOption = Lang.EN,
    destination: Annotated[str, typer.Option(help="Country the programme leads to (ISO 3166, two letters).")] = "US",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="FILE.csv, FILE.json or FILE.xlsx.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table or CSV.")] = False,
    lenient: LenientOption = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor keep vectors of texts.")] = False,
    threads: ThreadsOption = 2,
) -> None:
    """Rank, for every company, the counterparts it should meet, and say why.

    Example: abbina shortlist companies.xlsx investors.csv --top 10 --lang it -o shortlists.xlsx
    """
    with _refusals():
        if output is not None:
            check_output(output)
        config = ShortlistConfig(top=top)
        request = ShortlistRequest(
            startups=startups,
            counterparts=counterparts,
            history=history,
            past=past,
            side=side,
            config=config.plain() if plain else config,
            lang=lang.value,
            destination=_country(destination),
            lenient=lenient,
        )
        heads = load_heads(model)
        loaded = load_encoder(encoder, threads=threads, progress=TerminalProgress(_err), cached=not no_cache)
        run = run_shortlist(request, heads, loaded)
        _report(run.problems)
        _deliver(run, output, as_json=as_json)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the files that are made.")] = Path("out"),
    lang: LangOption = Lang.EN,
    encoder: EncoderOption = DEFAULT_ENCODER,
    threads: ThreadsOption = 2,
) -> None:
    """Run the whole main job on the demo programme: 18 Tuscan companies and 60 counterparts.

    Example: abbina demo -o out
    """
    with _refusals():
        loaded = load_encoder(encoder, threads=threads, progress=TerminalProgress(_err))
        run, files = run_demo(output, lang.value, load_heads(), loaded)
        _report(run.problems)
        print_shortlists(run, Console(highlight=False), most=3)
        for path, what in files:
            typer.echo(f"{path}: {what}")


@models_app.command("prepare")
def prepare() -> None:
    """Convert the bundled models into the user's cache; quick when that is done already.

    Example: abbina models prepare
    """
    with _refusals():
        for made in prepare_models(TerminalProgress(_err)):
            typer.echo(f"{made.name}: ready in {made.place} ({made.n_bytes / 1e6:.0f} MB)")


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """The entry point of the console script."""
    app()


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn a refusal into its message on standard error and exit status 1."""
    try:
        yield
    except RefusedImport as err:
        _report(err.problems)
        _fail(str(err))
    except (AbbinaError, ModelError, OSError) as err:
        _fail(str(err))


def _fail(message: str) -> None:
    _err.print(f"[bold red]refused:[/] {escape(message)}", soft_wrap=True)
    raise typer.Exit(1)


def _report(problems: tuple[Problem, ...]) -> None:
    """Errors and warnings line by line, notes as a count."""
    serious = [problem for problem in problems if problem.severity is not Severity.NOTE]
    serious.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    for problem in serious[:MOST_PROBLEMS]:
        _err.print(escape(problem.line()), soft_wrap=True)
    left = len(problems) - len(serious[:MOST_PROBLEMS])
    if left:
        _err.print(f"and {left} more, listed in the import report of a workbook (-o FILE.xlsx)", soft_wrap=True)


def _deliver(run: ShortlistRun, output: Path | None, *, as_json: bool) -> None:
    if output is not None:
        write_run(run, output)
        _err.print(f"{len(run.suggestions)} suggestions written to {escape(str(output))}", soft_wrap=True)
    elif as_json:
        sys.stdout.write(render_json(run))
    elif sys.stdout.isatty():
        print_shortlists(run, Console(highlight=False), most=run_length(run))
    else:
        sys.stdout.write(render_csv(run))


def run_length(run: ShortlistRun) -> int:
    """The length of the longest shortlist."""
    return max((suggestion.rank for suggestion in run.suggestions), default=0)


def _country(code: str) -> str:
    if len(code) != 2 or not code.isalpha():
        raise typer.BadParameter(
            f"{code!r} is not a two-letter country code such as US or IT", param_hint="--destination"
        )
    return code.upper()


if __name__ == "__main__":
    main()
