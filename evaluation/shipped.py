"""The ranker over the past that is shipped: what needs no learning of its own, calibrated on public deals; its card.

    python -m evaluation.shipped --data FOLDER --output models/artefacts/past-v1

`FOLDER` holds `us-investments` and `us-rounds-2013`. The ranker is the simple blend of `matcher.learning`: a kernel
ridge that is solved anew over whatever history it is given, and a little of a rule. What is learned here is how many
log-odds its unit is worth, on the last year before the deals on which the card measures it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from evaluation.baselines import BASELINES
from evaluation.benchmark import Benchmark, read_benchmark
from evaluation.harness import LEARNED, REFERENCE, Evaluation, EvaluationRequest, markdown, measure
from evaluation.learned import score_task, to_ledger
from evaluation.programmes import draw_programme
from evaluation.rankings import ndcg_of
from evaluation.slices import SliceFigures, slice_table
from evaluation.splits import relevance, temporal_task
from evaluation.stats import bootstrap, paired_bootstrap
from matcher import __version__
from matcher.learning import PastConfig, PastRanker
from matcher.learning.ranker import SIMPLE
from models.ranking.calibration import Platt, fit_platt


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A benchmark folder: the slope is fitted on deals in [fitted, split), the card is of those in [split, until)."""

    fitted: str
    split: str
    until: str


SOURCES = {
    "us-investments": Source(fitted="2015-01-01", split="2016-01-01", until="2018-01-01"),
    "us-rounds-2013": Source(fitted="2011-01-01", split="2012-01-01", until="2014-01-01"),
}
SHARES = (0.3, 0.1, 0.03)
N_DRAWS = 8
COMPARED = ("region-popularity", REFERENCE)
"""The strongest simple orders."""


def calibrate(benchmarks: dict[str, Benchmark]) -> PastRanker:
    """The simple blend with the mean of the log-odds per unit that suit each source best."""
    blank = PastRanker(
        config=PastConfig(),
        trained_until=0,
        trees=None,
        weights=dict(SIMPLE),
        calibration=Platt(slope=1.0, intercept=0.0),
    )
    fits = []
    for name, source in SOURCES.items():
        task = temporal_task(benchmarks[name], source.fitted, source.split)
        scores = score_task(blank, to_ledger(benchmarks[name]), task)
        fits.append(fit_platt(scores.ravel(), relevance(task).ravel()))
    mean = Platt(
        slope=float(np.mean([fit.slope for fit in fits])), intercept=float(np.mean([fit.intercept for fit in fits]))
    )
    until = min(dt.date.fromisoformat(source.split).toordinal() for source in SOURCES.values())
    return replace(blank, trained_until=until, calibration=mean)


def small_programmes(ranker: PastRanker, benchmark: Benchmark, name: str, seed: int) -> list[str]:
    """A table row per share: nDCG@10 of lists in random parts of a source."""
    source, lines = SOURCES[name], []
    for share in SHARES:
        rng = np.random.default_rng(seed)
        found: dict[str, list[float]] = {}
        for _ in range(N_DRAWS):
            drawn = draw_programme(benchmark, share, rng)
            task = temporal_task(drawn, source.split, source.until)
            if not task.queries:
                continue
            scores = {LEARNED: score_task(ranker, to_ledger(drawn), task)}
            scores |= {order: BASELINES[order](task, drawn) for order in COMPARED}
            for order, matrix in scores.items():
                found.setdefault(order, []).extend(ndcg_of(matrix, task).tolist())
        means = [str(bootstrap(values, np.random.default_rng(seed))) for values in found.values()]
        gains = [str(paired_bootstrap(found[LEARNED], found[order], np.random.default_rng(seed))) for order in COMPARED]
        lines.append(f"| {name}, {share:.0%} | {len(found[LEARNED])} | {' | '.join([*means, *gains])} |")
    return lines


def group_table(slices: Sequence[SliceFigures]) -> str:
    """nDCG@10 of the ranker and of the strongest simple order in every group."""
    lines = [f"| group | startups | past-v1 | {REFERENCE} | difference |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {one.name}: {one.value} | {one.n} | {one.ndcg[LEARNED]} | {one.ndcg[REFERENCE]} | {one.gain[LEARNED]} |"
        for one in slices
    ]
    return "\n".join(lines)


