"""An encoder that never does the same text twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.encoders.normalisation import normalise_blocks
from models.encoders.protocols import Encoder, FloatMatrix, NoProgress, Progress
from models.encoders.vector_store import HalfVector, VectorStore
from models.errors import ModelError

_TEXTS_PER_ROUND = 64
"""Texts between two steps of the progress bar."""

_TEXTS_PER_SAVE = 256
"""Texts between two writes to the store, each of which costs some 50 ms."""


class CachedEncoder:
    """Wraps an encoder: equal texts are encoded once, and known ones are read from the store.

    Vectors are rounded to float16 and normalised again before anybody sees them, with or without a store, so that a
    cold and a warm run, and a run without cache, give the same bytes.

    Args:
        encoder: the one that does the work; not touched when everything is known.
        store: where vectors are kept; None keeps nothing beyond a call.
        progress: told of every text that had to be encoded.
    """

    def __init__(self, encoder: Encoder, store: VectorStore | None, progress: Progress | None = None) -> None:
        self._encoder = encoder
        self._store = store
        self._progress = progress or NoProgress()

    @property
    def id(self) -> str:
        """The id of the wrapped encoder."""
        return self._encoder.id

    @property
    def blocks(self) -> tuple[int, ...]:
        """The blocks of the wrapped encoder; from the store when it knows, which spares loading a model."""
        stored = self._store.blocks() if self._store is not None else None
        return stored or self._encoder.blocks

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Encoder.encode`; raises what the wrapped encoder raises.

        Texts that differ only in white space at their ends are the same text.
        """
        stripped = [text.strip() for text in texts]
        wanted = list(dict.fromkeys(text for text in stripped if text))
        known = self._store.get(wanted) if self._store is not None and wanted else {}
        blocks = self.blocks
        dimension = sum(blocks)
        known = {text: vector for text, vector in known.items() if vector.shape == (dimension,)}
        known |= self._encode_missing([text for text in wanted if text not in known], blocks)
        rows = np.zeros((len(texts), dimension), dtype=np.float32)
        for row, text in enumerate(stripped):
            if text:
                rows[row] = known[text]
        return normalise_blocks(rows, blocks)

    def _encode_missing(self, texts: list[str], blocks: tuple[int, ...]) -> dict[str, HalfVector]:
        """Encode shortest first, in rounds; what was done when something stops the work is kept."""
        done: dict[str, HalfVector] = {}
        if not texts:
            return done
        unsaved: dict[str, HalfVector] = {}
        self._progress.start(len(texts), "Encoding texts")
        try:
            ordered = sorted(texts, key=lambda text: (len(text), text))
            for start in range(0, len(ordered), _TEXTS_PER_ROUND):
                fresh = self._encode_round(ordered[start : start + _TEXTS_PER_ROUND], blocks)
                done |= fresh
                unsaved |= fresh
                if len(unsaved) >= _TEXTS_PER_SAVE:
                    self._save(unsaved, blocks)
                    unsaved = {}
                self._progress.advance(len(fresh))
        finally:
            self._save(unsaved, blocks)
            self._progress.finish()
        return done

    def _encode_round(self, texts: list[str], blocks: tuple[int, ...]) -> dict[str, HalfVector]:
        vectors = self._encoder.encode(texts).astype(np.float16)
        if vectors.shape != (len(texts), sum(blocks)):
            raise ModelError(f"encoder {self.id!r} gave {vectors.shape}, expected {(len(texts), sum(blocks))}")
        return dict(zip(texts, vectors, strict=True))

    def _save(self, vectors: dict[str, HalfVector], blocks: tuple[int, ...]) -> None:
        if self._store is not None and vectors:
            self._store.put(vectors, blocks)
