"""Measures other recommenders beside abbina: `python -m evaluation.peers DATASET --split … [--until …] [--tune]`."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.benchmark import read_benchmark
from evaluation.peers.children import Limits
from evaluation.peers.comparison import (
    Comparison,
    Peer,
    Trial,
    asked_task,
    best_settings,
    compare_peers,
    local_answer,
    markdown,
    try_settings,
)
from evaluation.peers.environment import peer_python
from evaluation.ranking_table import rounded, to_json
from evaluation.splits import MIN_HISTORY
from matcher.errors import AbbinaError

HERE = Path(__file__).parent


def main(arguments: list[str] | None = None) -> int:
    """Prints the tables; 1 with the reason on standard error where something is refused."""
    options = _options(arguments)
    try:
        found, trials = _measured(options)
    except AbbinaError as err:
        sys.stderr.write(f"refused: {err}\n")
        return 1
    if options.json:
        options.json.write_text(as_json(found, trials), encoding="utf-8", newline="\n")
    sys.stdout.write(markdown(found))
    return 0


def read_peers(text: str) -> tuple[Peer, ...]:
    """The peers of a TOML text like `peers.toml`."""
    return tuple(
        Peer(name=name, script=entry["script"], settings=tuple(entry["settings"]))
        for name, entry in tomllib.loads(text).items()
    )


def tuning_text(name: str, trials: tuple[Trial, ...]) -> str:
    """The trials as TOML, in tables under `name` (data set and split), each peer's best setting first."""
    best, lines = best_settings(trials), []
    for peer in dict.fromkeys(trial.peer for trial in trials):
        lines.append(f'["{name}".{peer}]')
        if peer in best:
            lines.append(f"chosen = {_inline(best[peer])}")
        lines.append("trials = [")
        for trial in (trial for trial in trials if trial.peer == peer):
            outcome = f"failure = {json.dumps(trial.failure)}" if trial.ndcg is None else f'"ndcg@10" = {trial.ndcg}'
            lines.append(f"  {{ {outcome}, parameters = {_inline(trial.parameters)} }},")
        lines += ["]", ""]
    return "\n".join(lines)


def as_json(found: Comparison, trials: tuple[Trial, ...]) -> str:
    """The table, settings, failures and trials for programs."""
    document = json.loads(to_json(found.table))
    document["settings"] = {name: dict(parameters) for name, parameters in found.settings.items()}
    document["failures"] = dict(found.failures)
    document["trials"] = [
        {"peer": each.peer, "parameters": dict(each.parameters), "ndcg@10": each.ndcg, "failure": each.failure}
        for each in trials
    ]
    return json.dumps(rounded(document), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _measured(options: argparse.Namespace) -> tuple[Comparison, tuple[Trial, ...]]:
    benchmark = read_benchmark(options.dataset)
    task = asked_task(benchmark, options.split, options.until, options.min_history)
    peers = read_peers((HERE / "peers.toml").read_text(encoding="utf-8"))
    answer = local_answer(peer_python(), options.seed, Limits(seconds=options.seconds))
    dataset = options.dataset.resolve().name
    trials: tuple[Trial, ...] = ()
    before = options.tuned.read_text(encoding="utf-8") if options.tuned.exists() else ""
    recorded: dict[str, Any] = tomllib.loads(before)
    key = f"{dataset} {options.split}"
    if options.tune:
        trials = try_settings(benchmark, options.split, options.min_history, peers, answer)
        kept = "".join(tuning_text(name, _trials(entry)) for name, entry in recorded.items() if name != key)
        options.tuned.write_text(kept + tuning_text(key, trials), encoding="utf-8", newline="\n")
        chosen: Mapping[str, Mapping[str, float]] = best_settings(trials)
    else:
        chosen = {name: entry["chosen"] for name, entry in recorded.get(key, {}).items() if "chosen" in entry}
    return compare_peers(benchmark, task, peers, chosen, answer, seed=options.seed), trials


def _trials(entry: Mapping[str, Any]) -> tuple[Trial, ...]:
    return tuple(
        Trial(peer=name, parameters=each["parameters"], ndcg=each.get("ndcg@10"), failure=each.get("failure", ""))
        for name, peer in entry.items()
        for each in peer["trials"]
    )


def _inline(parameters: Mapping[str, float]) -> str:
    return f"{{ {', '.join(f'{key} = {value!r}' for key, value in parameters.items())} }}"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.peers", description=__doc__)
    parser.add_argument("dataset", type=Path, help="benchmark folder")
    parser.add_argument("--split", required=True, help="first day of the period that is asked about: YYYY-MM-DD")
    parser.add_argument("--until", default="", help="the day after its last; without it, everything after")
    parser.add_argument("--min-history", type=int, default=MIN_HISTORY, help="deals of a candidate before the split")
    parser.add_argument("--tune", action="store_true", help="choose the settings on the year before the split")
    parser.add_argument("--tuned", type=Path, default=HERE / "tuned.toml", help="where choices are read and recorded")
    parser.add_argument("--seconds", type=float, default=600.0, help="wall-clock limit of one fit")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write every figure as JSON")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
