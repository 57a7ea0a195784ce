"""A trained model as a folder: the ranker, what it was made from, and a card with measured figures."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path

from evaluation.benchmark import Benchmark, read_benchmark
from evaluation.harness import LEARNED, REFERENCE, Evaluation, EvaluationRequest, markdown, measure
from evaluation.learned import to_ledger, train_before
from matcher import __version__
from matcher.errors import ConfigError
from matcher.learning import PastRanker
from models.encoders import Encoder, NoProgress, Progress

MANIFEST_FILE, CARD_FILE = "manifest.json", "card.md"
YEAR = 365
"""Days before `until` on which a ranker trained without them is measured."""


def train_model(
    dataset: Path,
    until: str,
    folder: Path,
    *,
    min_history: int,
    seed: int,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Trains, measures and writes the model; returns the files. An existing folder is replaced only at the end.

    What is measured is a ranker trained the same way on what came before the last year, asked about that year.
    Descriptions are read by the encoder too, where one is given.

    Raises:
        ConfigError: `check_model_folder` refuses the folder, the date is none, or nothing is dated before it.
    """
    check_model_folder(folder)
    watcher = progress or NoProgress()
    watcher.start(3, "Training")
    try:
        benchmark = read_benchmark(dataset)
        end = _day(until)
        ledger = to_ledger(benchmark, encoder)
        if not len(ledger.before(end.toordinal()).deal_day):
            raise ConfigError(f"no interaction in {dataset} is dated before {until}: there is nothing to learn from")
        watcher.advance(1)
        ranker = train_before(ledger, until, min_history=min_history, seed=seed)
        watcher.advance(1)
        measured = _measure_last_year(benchmark, _last_year(dataset, end, min_history, seed, encoder))
        watcher.advance(1)
    finally:
        watcher.finish()
    return _write(folder, ranker, benchmark, dataset.resolve().name, until, seed, measured)


def check_model_folder(folder: Path) -> None:
    """Refuse, before any long work, a place where a model could not be written or would push something else out.

    Raises:
        ConfigError: it is a file, a folder that holds something other than a model, or its parent does not exist.
    """
    if folder.is_file():
        raise ConfigError(f"cannot write a model to {folder}: it is a file; give the name of a folder")
    if not folder.resolve().parent.is_dir():
        raise ConfigError(f"cannot write a model to {folder}: {folder.parent} does not exist; create it first")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST_FILE).is_file():
        raise ConfigError(f"cannot write a model to {folder}: it holds something else; give a new or empty folder")


def _last_year(dataset: Path, end: dt.date, min_history: int, seed: int, encoder: Encoder | None) -> EvaluationRequest:
    return EvaluationRequest(
        dataset=dataset,
        split=(end - dt.timedelta(days=YEAR)).isoformat(),
        until=end.isoformat(),
        min_history=min_history,
        seed=seed,
        encoder=encoder,
    )


def _measure_last_year(benchmark: Benchmark, request: EvaluationRequest) -> Evaluation | None:
    """None where nobody asked anything in that year."""
    try:
        return measure(request, benchmark)
    except ConfigError:
        return None


def _write(
    folder: Path,
    ranker: PastRanker,
    benchmark: Benchmark,
    dataset: str,
    until: str,
    seed: int,
    measured: Evaluation | None,
) -> tuple[Path, ...]:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        made = Path(scratch) / "model"
        ranker.save(made)
        manifest = {
            "abbina_version": __version__,
            "dataset": dataset,
            "data_hash": benchmark.data_hash,
            "n_startups": len(benchmark.startups),
            "n_interactions": len(benchmark.interactions),
            "trained_until": until,
            "seed": seed,
        }
        _text(made / MANIFEST_FILE, json.dumps(manifest, indent=1, sort_keys=True) + "\n")
        _text(made / CARD_FILE, card(folder.name, ranker, manifest, measured))
        if folder.exists():
            shutil.rmtree(folder)
        made.rename(folder)
    return tuple(sorted(folder.iterdir()))


def card(name: str, ranker: PastRanker, manifest: dict[str, object], measured: Evaluation | None) -> str:
    """The model card, from the ranker, the manifest and what was measured."""
    weights = "\n".join(f"| {part} | {weight:.3f} |" for part, weight in sorted(ranker.weights.items()))
    if measured is None:
        figures = "Not measured: in the last year before that date nobody asked for whom there was a candidate.\n"
    else:
        figures = (
            f"A ranker trained alike on what came before {measured.task.split}, asked about the year from then on. "
            f"`{LEARNED}` is the model; differences are to `{REFERENCE}`.\n\n{markdown(measured)}"
        )
    return _CARD.format(
        name=name,
        weights=weights,
        figures=figures,
        has_trees="yes" if ranker.trees else "no",
        prose=f"as vectors of `{ranker.config.encoder}`" if ranker.config.encoder else "by their words alone",
        **manifest,
    )


_CARD = """# {name}: a ranker learned from past deals

## Intended use

Ordering counterparts that acted before for a company that none of them has met, for a person who reads the lists.

## Not for

Deciding alone who is funded or refused; forecasting deals; counterparts without any past, whom it does not rank.

## Data

`{dataset}` (SHA-256 of the three files `{data_hash}`): {n_startups} startups, {n_interactions} interactions, of which
those dated before {trained_until} were learned from. Whatever habits they show, of place, sector or acquaintance, the
model repeats.

## Form

Boosted trees over features of past deals (grown: {has_trees}), a kernel ridge regression over companies, and a rule of
popularity and region; each on one scale within a list, then weighed. Descriptions are read {prose}.

| part | weight |
| --- | --- |
{weights}

## Metrics

{figures}
## Limits

- Figures hold for data like these. A model trained on one market says little of another.
- Counterparts with few deals are found less often than active ones.
- Results per group: `abbina evaluate --report` prints them.

## How to reproduce

`abbina train {dataset} --until {trained_until} --seed {seed} -o {name}`, version {abbina_version}.
"""


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError as err:
        raise ConfigError(f'"{written}" is not a day; write it as 2016-01-31') from err
