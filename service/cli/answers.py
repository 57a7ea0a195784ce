"""What the command line says and how it ends: refusals, reports of problems, the answer itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.markup import escape

from matcher.errors import AbbinaError, ConfigError, RefusedImport
from matcher.export import render_csv, render_json, write_run
from matcher.problems import Problem, Severity
from matcher.suggestions import ShortlistRun, Side
from models.errors import ModelError
from service.tables import print_shortlists

MOST_PROBLEMS = 20
"""Problems that are printed one by one; the rest are counted and stand in the workbook's import report."""

MOST_ERRORS = 200
"""The same where a file is refused, and for commands that write no report."""

IN_SHORTLIST = "in the import report that abbina shortlist writes (-o FILE.xlsx)"
"""Where notes on tables stand for commands that write no report."""

console = Console(stderr=True, highlight=False)
"""Standard error: progress, warnings and refusals."""


@contextmanager
def refusals() -> Iterator[None]:
    """Turn a refusal into its message on standard error and exit status 1; a reader who has had enough is no error."""
    try:
        yield
        sys.stdout.flush()
    except RefusedImport as err:
        report(err.problems, most=MOST_ERRORS, rest="left out here")
        errors = [problem for problem in err.problems if problem.severity is Severity.ERROR]
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        _fail(f"{errors[0].file}: {count}, see above. Correct the file, or take its good rows with --lenient")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
    except (AbbinaError, ModelError) as err:
        _fail(str(err))
    except OSError as err:
        _fail(f"cannot use {err.filename}: {err.strerror}" if err.filename and err.strerror else str(err))


def _fail(message: str) -> None:
    console.print(f"[bold red]refused:[/] {escape(message)}", soft_wrap=True)
    raise typer.Exit(1)


def keep_inputs(output: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write over what is read.

    Raises:
        ConfigError: `output` is one of `inputs`.
    """
    if output.exists() and any(path.exists() and path.samefile(output) for path in inputs):
        raise ConfigError(f"cannot write {output}: it is one of the files to read; give another name")


IN_WORKBOOK = "listed in the import report of a workbook (-o FILE.xlsx)"


def report(problems: tuple[Problem, ...], *, most: int = MOST_PROBLEMS, rest: str = IN_WORKBOOK) -> None:
    """Errors and warnings line by line, `most` of them, notes as a count; `rest` says where the others stand."""
    serious = [problem for problem in problems if problem.severity is not Severity.NOTE]
    serious.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    for problem in serious[:most]:
        console.print(escape(problem.line()), soft_wrap=True)
    left = len(problems) - len(serious[:most])
    if left:
        console.print(f"and {left} more, {rest}", soft_wrap=True)


def report_empty_lists(run: ShortlistRun) -> None:
    """Say who asked for a list and got none."""
    if run.side is Side.STARTUPS:
        served, asked = {one.company_id for one in run.suggestions}, run.companies
    else:
        served, asked = {one.counterpart_id for one in run.suggestions}, run.counterparts
    empty = [profile.name for profile in asked if profile.id not in served]
    if empty:
        names = ", ".join(empty[:3]) + (", …" if len(empty) > 3 else "")
        console.print(
            f"warning: no list for {len(empty)} of {len(asked)} ({escape(names)}): rules keep out everyone they "
            "could meet; a workbook (-o FILE.xlsx) says which",
            soft_wrap=True,
        )


def deliver(run: ShortlistRun, output: Path | None, *, as_json: bool) -> None:
    """The answer to its file, or to standard output: JSON if asked for, a table on a terminal, else CSV."""
    if output is not None:
        write_run(run, output)
        console.print(f"{len(run.suggestions)} suggestions written to {escape(str(output))}", soft_wrap=True)
    elif as_json:
        sys.stdout.write(render_json(run))
    elif sys.stdout.isatty():
        print_shortlists(run, Console(highlight=False), most=_longest(run))
    else:
        sys.stdout.write(render_csv(run))


def _longest(run: ShortlistRun) -> int:
    """The length of the longest shortlist."""
    return max((suggestion.rank for suggestion in run.suggestions), default=0)
