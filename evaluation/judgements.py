"""Trains the shipped judge of pairs and measures it on companies, and on counterparts, that it has not seen.

    python -m evaluation.judgements --data FOLDER [--output models/artefacts/judged-v1]

`FOLDER` holds `italian-spinoffs`, `italian-startups` and `counterpart-profiles`; the judgements on their pairs are in
`datasets/judgements`. Every pair is told again as if its company had been described in the other language
(`evaluation.two_languages`). Without `--output` only the table is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from evaluation.judged import (
    JUDGEMENTS,
    Floats,
    Ints,
    Judged,
    judged_pairs,
    read_counterparts,
    read_judgements,
)
from evaluation.stats import bootstrap, paired_bootstrap
from evaluation.two_languages import TWICE_WRITTEN, Changes, language_changes, told_again
from matcher.features.judgement import COLUMNS, FULL, RISING, TYPICAL_FILE
from matcher.features.table import JUDGEMENT
from matcher.fit import JUDGED_POSSIBLE, JUDGED_STRONG
from matcher.heads import load_heads
from models.encoders import load_encoder
from models.ranking import sigmoid
from models.ranking.logistic_trees import LogisticTreesConfig, train_logistic_trees
from models.ranking.trees import Trees

SEED = 0
TIMES = 4
"""How often each pair is told again; a leaf then holds five times the rows."""
N_FOLDS, N_PARTS = 5, 3
"""Parts of the companies, and of the counterparts, that are left out in turn."""
WITHOUT = "prior-v1 without a judge"
HELD_OUT = {
    "with a judge that saw neither the company nor the counterpart": True,
    "with a judge that saw other companies with these counterparts": False,
}
"""The orders that are compared; whether counterparts are left out too."""
BANDS = ((0.0, JUDGED_POSSIBLE), (JUDGED_POSSIBLE, 0.55), (0.55, JUDGED_STRONG), (JUDGED_STRONG, 0.75), (0.75, 1.01))
"""Bands of scores, from the first bound to below the second."""
_ROUNDING = 1e-6
ENOUGH, FIRST, MOST = 40, 10, 8
"""Judged pairs from which on a company's list is measured; its first ten; how many of them must be sensible."""


def train(judged: Judged, changes: Changes, config: LogisticTreesConfig, seed: int) -> Trees:
    """Trees whose sum, added to the prior, is the log-odds that a pair is called sensible."""
    told = told_again(judged, changes, TIMES, seed)
    return train_logistic_trees(told.table, told.sensible, told.prior, COLUMNS, config, seed, rising=RISING)


def held_out(
    judged: Judged, changes: Changes, config: LogisticTreesConfig, seed: int, *, counterparts_too: bool
) -> Floats:
    """The log-odds of each pair by trees that saw nothing of its company, nor of its counterpart where asked."""
    rng = np.random.default_rng(seed)
    fold = _spread(judged.company, N_FOLDS, rng)
    part = _spread(judged.counterpart, N_PARTS, rng) if counterparts_too else np.zeros(len(fold), dtype=np.int64)
    scores = np.zeros(len(fold))
    for left_out in range(N_FOLDS):
        for absent in range(int(part.max()) + 1):
            asked = (fold == left_out) & (part == absent)
            seen = (fold != left_out) & ((part != absent) | (not counterparts_too))
            trees = train(judged.rows(seen), changes, config, seed)
            scores[asked] = judged.prior[asked] + trees.score(judged.table[asked])
    return scores


def first_ten(judged: Judged, scores: Floats) -> Floats:
    """The share of sensible pairs among the first ten judged of each company with enough of them; empty without any."""
    first = (at[np.argsort(-scores[at], kind="stable")][:FIRST] for at in _measured(judged))
    return np.array([judged.sensible[rows].mean() for rows in first])


