from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.encoders import packed_bert
from models.encoders.packed_bert import PackedBert, has_native_bfloat16

pytestmark = pytest.mark.model
torch = pytest.importorskip("torch", reason="torch is not installed")

SEQUENCES = [[1, 5], [7, 3], [2, 4, 6], [9, 8, 7, 6, 5]]


@pytest.fixture(scope="module")
def reference() -> Any:
    """A tiny random BERT of the library whose weights the packed one reads."""
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=12,
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=10,
    )
    return BertModel(config).eval()


def test_mean_states_are_those_of_the_plain_network(reference: Any) -> None:
    packed = PackedBert(reference.state_dict(), 2, torch.float32).mean_states(SEQUENCES)
    with torch.no_grad():
        plain = [reference(torch.tensor([ids])).last_hidden_state[0].mean(dim=0).numpy() for ids in SEQUENCES]
    np.testing.assert_allclose(packed, plain, atol=1e-5)


def test_bfloat16_stays_close(reference: Any) -> None:
    exact = PackedBert(reference.state_dict(), 2, torch.float32).mean_states(SEQUENCES)
    rounded = PackedBert(reference.state_dict(), 2, torch.bfloat16).mean_states(SEQUENCES)
    assert rounded.dtype == np.float32
    np.testing.assert_allclose(rounded, exact, atol=0.05)


def test_any_order_of_lengths_is_right(reference: Any) -> None:
    network = PackedBert(reference.state_dict(), 2, torch.float32)
    mixed = [SEQUENCES[row] for row in (3, 0, 2, 1)]
    np.testing.assert_allclose(network.mean_states(mixed), network.mean_states(SEQUENCES)[[3, 0, 2, 1]], atol=1e-6)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        pytest.param("flags\t: fpu avx2 avx512f", False, id="without"),
        pytest.param("flags\t: fpu avx512_bf16 sse", True, id="AVX-512"),
        pytest.param("flags\t: amx_bf16", True, id="AMX"),
        pytest.param("", False, id="nothing known"),
    ],
)
def test_native_bfloat16_is_read_from_the_flags(description: str, expected: bool) -> None:
    assert has_native_bfloat16(description) is expected


@pytest.mark.parametrize(
    ("flags", "expected"), [pytest.param("avx2", "float32", id="old"), pytest.param("amx_bf16", "bfloat16", id="new")]
)
def test_the_dtype_follows_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: str, expected: str
) -> None:
    (tmp_path / "cpuinfo").write_text(f"flags : {flags}")
    monkeypatch.setattr(packed_bert, "_CPU_DESCRIPTION", tmp_path / "cpuinfo")
    assert packed_bert.best_dtype() == getattr(torch, expected)


def test_an_unknown_processor_computes_in_float32(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_bert, "_CPU_DESCRIPTION", tmp_path / "absent")
    assert packed_bert.best_dtype() == torch.float32
