"""`abbina agenda b2bsp`: instances of the published B2B scheduling problem, solved and proven."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from matcher.agenda.b2bsp import Limits, Result, run_files
from matcher.whole_file import replace_file
from service.cli.answers import console, refusals
from service.progress import TerminalProgress

ROW = "{:<24} {:<10} {:>6} {:>6} {:>8}\n"


def b2bsp(
    files: Annotated[list[Path], typer.Argument(help="Instances, FILE.dzn each.")],
    time_limit: Annotated[float, typer.Option("--time-limit", min=0.1, max=86_400, help="Seconds for each.")] = 120.0,
    output: Annotated[Path | None, typer.Option("--json", help="Write the results to this file, as JSON.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Searches at the same time.")] = 2,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Seed of everything that is drawn.")] = 0,
) -> None:
    """Solve instances of the published B2B scheduling problem, and prove how few breaks there can be.

    One line for each: optimal (breaks proven least), feasible (bound shown), infeasible, or unknown.

    Example: abbina agenda b2bsp tic-12.dzn tic-13.dzn --time-limit 60 --json results.json
    """
    with refusals():
        results = _run(files, Limits(seconds=time_limit, workers=workers, seed=seed), prints=output is None)
        if output is not None:
            documents = [result.document() for result in results]
            replace_file(output, (json.dumps(documents, ensure_ascii=False, indent=2) + "\n").encode())
            console.print(f"{len(results)} results written to {output}", soft_wrap=True, markup=False)


def _run(files: list[Path], limits: Limits, *, prints: bool) -> list[Result]:
    """The results, each printed as a row when it is there, if wanted; a bar on standard error meanwhile."""
    progress = TerminalProgress(console)
    results: list[Result] = []
    progress.start(len(files), "Solving")
    try:
        for result in run_files(files, limits):
            progress.advance(1)
            if prints:
                sys.stdout.write("" if results else ROW.format("instance", "status", "breaks", "bound", "seconds"))
                sys.stdout.write(_row(result))
                sys.stdout.flush()
            results.append(result)
    finally:
        progress.finish()
    return results


def _row(result: Result) -> str:
    breaks, bound = ("–" if figure is None else str(figure) for figure in (result.breaks, result.bound))
    return ROW.format(result.instance, result.status.value, breaks, bound, f"{result.seconds:.1f}")
