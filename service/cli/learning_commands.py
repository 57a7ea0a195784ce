"""The commands of evaluators: train a ranker on what happened, and measure how good it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from evaluation.harness import LEARNED, EvaluationRequest, as_json, markdown, run_evaluation
from evaluation.measured import report_evaluation
from evaluation.splits import MIN_HISTORY
from evaluation.trained_model import train_model
from evaluation.trec import write_run
from matcher.errors import ConfigError
from models.encoders import DEFAULT_ENCODER, Encoder, load_encoder
from models.errors import MissingModel
from service.cli.answers import console, refusals
from service.progress import TerminalProgress

Dataset = Annotated[Path, typer.Argument(help="Benchmark folder: startups.csv, counterparts.csv and interactions.csv.")]
MinHistory = Annotated[
    int, typer.Option(min=1, help="Deals that a counterpart must have before the split to be a candidate.")
]
Seed = Annotated[int, typer.Option(help="Seed of everything that is drawn.")]
NO_ENCODER = "none"
Reader = Annotated[
    str,
    typer.Option(
        "--encoder",
        envvar="ABBINA_ENCODER",
        help="What reads descriptions beside their words: fused, e5, use, or the name or folder of a "
        "sentence-transformers model; none for words alone.",
    ),
]


def train(
    dataset: Dataset,
    until: Annotated[str, typer.Option(help="Learn from what is dated before this day: YYYY-MM-DD.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the model.")],
    min_history: MinHistory = MIN_HISTORY,
    seed: Seed = 0,
    encoder: Reader = DEFAULT_ENCODER,
) -> None:
    """Train a ranker on past deals and write its folder, with a card that says how good it is.

    Example: abbina train my-benchmark --until 2016-01-01 -o my-model
    """
    with refusals():
        made = train_model(
            dataset,
            until,
            output,
            min_history=min_history,
            seed=seed,
            encoder=_load_reader(encoder),
            progress=TerminalProgress(console),
        )
        for path in made:
            typer.echo(str(path))


def evaluate(
    dataset: Dataset,
    split: Annotated[str, typer.Option(help="First day of the period that is asked about: YYYY-MM-DD.")],
    until: Annotated[str, typer.Option(help="The day after its last: YYYY-MM-DD; without it, everything after.")] = "",
    min_history: MinHistory = MIN_HISTORY,
    model: Annotated[
        Path | None, typer.Option(help="Folder of a trained model; without it, one is trained before the split.")
    ] = None,
    run_out: Annotated[Path | None, typer.Option(help="Write the lists as a TREC run, 100 a startup.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write every figure as JSON.")] = None,
    report: Annotated[
        Path | None, typer.Option(help="Folder for a report to read: report.html, report.md, results.json.")
    ] = None,
    thorough: Annotated[
        bool,
        typer.Option(
            "--thorough",
            help="With --report: train again without each group of features and without the encoder, on shuffled data "
            "and with noise for the future, to say what each is worth and to look for leaks. Takes about ten times as "
            "long.",
        ),
    ] = False,
    seed: Seed = 0,
    encoder: Reader = DEFAULT_ENCODER,
) -> None:
    """Measure the learned ranker beside simple orders on startups that it could not know.

    Example: abbina evaluate my-benchmark --split 2016-01-01 --until 2018-01-01 --json figures.json
    """
    with refusals():
        for target in (run_out, json_file):
            check_target(target)
        _check_thorough(thorough, report, model)
        request = EvaluationRequest(
            dataset=dataset,
            split=split,
            until=until,
            min_history=min_history,
            model=model,
            seed=seed,
            encoder=_load_reader(encoder),
        )
        found = run_evaluation(request, TerminalProgress(console))
        if run_out is not None:
            write_run(run_out, found.task, found.scores[LEARNED])
            console.print(f"run written to {escape(str(run_out))}", soft_wrap=True)
        if json_file is not None:
            json_file.write_text(as_json(found), encoding="utf-8", newline="\n")
            console.print(f"figures written to {escape(str(json_file))}", soft_wrap=True)
        if report is not None:
            progress = TerminalProgress(console)
            for path in report_evaluation(found, report, is_thorough=thorough, progress=progress):
                console.print(f"report written to {escape(str(path))}", soft_wrap=True)
        sys.stdout.write(markdown(found))


def _load_reader(name: str) -> Encoder | None:
    """The named encoder; None for `NO_ENCODER`, and where the default one is not installed, which is said.

    Raises:
        MissingModel: a package of an encoder that was asked for is not installed.
        ModelError: there is no such encoder.
    """
    if name == NO_ENCODER:
        return None
    try:
        return load_encoder(name)
    except MissingModel as err:
        if name != DEFAULT_ENCODER:
            raise
        console.print(f"warning: descriptions are read by their words alone: {escape(str(err))}", soft_wrap=True)
        return None


def check_target(path: Path | None) -> None:
    """Refuse before any long work a file that could not be written.

    Raises:
        ConfigError: it is a folder, or its folder does not exist.
    """
    if path is not None and path.is_dir():
        raise ConfigError(f"cannot write {path}: it is a folder; give the name of a file in it")
    if path is not None and not path.resolve().parent.is_dir():
        raise ConfigError(f"cannot write {path}: the folder {path.parent} does not exist; create it first")


def _check_thorough(thorough: bool, report: Path | None, model: Path | None) -> None:
    """Refuse to train again where nobody would see it, or where it would be compared to something else.

    Raises:
        ConfigError: there is no folder for a report, or the ranker was trained elsewhere.
    """
    if thorough and report is None:
        raise ConfigError("--thorough adds to a report and none is written: give --report FOLDER too")
    if thorough and model is not None:
        raise ConfigError(
            "--thorough compares rankers trained here, and the one of --model was trained elsewhere: give one of them"
        )
