from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from models.encoders.e5_source import dequantise_q4, read_e5_source
from models.errors import ModelError

PIECES = ("<s>", "▁uva", "a")
TENSORS = {"emb.ln.w": np.array([0.5, -2.0], dtype="<f4").tobytes()}


def source_bytes() -> bytes:
    """A whole file in the package's format, with a vocabulary of three and one tensor of two weights."""
    text = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)])
    content = b"E5S1" + struct.pack("<I", 1)
    content += struct.pack("<7i", 2, 1, 1, 4, 3, 8, 2) + struct.pack("<fi", 1e-12, 32)
    content += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(text))
    content += np.array(ends, dtype="<u4").tobytes() + np.array([0, -1.5, -3], dtype="<f4").tobytes() + text
    replacements = struct.pack("<IB", ord("ﬁ"), 2) + struct.pack("<2I", ord("f"), ord("i"))
    content += struct.pack("<iI", 1, len(replacements)) + replacements
    directory = struct.pack("<i", len(TENSORS))
    size = len(content) + len(directory) + sum(2 + len(name) + 21 for name in TENSORS)
    for name, raw in TENSORS.items():
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 2, size, len(raw))
        size += len(raw)
    return content + directory + b"".join(TENSORS.values())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "tiny.bin"
    file.write_bytes(source_bytes())
    return file


def test_sizes_pieces_and_scores_are_read(path: Path) -> None:
    source = read_e5_source(path)
    assert (source.sizes.hidden, source.sizes.inner, source.sizes.positions) == (2, 4, 8)
    assert source.pieces == PIECES
    assert source.scores.tolist() == [0, -1.5, -3]
    assert source.replacements == {ord("ﬁ"): (ord("f"), ord("i"))}


def test_a_float_tensor_is_read(path: Path) -> None:
    assert read_e5_source(path).tensor("emb.ln.w", 2).tolist() == [0.5, -2.0]


def test_a_tensor_that_does_not_fit_its_shape_is_refused(path: Path) -> None:
    with pytest.raises(ModelError, match="does not fit the shape"):
        read_e5_source(path).tensor("emb.ln.w", 3)


def test_an_unknown_tensor_is_refused(path: Path) -> None:
    with pytest.raises(ModelError, match=r"no tensor 'l9\.q\.w'"):
        read_e5_source(path).tensor("l9.q.w", 2)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF1234")
    with pytest.raises(ModelError, match="not an e5 weights file"):
        read_e5_source(tmp_path / "other.bin")


@pytest.mark.parametrize("n_bytes", [20, 70, 100])
def test_a_file_that_ends_too_early_is_refused(path: Path, n_bytes: int) -> None:
    path.write_bytes(source_bytes()[:n_bytes])
    with pytest.raises(ModelError, match="is damaged"):
        read_e5_source(path)


def test_four_bit_blocks_are_scale_times_half_byte_less_eight() -> None:
    block = np.frombuffer(np.array([0.5], dtype="<f2").tobytes() + bytes([0x0F] + [0x88] * 15), dtype=np.uint8)
    weights = dequantise_q4(block.reshape(1, 18))[0]
    assert weights[0] == (15 - 8) * 0.5  # the low half of the first byte
    assert weights[16] == (0 - 8) * 0.5  # its high half
    assert not weights[1:16].any()
