"""What each group of features and the encoder bring: the ranker trained again without it, on the same questions.

    python -m evaluation.benches.ablation DATASET --split DATE [--until DATE] [--encoder NAME] [--seed N]

Every ranker is trained on what precedes the split, with the same seed, and all are compared over the same startups;
differences are to the whole ranker, with paired 95 % intervals over startups. These say nothing of other seeds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.ablation import ablations
from evaluation.benchmark import read_benchmark
from evaluation.harness import LEARNED, EvaluationRequest
from evaluation.learned import retrained_scores, to_ledger
from evaluation.ranking_table import compare_models, to_markdown
from evaluation.splits import temporal_task
from models.encoders import DEFAULT_ENCODER, load_encoder

NO_ENCODER = "none"


def measure(request: EvaluationRequest) -> str:
    """The tables as Markdown: the ranker with everything, and without each part."""
    benchmark = read_benchmark(request.dataset)
    task = temporal_task(benchmark, request.split, request.until, request.min_history)
    whole = retrained_scores(to_ledger(benchmark, request.encoder), task, seed=request.seed)
    scores = {LEARNED: whole, **ablations(benchmark, task, request)}
    return to_markdown(compare_models(scores, task, LEARNED, seed=request.seed))


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--split", required=True)
    parser.add_argument("--until", default="")
    parser.add_argument("--encoder", default=DEFAULT_ENCODER, help=f"what reads descriptions; {NO_ENCODER} for words")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args(arguments)
    request = EvaluationRequest(
        dataset=asked.dataset,
        split=asked.split,
        until=asked.until,
        seed=asked.seed,
        encoder=None if asked.encoder == NO_ENCODER else load_encoder(asked.encoder),
    )
    sys.stdout.write(measure(request))


if __name__ == "__main__":
    main()
