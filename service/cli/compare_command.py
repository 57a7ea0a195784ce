"""`abbina compare`: rankings of any system, from files, measured on a benchmark."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from evaluation.benchmark import read_benchmark
from evaluation.ranking_table import to_json, to_markdown
from evaluation.runs import measure_runs
from evaluation.splits import MIN_HISTORY, temporal_task
from matcher.agenda.files import write_text
from matcher.errors import ConfigError
from service.cli.answers import console, keep_inputs, refusals
from service.cli.learning_commands import Dataset, MinHistory, check_target
from service.cli.options import Seed


def compare(
    dataset: Dataset,
    runs: Annotated[list[Path], typer.Argument(help="Rankings in TREC form; differences are to the last one.")],
    split: Annotated[str, typer.Option(help="First day of the period that is asked about: YYYY-MM-DD.")],
    until: Annotated[str, typer.Option(help="The day after its last: YYYY-MM-DD; without it, everything after.")] = "",
    min_history: MinHistory = MIN_HISTORY,
    simple: Annotated[bool, typer.Option("--simple", help="Set the simple orders beside the runs.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write every figure as JSON.")] = None,
    seed: Seed = 0,
) -> None:
    """Measure rankings of any system, from files, and how far they stand from the last one.

    A line of a file is: startup Q0 counterpart rank score name. Nothing is trained.

    Example: abbina compare my-benchmark mine.run theirs.run --split 2016-01-01 --until 2018-01-01
    """
    with refusals():
        check_target(json_file)
        if json_file is not None:
            keep_inputs(json_file, runs)
        if len(set(runs)) < len(runs):
            raise ConfigError("a run is given twice; give each file once")
        benchmark = read_benchmark(dataset)
        task = temporal_task(benchmark, split, until, min_history)
        if not task.queries:
            raise ConfigError("no startup is asked about in that period; choose other dates or a smaller --min-history")
        table = measure_runs(runs, task, benchmark if simple else None, seed=seed)
        if json_file is not None:
            write_text(to_json(table), json_file)
            console.print(f"figures written to {escape(str(json_file))}", soft_wrap=True)
        sys.stdout.write(to_markdown(table))
