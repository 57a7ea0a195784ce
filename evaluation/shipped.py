"""The ranker over the past that is shipped: trained on public deals of two sources, measured, with its card.

    python -m evaluation.shipped --data FOLDER --output models/artefacts/past-v1

`FOLDER` holds `us-investments` and `us-rounds-2013`. Nothing dated on 2016-01-01 or later is learned from, so that the
deals after that day say how good it is. How far what was learned of one market holds in another is measured by leaving
each source out in turn and drawing small programmes from it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from evaluation.baselines import BASELINES
from evaluation.benchmark import Benchmark, read_benchmark
from evaluation.harness import LEARNED, REFERENCE, Evaluation, EvaluationRequest, markdown, measure
from evaluation.learned import score_task, to_ledger
from evaluation.metrics import ndcg
from evaluation.rankings import Scores, hits, n_relevant, top_rows
from evaluation.slices import SliceFigures, slice_table
from evaluation.splits import Task, temporal_task
from evaluation.stats import bootstrap, paired_bootstrap
from matcher import __version__
from matcher.learning import PastConfig, PastRanker, train_shared_ranker
from matcher.learning.ranker import SIMPLE

SOURCES = {"us-investments": "2016-01-01", "us-rounds-2013": "2013-10-01"}
"""The day before which each source is learned from; the second one ends there."""
UNTIL, END = "2016-01-01", "2018-01-01"
"""The card's figures are of deals of the first source from the first day until the second."""
LEFT_OUT = {"us-investments": ("2015-01-01", "2016-01-01"), "us-rounds-2013": ("2011-01-01", "2012-01-01")}
"""The year of each source in which small programmes are drawn while the ranker comes from the other source."""
SHARES = (0.3, 0.1, 0.03)
N_DRAWS = 8
SHIPPED, UNTRAINED = "trees of the other source", "no trees"
K = 10


def train_shipped(benchmarks: Mapping[str, Benchmark], seed: int) -> PastRanker:
    """The ranker from what is dated before the day of each source."""
    pasts = [(to_ledger(one), dt.date.fromisoformat(SOURCES[name]).toordinal()) for name, one in benchmarks.items()]
    return train_shared_ranker(pasts, PastConfig(), np.random.default_rng(seed))


def draw_programme(benchmark: Benchmark, share: float, rng: np.random.Generator) -> Benchmark:
    """A random share of the startups with what was done with them."""
    ids = np.sort(benchmark.startups["id"].to_numpy(dtype=str))
    kept = set(rng.choice(ids, int(share * len(ids)), replace=False).tolist())
    startups, deals = benchmark.startups, benchmark.interactions
    return replace(
        benchmark,
        startups=startups[startups["id"].isin(kept)].reset_index(drop=True),
        interactions=deals[deals["startup_id"].isin(kept)].reset_index(drop=True),
    )


def measure_left_out(ranker: PastRanker, benchmark: Benchmark, source: str, seed: int) -> str:
    """A table row per share: nDCG@10 in small programmes of a source that the ranker knows nothing of."""
    split, until = LEFT_OUT[source]
    foreign = replace(ranker, trained_until=0)
    untrained = replace(foreign, trees=None, weights=dict(SIMPLE))
    lines = []
    for share in SHARES:
        rng = np.random.default_rng(seed)
        found: dict[str, list[float]] = {}
        for _ in range(N_DRAWS):
            drawn = draw_programme(benchmark, share, rng)
            task = temporal_task(drawn, split, until)
            if not task.queries:
                continue
            ledger = to_ledger(drawn)
            scores = {SHIPPED: score_task(foreign, ledger, task), UNTRAINED: score_task(untrained, ledger, task)}
            scores |= {name: BASELINES[name](task, drawn) for name in ("region-popularity", REFERENCE)}
            for name, matrix in scores.items():
                found.setdefault(name, []).extend(_ndcg(matrix, task))
        gain = paired_bootstrap(found[SHIPPED], found[REFERENCE], np.random.default_rng(seed))
        cells = " | ".join(str(bootstrap(values, np.random.default_rng(seed))) for values in found.values())
        lines.append(f"| {source}, {share:.0%} | {len(found[SHIPPED])} | {cells} | {gain} |")
    return "\n".join(lines)


def _ndcg(scores: Scores, task: Task) -> list[float]:
    values: list[float] = ndcg(hits(task, top_rows(scores, min(K, len(task.candidates)))), n_relevant(task), K).tolist()
    return values


def group_table(slices: Sequence[SliceFigures]) -> str:
    """nDCG@10 of the ranker and of the strongest simple order in every group."""
    lines = [f"| group | startups | past-v1 | {REFERENCE} | difference |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {one.name}: {one.value} | {one.n} | {one.ndcg[LEARNED]} | {one.ndcg[REFERENCE]} | {one.gain[LEARNED]} |"
        for one in slices
    ]
    return "\n".join(lines)


