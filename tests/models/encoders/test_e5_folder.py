from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from models.encoders.e5_folder import write_e5_folder
from models.encoders.e5_source import E5Sizes, E5Source

HIDDEN, INNER, POSITIONS = 2, 4, 8
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁вино", "▁vino", "<mask>")
SIZES = E5Sizes(
    hidden=HIDDEN, layers=1, heads=1, inner=INNER, vocabulary=len(PIECES), positions=POSITIONS, token_types=1
)
WORDS = np.arange(len(PIECES) * HIDDEN, dtype=np.float32).reshape(-1, HIDDEN)


def tiny_source() -> E5Source:
    """A one-layer model of ones, whose word vectors number the pieces."""
    square, vector = np.ones((HIDDEN, HIDDEN)), np.ones(HIDDEN)
    weights = {
        "emb.word": WORDS,
        "emb.pos": np.ones((POSITIONS, HIDDEN)),
        "emb.type": np.ones((1, HIDDEN)),
        "emb.ln.w": vector,
        "emb.ln.b": vector,
        "l0.fi.w": np.ones((INNER, HIDDEN)),
        "l0.fi.b": np.ones(INNER),
        "l0.fo.w": np.ones((HIDDEN, INNER)),
        "l0.fo.b": vector,
    }
    weights |= {f"l0.{name}.w": square for name in ("q", "k", "v", "ao")}
    weights |= {f"l0.{name}.b": vector for name in ("q", "k", "v", "ao")}
    weights |= {f"l0.{name}.{part}": vector for name in ("aln", "oln") for part in ("w", "b")}
    raw, tensors = b"", {}
    for name, numbers in weights.items():
        tensors[name] = (len(raw), 4 * numbers.size)
        raw += numbers.astype("<f4").tobytes()
    return E5Source(
        sizes=SIZES,
        pieces=PIECES,
        scores=np.array([0, 0, 0, 0, -1, -1, 0], dtype=np.float32),
        replacements={},
        tensors=tensors,
        raw=np.frombuffer(raw, dtype=np.uint8),
    )


def read_tensors(folder: Path) -> dict[str, np.ndarray]:
    from safetensors.numpy import load_file

    return dict(load_file(folder / "model.safetensors"))


def test_rows_of_dropped_pieces_are_left_out(tmp_path: Path) -> None:
    write_e5_folder(tiny_source(), tmp_path)
    words = read_tensors(tmp_path)["embeddings.word_embeddings.weight"]
    assert words.dtype == np.float16
    assert words.tolist() == WORDS[[0, 1, 2, 3, 5, 6]].tolist()


def test_the_full_model_keeps_all_pieces_in_float32(tmp_path: Path) -> None:
    write_e5_folder(tiny_source(), tmp_path, full=True)
    words = read_tensors(tmp_path)["embeddings.word_embeddings.weight"]
    assert words.dtype == np.float32
    assert words.tolist() == WORDS.tolist()


@pytest.mark.parametrize("full", [False, True])
def test_configuration_weights_and_tokenizer_agree(tmp_path: Path, full: bool) -> None:
    write_e5_folder(tiny_source(), tmp_path, full=full)
    config = json.loads((tmp_path / "config.json").read_text())
    vocabulary = json.loads((tmp_path / "tokenizer.json").read_text())["model"]["vocab"]
    assert config["vocab_size"] == len(vocabulary) == len(read_tensors(tmp_path)["embeddings.word_embeddings.weight"])
    assert vocabulary[config["pad_token_id"]][0] == "<pad>"


def test_both_steps_are_told(tmp_path: Path) -> None:
    steps: list[int] = []
    write_e5_folder(tiny_source(), tmp_path, step=lambda: steps.append(1))
    assert len(steps) == 2


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_e5_folder(tiny_source(), tmp_path / name)
    for path in (tmp_path / "a").rglob("*.*"):
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()
