"""The peers beside abbina and simple orders on one task, and the choice of their settings on the year before it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.baselines import BASELINES
from evaluation.benchmark import Benchmark
from evaluation.learned import score_task, to_ledger, train_before
from evaluation.metrics import query_metrics
from evaluation.peers.children import Limits, run_peer
from evaluation.peers.exchange import task_files
from evaluation.ranking_table import RankingTable, compare_models, to_markdown
from evaluation.rankings import Scores, hits, n_relevant, top_rows
from evaluation.splits import Task, rolling_windows, temporal_task
from evaluation.trec import parse_run, run_scores
from matcher.errors import ConfigError, DataError

LEARNED = "abbina"
SIMPLE = ("popularity", "region-popularity", "place-knn")
CHOSEN_BY = "ndcg@10"

Parameters = Mapping[str, float]
Answer = Callable[[Path, str, Parameters], str]
"""Task folder, script, parameters → the text of a run; raises PeerFailed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A peer by name: its script, and the settings that may be tried, the first being the one used untuned."""

    name: str
    script: str
    settings: tuple[Parameters, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One setting of a peer on the year before the split: its mean nDCG@10, or the reason why there is none."""

    peer: str
    parameters: Parameters
    ndcg: float | None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The table of all that were measured, the setting of each peer, and why those that failed did."""

    table: RankingTable
    settings: Mapping[str, Parameters]
    failures: Mapping[str, str]


def local_answer(python: Path, seed: int, limits: Limits) -> Answer:
    """An answer by child processes of this interpreter."""
    return lambda folder, script, parameters: run_peer(python, script, folder, parameters, seed=seed, limits=limits)


def try_settings(
    benchmark: Benchmark, split: str, min_history: int, peers: tuple[Peer, ...], answer: Answer
) -> tuple[Trial, ...]:
    """Every setting of every peer on the last year before the split.

    Raises:
        ConfigError: nothing is asked in that year.
    """
    begin, end = rolling_windows(split, 1, 12)[0]
    task = asked_task(benchmark, begin, end, min_history)
    relevant, trials = n_relevant(task), []
    with tempfile.TemporaryDirectory() as place:
        folder = _written(Path(place), task, benchmark)
        for peer in peers:
            for parameters in peer.settings:
                try:
                    scores = _scores(answer(folder, peer.script, parameters), task, peer.name)
                except DataError as err:
                    trials.append(Trial(peer=peer.name, parameters=parameters, ndcg=None, failure=str(err)))
                    continue
                found = query_metrics(hits(task, top_rows(scores)), relevant)[CHOSEN_BY].mean()
                trials.append(Trial(peer=peer.name, parameters=parameters, ndcg=round(float(found), 6)))
    return tuple(trials)


def best_settings(trials: tuple[Trial, ...]) -> dict[str, Parameters]:
    """The setting of each peer with the highest nDCG@10, the first of equal ones; none where all failed."""
    best: dict[str, Trial] = {}
    for trial in trials:
        if trial.ndcg is not None and (trial.peer not in best or trial.ndcg > (best[trial.peer].ndcg or 0.0)):
            best[trial.peer] = trial
    return {name: trial.parameters for name, trial in best.items()}


def compare_peers(
    benchmark: Benchmark,
    task: Task,
    peers: tuple[Peer, ...],
    chosen: Mapping[str, Parameters],
    answer: Answer,
    *,
    seed: int = 0,
) -> Comparison:
    """Every peer beside the simple orders and abbina trained before the split; differences are taken to abbina."""
    ledger = to_ledger(benchmark)
    ranker = train_before(ledger, task.split, min_history=task.min_history, seed=seed)
    scores: dict[str, Scores] = {LEARNED: score_task(ranker, ledger, task)}
    scores |= {name: BASELINES[name](task, benchmark) for name in SIMPLE}
    settings = {peer.name: chosen.get(peer.name, peer.settings[0]) for peer in peers}
    failures: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = _written(Path(place), task, benchmark)
        for peer in peers:
            try:
                scores[peer.name] = _scores(answer(folder, peer.script, settings[peer.name]), task, peer.name)
            except DataError as err:
                failures[peer.name] = str(err)
    table = compare_models(scores, task, LEARNED, seed=seed)
    return Comparison(table=table, settings=settings, failures=failures)


def markdown(found: Comparison) -> str:
    """The tables of what was measured, then each peer with its setting and whether it failed."""
    lines = ["| peer | setting | outcome |", "| --- | --- | --- |"]
    for name, parameters in found.settings.items():
        setting = ", ".join(f"{key} {value:g}" for key, value in parameters.items())
        reason = found.failures.get(name, "").replace("|", "/")
        lines.append(f"| {name} | {setting} | {f'failed: {reason}' if name in found.failures else 'measured'} |")
    return to_markdown(found.table) + "\n" + "\n".join(lines) + "\n"


def asked_task(benchmark: Benchmark, split: str, until: str, min_history: int) -> Task:
    """The task of a period; raises ConfigError where nothing is asked in it."""
    task = temporal_task(benchmark, split, until, min_history)
    if not task.queries:
        raise ConfigError(f"nothing is asked between {split} and {until or 'the end'}: choose other dates")
    return task


def _scores(text: str, task: Task, name: str) -> Scores:
    called = f"the run of {name}"
    return run_scores(parse_run(text, called), task, called)


def _written(folder: Path, task: Task, benchmark: Benchmark) -> Path:
    for name, content in task_files(task, benchmark).items():
        (folder / name).write_bytes(content)
    return folder