def ship(data: Path, folder: Path, seed: int) -> None:
    """Trains, measures and writes the folder whole."""
    benchmarks = {source: read_benchmark(data / source) for source in SOURCES}
    ranker = train_shipped(benchmarks, seed)
    left_out = []
    for source in SOURCES:
        foreign = train_shipped({name: one for name, one in benchmarks.items() if name != source}, seed)
        left_out.append(measure_left_out(foreign, benchmarks[source], source, seed))
    folder.mkdir(parents=True, exist_ok=True)
    ranker.save(folder)
    manifest = {
        "abbina_version": __version__,
        "data_hash": hashlib.sha256("".join(one.data_hash for one in benchmarks.values()).encode()).hexdigest(),
        "sources": {name: one.data_hash for name, one in benchmarks.items()},
        "trained_until": UNTIL,
        "seed": seed,
    }
    _text(folder / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    measured = next(iter(SOURCES))
    main_source = benchmarks[measured]
    with tempfile.TemporaryDirectory() as scratch:
        ranker.save(Path(scratch))
        request = EvaluationRequest(dataset=data / measured, split=UNTIL, until=END, model=Path(scratch), seed=seed)
        evaluation = measure(request, main_source)
    slices = slice_table(evaluation.scores, evaluation.task, main_source, REFERENCE, seed=seed)
    _text(folder / "card.md", card(ranker, evaluation, slices, left_out, manifest))


def card(
    ranker: PastRanker,
    evaluation: Evaluation,
    slices: Sequence[SliceFigures],
    left_out: Sequence[str],
    manifest: dict[str, object],
) -> str:
    """The model card, all figures from what is passed in."""
    simple = "region-popularity"
    return _CARD.format(
        weights=", ".join(f"{part} {weight:g}" for part, weight in sorted(ranker.weights.items())),
        slope=ranker.calibration.slope,
        sources="\n".join(f"- `{name}`, before {until}" for name, until in SOURCES.items()),
        figures=markdown(evaluation),
        groups=group_table(slices),
        left_out="\n".join(
            [
                f"| drawn from | startups | {SHIPPED} | {UNTRAINED} | {simple} | {REFERENCE} | first − {REFERENCE} |",
                "| --- | --- | --- | --- | --- | --- | --- |",
                *left_out,
            ]
        ),
        until=UNTIL,
        end=END,
        n_draws=N_DRAWS,
        seed=manifest["seed"],
        version=manifest["abbina_version"],
        data_hash=manifest["data_hash"],
    )


_CARD = """# past-v1: the ranker over past deals that is shipped

What a counterpart did before, read for a company that it has not met: one number of the pair among the others that
`prior-v1` weighs. Without a history it says nothing, and lists are those of `prior-v1` to the last digit.

## Intended use

`abbina shortlist --history` and `abbina demo`, unless `--model` names a ranker trained on the programme's own past with
`abbina train`, which is better from some hundred companies on.

## Not for

Deciding alone who is funded or refused; forecasting deals; counterparts that did fewer than two things before, whom it
does not judge.

## Data

{sources}

Public deals in the United States (hash of the files `{data_hash}`). Whatever habits they show, of
place, sector or acquaintance, the model repeats. No name of a person, company or fund enters a feature.

## Form

Boosted trees, a kernel ridge regression over companies and a rule of popularity and region, each on one scale within a
list: {weights}. Lifts are log-odds, {slope:.2f} per unit (mean of the fits on the last year of each source), times
n / (n + 60) for a history of n companies.

## Metrics

Deals from {until} until {end}, which it never saw. `abbina` is this model.

{figures}
## Small programmes of a market it does not know

Trees from one source, programmes drawn from the other ({n_draws} draws of each size), nDCG@10.

{left_out}

## Results per group

The startups of the first table. Italian texts: there is no history with Italian startups to measure on; words are
compared as they are written, so a past in one language says little to a text in the other beyond place, stage and
sectors.

{groups}

## Limits

- Deals are not meetings: what an organiser's own history shows may differ.
- A company's stage and places are taken as the files say them today, `first_date` as the moment of the question.
- Startups in one place and stage get like lists: see the coverage in the table.

## How to reproduce

`python -m evaluation.shipped --data FOLDER --output models/artefacts/past-v1 --seed {seed}`, version {version}.
"""


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the folder of the shipped ranker."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--output", type=Path, required=True, help="folder of the model")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    ship(options.data, options.output, options.seed)


if __name__ == "__main__":
    main()
