from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from evaluation.adaptation import judge, train
from matcher.concepts import Concept, load_concepts, read_concepts, shipped_adaptation
from models.encoders import Adaptation, AdaptationConfig, HashingEncoder

ROOT = Path(__file__).resolve().parents[2]
STATEMENTS = ROOT / "datasets" / "statements"
ARTEFACT = ROOT / "models" / "artefacts" / "adaptation-v1"
WORDS = (("grape", "uva"), ("shoe", "scarpa"), ("laser", "raggio"), ("boat", "barca"))
ROWS = [
    Concept(id=en, sector="", en=en, it=it, interest_en=f"{en} fund", interest_it=f"{it} fondo") for en, it in WORDS
]


def rows_of(name: str) -> tuple[Concept, ...]:
    return read_concepts((STATEMENTS / name).read_text(encoding="utf-8"), name)


def test_training_brings_a_text_nearer_to_its_translation() -> None:
    encoder = HashingEncoder(32)
    before = judge(ROWS, encoder, None)
    adaptation = train(ROWS, encoder, AdaptationConfig(steps=60, rate=0.02, dropout=0.0, penalty=0.0))
    after = judge(ROWS, encoder, adaptation)
    assert before.mrr_it < 1.0
    assert after.mrr_it == 1.0


def test_training_twice_gives_the_same_matrix() -> None:
    first, again = (train(ROWS, HashingEncoder(16), AdaptationConfig(steps=3)) for _ in range(2))
    assert np.array_equal(first.matrix, again.matrix)
    assert first.data_hash == again.data_hash


def test_judging_with_a_turn_that_turns_nothing_is_judging_without_one() -> None:
    encoder = HashingEncoder(16)
    identity = Adaptation(
        matrix=np.eye(16, dtype=np.float32), encoder_id=encoder.id, data_hash="", config=AdaptationConfig()
    )
    assert judge(ROWS, encoder, identity) == judge(ROWS, encoder, None)


def test_the_shipped_adaptation_was_trained_on_the_rows_that_are_committed() -> None:
    rows = [asdict(row) for row in (*load_concepts(), *rows_of("train.jsonl"))]
    described = json.loads((ARTEFACT / "config.json").read_text(encoding="utf-8"))
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True)
    assert described["data_hash"] == hashlib.sha256(text.encode()).hexdigest()
    assert shipped_adaptation(described["encoder_id"]) is not None


def test_no_unseen_row_is_among_those_that_train() -> None:
    training = (*load_concepts(), *rows_of("train.jsonl"))
    known_ids = {row.id for row in training}
    known_texts = {text for row in training for text in (row.en, row.it, row.interest_en, row.interest_it)}
    unseen = rows_of("test.jsonl")
    assert [row.id for row in unseen if row.id in known_ids] == []
    assert [row.id for row in unseen if {row.en, row.it, row.interest_en, row.interest_it} & known_texts] == []