def table(judged: Judged, changes: Changes, config: LogisticTreesConfig, seed: int) -> str:
    """The figures of the card, Markdown: how good the orders are, and what scores mean."""
    orders = {WITHOUT: judged.prior}
    orders |= {name: held_out(judged, changes, config, seed, counterparts_too=too) for name, too in HELD_OUT.items()}
    shares = {name: first_ten(judged, scores) for name, scores in orders.items()}
    lines = ["| order | sensible of the first ten | gain | lists with ≥ 8 |", "| --- | --- | --- | --- |"]
    for name, found in shares.items():
        gain = "" if name == WITHOUT else str(paired_bootstrap(found, shares[WITHOUT], np.random.default_rng(seed)))
        mean, enough = bootstrap(found, np.random.default_rng(seed)), int((found * FIRST >= MOST - _ROUNDING).sum())
        lines.append(f"| {name} | {mean} | {gain} | {enough} of {len(found)} |")
    lines += ["", "| score among the first ten | " + " | ".join(HELD_OUT) + " |", "| --- |" + " --- |" * len(HELD_OUT)]
    columns = [bands(judged, shipped_scores(judged, orders[name])) for name in HELD_OUT]
    lines += [f"| {band} | {' | '.join(column[band] for column in columns)} |" for band in columns[0]]
    return "\n".join(lines)


def shipped_scores(judged: Judged, scores: Floats) -> Floats:
    """The scores in [0, 1] that the shipped heads make of a judge whose whole log-odds are `scores`."""
    term = next(term for term in load_heads().company.config.terms if term.feature == JUDGEMENT)
    lift = np.clip((scores - judged.prior) / FULL, -1.0, 1.0)
    return np.asarray(sigmoid(judged.prior + term.weight * lift))


def bands(judged: Judged, scores: Floats) -> dict[str, str]:
    """Of the first ten judged pairs of each measured company: the share that is sensible, by band of their score."""
    first = np.concatenate([at[np.argsort(-scores[at], kind="stable")][:FIRST] for at in _measured(judged)])
    found = {}
    for low, high in BANDS:
        inside = first[(scores[first] >= low) & (scores[first] < high)]
        share = f"{judged.sensible[inside].mean():.3f}" if len(inside) else "–"
        found[f"{low:.2f}–{min(high, 1.0):.2f}"] = f"{share} ({len(inside)})"
    return found


def _measured(judged: Judged) -> list[Ints]:
    """The rows of each company with enough judged pairs."""
    rows = (np.flatnonzero(judged.company == company) for company in np.unique(judged.company))
    return [at for at in rows if len(at) >= ENOUGH]


def _spread(ids: Ints, n: int, rng: np.random.Generator) -> Ints:
    """A number below n for each id, drawn once per id and spread evenly."""
    distinct, of_row = np.unique(ids, return_inverse=True)
    return np.asarray(rng.permutation(len(distinct))[of_row] % n)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table, and writes the trees where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--output", type=Path, help="folder of the artefact")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args(arguments)
    config, judgements = LogisticTreesConfig(), read_judgements()
    encoder = load_encoder()
    counterparts = read_counterparts(options.data)
    judged = judged_pairs(options.data, counterparts, encoder, judgements)
    changes = language_changes(counterparts, encoder)
    print(f"{len(judged.sensible)} of {len(judgements)} judged pairs found, {judged.sensible.mean():.1%} sensible")  # noqa: T201
    print(table(judged, changes, config, options.seed))  # noqa: T201
    if options.output:
        train(judged, changes, config, options.seed).save(options.output)
        typical = dict(zip(COLUMNS, np.median(judged.table.astype(np.float64), axis=0).round(4).tolist(), strict=True))
        (options.output / TYPICAL_FILE).write_text(json.dumps(typical, indent=1) + "\n", encoding="utf-8")
        described = {
            "config": asdict(config),
            "times": TIMES,
            "seed": options.seed,
            "sha256": _sha256(JUDGEMENTS),
            "sha256_twice_written": _sha256(TWICE_WRITTEN),
        }
        (options.output / "config.json").write_text(json.dumps(described, indent=1) + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
