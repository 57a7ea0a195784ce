"""What each group of features and the encoder bring: the ranker trained again without it, on the same questions.

    python -m evaluation.benches.ablation DATASET --split DATE [--until DATE] [--encoder NAME] [--seed N]

Every ranker is trained on what precedes the split, with the same seed, and all are compared over the same startups;
differences are to the whole ranker, with paired 95 % intervals over startups. These say nothing of other seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from evaluation.ablation import ablations
from evaluation.benches.question import as_request, question_parser
from evaluation.benchmark import read_benchmark
from evaluation.harness import LEARNED, EvaluationRequest
from evaluation.learned import retrained_scores, to_ledger
from evaluation.ranking_table import compare_models, to_markdown
from evaluation.splits import temporal_task


def measure(request: EvaluationRequest) -> str:
    """The tables as Markdown: the ranker with everything, and without each part."""
    benchmark = read_benchmark(request.dataset)
    task = temporal_task(benchmark, request.split, request.until, request.min_history)
    whole = retrained_scores(to_ledger(benchmark, request.encoder), task, seed=request.seed)
    scores = {LEARNED: whole, **ablations(benchmark, task, request)}
    return to_markdown(compare_models(scores, task, LEARNED, seed=request.seed))


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and prints."""
    sys.stdout.write(measure(as_request(question_parser(__doc__).parse_args(arguments))))


if __name__ == "__main__":
    main()
