from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from models.encoders import Adaptation, AdaptationConfig, Pairing, load_adaptation, save_adaptation, train_adaptation
from models.errors import ModelError

BOTH = [Pairing(first="a", second="b", weight=1.0)]


def adaptation(matrix: list[list[float]]) -> Adaptation:
    return Adaptation(
        matrix=np.array(matrix, dtype=np.float32), encoder_id="test", data_hash="none", config=AdaptationConfig(seed=3)
    )


# Two topics (columns 0 and 1) under louder wording (columns 2 and 3) that points at the wrong partner.
ONE = np.array([[0.6, 0.0, 0.8, 0.0], [0.0, 0.6, 0.0, 0.8]], dtype=np.float32)
OTHER = np.array([[0.6, 0.0, 0.0, 0.8], [0.0, 0.6, 0.8, 0.0]], dtype=np.float32)


def trained(**fields: float) -> Adaptation:
    config = AdaptationConfig(**{"dropout": 0.0, "rate": 0.05, "steps": 50, **fields})  # type: ignore[arg-type]
    return train_adaptation({"a": ONE, "b": OTHER}, BOTH, config, encoder_id="test", data_hash="none")


def test_turned_rows_have_length_one_and_zero_rows_stay_zero() -> None:
    turned = adaptation([[2.0, 0.0], [0.0, 3.0]]).apply(np.array([[0.6, 0.8], [0.0, 0.0]], dtype=np.float32))
    length = (1.2**2 + 2.4**2) ** 0.5
    assert turned == pytest.approx(np.array([[1.2 / length, 2.4 / length], [0.0, 0.0]]), abs=1e-6)
    assert turned.dtype == np.float32


def test_training_makes_partners_nearer_than_strangers() -> None:
    found = trained(penalty=0.0)
    assert (ONE @ OTHER.T).argmax(axis=1).tolist() == [1, 0]
    assert (found.apply(ONE) @ found.apply(OTHER).T).argmax(axis=1).tolist() == [0, 1]


def test_a_penalty_holds_the_matrix_near_the_identity() -> None:
    free, held = (np.abs(trained(penalty=penalty).matrix - np.eye(4)).sum() for penalty in (0.0, 100.0))
    assert held < free / 2


def test_no_steps_leave_the_identity() -> None:
    assert np.array_equal(trained(steps=0).matrix, np.eye(4))


def test_the_same_seed_gives_the_same_matrix_and_another_seed_another() -> None:
    first, again, other = (trained(dropout=0.5, seed=seed).matrix for seed in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_what_is_saved_is_loaded_to_the_bit(tmp_path: Path) -> None:
    saved = trained()
    save_adaptation(saved, tmp_path / "turn")
    loaded = load_adaptation(tmp_path / "turn")
    assert np.array_equal(saved.matrix, loaded.matrix)
    assert (saved.encoder_id, saved.data_hash, saved.config) == (loaded.encoder_id, loaded.data_hash, loaded.config)


def test_another_format_is_refused(tmp_path: Path) -> None:
    save_adaptation(adaptation([[1.0]]), tmp_path)
    described = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps({**described, "format": 2}), encoding="utf-8")
    with pytest.raises(ModelError, match="format 2; this version reads 1"):
        load_adaptation(tmp_path)


@pytest.mark.parametrize("name", ["config.json", "adaptation.safetensors"])
def test_a_damaged_file_is_refused_with_advice(tmp_path: Path, name: str) -> None:
    save_adaptation(adaptation([[1.0]]), tmp_path)
    (tmp_path / name).write_bytes(b"\x00")
    with pytest.raises(ModelError, match="reinstall abbina"):
        load_adaptation(tmp_path)
