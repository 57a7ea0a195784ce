from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.encoders import CachedEncoder, HashingEncoder, VectorStore
from models.errors import ModelError


class CountingEncoder:
    """A hashing encoder that remembers what it was asked."""

    def __init__(self) -> None:
        self.inner = HashingEncoder(8)
        self.asked: list[str] = []

    @property
    def id(self) -> str:
        return self.inner.id

    @property
    def blocks(self) -> tuple[int, ...]:
        return self.inner.blocks

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return self.inner.encode(texts)


class UnloadedEncoder:
    """One whose weights must not be needed."""

    id = HashingEncoder(8).id

    @property
    def blocks(self) -> tuple[int, ...]:
        raise AssertionError("the model was loaded")

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        raise AssertionError(f"the model was loaded for {texts}")


class FailingEncoder(CountingEncoder):
    """One that gives up at the second round."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        if self.asked:
            raise KeyboardInterrupt
        return super().encode(texts)


class Watcher:
    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []

    def start(self, total: int, what: str) -> None:
        self.calls.append(("start", total, what))

    def advance(self, n: int) -> None:
        self.calls.append(("advance", n))

    def finish(self) -> None:
        self.calls.append(("finish",))


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path, HashingEncoder(8).id)


def test_equal_texts_are_encoded_once() -> None:
    counting = CountingEncoder()
    vectors = CachedEncoder(counting, None).encode(["wine", "oil", " wine\n", ""])
    assert sorted(counting.asked) == ["oil", "wine"]
    assert vectors[0].tolist() == vectors[2].tolist()


def test_a_warm_run_encodes_nothing_and_gives_the_same_bytes(store: VectorStore) -> None:
    cold = CachedEncoder(CountingEncoder(), store).encode(["wine and oil", "cheese"])
    warm = CachedEncoder(UnloadedEncoder(), store).encode(["cheese", "wine and oil"])
    assert warm[::-1].tobytes() == cold.tobytes()


def test_a_run_without_store_gives_the_same_bytes(store: VectorStore) -> None:
    texts = ["wine and oil", "cheese", "wine or cheese"]
    assert (
        CachedEncoder(HashingEncoder(8), None).encode(texts).tobytes()
        == CachedEncoder(HashingEncoder(8), store).encode(texts).tobytes()
    )


def test_rows_have_unit_length_after_rounding(store: VectorStore) -> None:
    vectors = CachedEncoder(HashingEncoder(8), store).encode(["wine and oil", ""])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0], abs=1e-6)


def test_no_texts_give_no_rows(store: VectorStore) -> None:
    assert CachedEncoder(HashingEncoder(8), store).encode([]).shape == (0, 8)


def test_a_vector_of_another_size_is_encoded_again(store: VectorStore) -> None:
    store.put({"wine": np.ones(3, dtype=np.float16)}, (8,))
    assert CachedEncoder(HashingEncoder(8), store).encode(["wine"]).shape == (1, 8)


def test_progress_counts_only_what_had_to_be_encoded(store: VectorStore) -> None:
    CachedEncoder(HashingEncoder(8), store).encode(["wine"])
    watcher = Watcher()
    CachedEncoder(HashingEncoder(8), store, watcher).encode(["wine", "oil", "cheese"])
    assert watcher.calls == [("start", 2, "Encoding texts"), ("advance", 2), ("finish",)]


def test_nothing_is_reported_when_all_is_known(store: VectorStore) -> None:
    CachedEncoder(HashingEncoder(8), store).encode(["wine"])
    watcher = Watcher()
    CachedEncoder(HashingEncoder(8), store, watcher).encode(["wine"])
    assert watcher.calls == []


def test_an_interrupted_run_keeps_what_it_did(store: VectorStore) -> None:
    texts = [f"text {i:03}" for i in range(100)]
    watcher = Watcher()
    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(FailingEncoder(), store, watcher).encode(texts)
    assert len(store.get(texts)) == 64
    assert watcher.calls[-1] == ("finish",)


def test_an_encoder_that_breaks_its_word_is_found_out() -> None:
    class Liar(CountingEncoder):
        @property
        def blocks(self) -> tuple[int, ...]:
            return (9,)

    with pytest.raises(ModelError, match=r"gave \(1, 8\), expected \(1, 9\)"):
        CachedEncoder(Liar(), None).encode(["wine"])