def ship(data: Path, folder: Path, seed: int) -> None:
    """Calibrates, measures and writes the folder whole."""
    benchmarks = {name: read_benchmark(data / name) for name in SOURCES}
    ranker = calibrate(benchmarks)
    small = [line for name, one in benchmarks.items() for line in small_programmes(ranker, one, name, seed)]
    measured = {}
    with tempfile.TemporaryDirectory() as scratch:
        ranker.save(Path(scratch))
        for name, source in SOURCES.items():
            request = EvaluationRequest(
                dataset=data / name, split=source.split, until=source.until, model=Path(scratch), seed=seed
            )
            measured[name] = measure(request, benchmarks[name])
    first = next(iter(SOURCES))
    slices = slice_table(measured[first].scores, measured[first].task, benchmarks[first], REFERENCE, seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    ranker.save(folder)
    manifest = {
        "abbina_version": __version__,
        "sources": {name: one.data_hash for name, one in benchmarks.items()},
        "seed": seed,
    }
    _text(folder / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    _text(folder / "card.md", card(ranker, measured, slices, small, seed))


def card(
    ranker: PastRanker,
    measured: dict[str, Evaluation],
    slices: Sequence[SliceFigures],
    small: Sequence[str],
    seed: int,
) -> str:
    """The model card, all figures from what is passed in."""
    gains = " | ".join(f"past-v1 − {order}" for order in COMPARED)
    head = f"| drawn from | startups | past-v1 | {' | '.join(COMPARED)} | {gains} |"
    rule = "| --- " * (3 + 2 * len(COMPARED)) + "|"
    return _CARD.format(
        weights=", ".join(f"{part} × {weight:g}" for part, weight in sorted(ranker.weights.items())),
        slope=ranker.calibration.slope,
        sources="\n".join(
            f"- `{name}` (hash of the files `{one.benchmark.data_hash[:16]}`): slope fitted on deals from "
            f"{SOURCES[name].fitted}, measured on those from {SOURCES[name].split} until {SOURCES[name].until}"
            for name, one in measured.items()
        ),
        figures="\n".join(
            f"### {name}\n\n{markdown(one).replace('## From', '#### From')}" for name, one in measured.items()
        ),
        small="\n".join([head, rule, *small]),
        groups=group_table(slices),
        n_draws=N_DRAWS,
        version=__version__,
        seed=seed,
    )


_CARD = """# past-v1: the ranker over past deals that is shipped

What a counterpart did before, read for a company that it has not met: one number of the pair among the others that
`prior-v1` weighs. Without a history it says nothing, and lists are those of `prior-v1`.

## Intended use

`abbina shortlist --history` and `abbina demo`, unless `--model` names a ranker that `abbina train` learned from the
programme's own past, which is better where that past has many hundreds of companies.

## Not for

Deciding alone who is funded or refused; forecasting deals; counterparts that did fewer than two things before, whom it
does not judge.

## Form

Nothing of anybody's past is in this folder: a kernel ridge regression over companies (words, sectors, place, stage,
age, season) is solved anew over the history it is given, and a rule of popularity and region is added ({weights}).
Both are in log-odds up to a factor, {slope:.2f}.

## Data

{sources}

Public deals in the United States. Weights were chosen on years before those measured.

## Metrics

`abbina` is this model.

{figures}
## Small programmes

Random parts of each source, {n_draws} draws of each size, nDCG@10; the startups of all draws together.

{small}

## Results per group

The startups of `us-investments` above. There is no history with Italian startups to measure on. Words are compared as
they are written, so a past in one language says little to a text in the other beyond place, stage and sectors.

{groups}

## Limits

- Deals are not meetings: what an organiser's own history shows may differ.
- A company's stage and places are taken as the files say them today, `first_date` as the moment of the question.
- Whatever habits a history shows, of place, sector or acquaintance, the model repeats.

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
