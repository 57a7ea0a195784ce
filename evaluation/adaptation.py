"""Trains the shipped adaptation of the default encoder and says what it brings on statements it never saw.

python -m evaluation.adaptation [FOLDER]        # FOLDER: where the artefact goes; by default only the table is printed
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from evaluation.statement_retrieval import StatementRetrieval, retrieve_statements
from matcher.concepts import Concept, load_concepts, read_concepts
from matcher.semantics import unit_rows
from models.encoders import (
    Adaptation,
    AdaptationConfig,
    Encoder,
    FloatMatrix,
    Pairing,
    fit_centring,
    load_encoder,
    save_adaptation,
    train_adaptation,
)

STATEMENTS = Path("datasets/statements")
PAIRINGS = (
    Pairing(first="company/en", second="counterpart/en", weight=1.0),
    Pairing(first="company/it", second="counterpart/en", weight=1.0),
    Pairing(first="company/it", second="counterpart/it", weight=0.5),
    Pairing(first="company/en", second="company/it", weight=1.0),
    Pairing(first="counterpart/en", second="counterpart/it", weight=0.5),
)
_VIEWS = tuple((role, lang) for role in ("company", "counterpart") for lang in ("en", "it"))


def train(concepts: Sequence[Concept], encoder: Encoder, config: AdaptationConfig) -> Adaptation:
    """The adaptation that brings together a company and its statement, and each text and its translation."""
    return train_adaptation(
        {f"{role}/{lang}": _centred(concepts, role, lang, encoder) for role, lang in _VIEWS},
        PAIRINGS,
        config,
        encoder_id=encoder.id,
        data_hash=_hash(concepts),
    )


def judge(concepts: Sequence[Concept], encoder: Encoder, adaptation: Adaptation | None) -> StatementRetrieval:
    """Statement retrieval by centred cosine, after the adaptation where one is given."""

    def scores(texts: Sequence[str], statements: Sequence[str]) -> FloatMatrix:
        sides = [_centre(list(side), encoder) for side in (texts, statements)]
        left, right = [adaptation.apply(side) if adaptation else side for side in sides]
        return np.asarray(left @ right.T)

    return retrieve_statements(concepts, scores)


def _centred(concepts: Sequence[Concept], role: str, lang: str, encoder: Encoder) -> FloatMatrix:
    return _centre([concept.text(role, lang) for concept in concepts], encoder)


def _centre(texts: list[str], encoder: Encoder) -> FloatMatrix:
    vectors = encoder.encode(texts)
    groups = ["all"] * len(texts)
    return unit_rows(fit_centring(vectors, encoder.blocks, groups).apply(vectors, groups))


def _hash(concepts: Sequence[Concept]) -> str:
    text = json.dumps([asdict(concept) for concept in concepts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _read(name: str) -> tuple[Concept, ...]:
    return read_concepts((STATEMENTS / name).read_text(encoding="utf-8"), name)


def main(arguments: Sequence[str]) -> None:
    """Train, print the table, and write the artefact when a folder is named."""
    encoder = load_encoder(threads=2)
    training, unseen = (*load_concepts(), *_read("train.jsonl")), _read("test.jsonl")
    adaptation = train(training, encoder, AdaptationConfig())
    lines = [
        "| vectors | MRR from English | MRR from Italian | shared best ten |",
        "| --- | --- | --- | --- |",
    ]
    for name, chosen in (("as they are", None), ("adapted", adaptation)):
        found = judge(unseen, encoder, chosen)
        lines.append(f"| {name} | {found.mrr_en:.3f} | {found.mrr_it:.3f} | {found.agreement:.2f} |")
    table = "\n".join(lines)
    sys.stdout.write(f"{len(training)} training rows, {len(unseen)} unseen rows, encoder {encoder.id}\n\n{table}\n")
    if arguments:
        save_adaptation(adaptation, Path(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
