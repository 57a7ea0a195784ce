"""Any sentence-transformers model, by name or by folder."""

from __future__ import annotations

import hashlib
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.encoders.chunks import encode_long_texts
from models.encoders.packages import require
from models.encoders.protocols import FloatMatrix
from models.errors import MissingModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SAMPLE_BYTES = 1 << 20
_HUB_SECONDS = 5.0
_E5_PROMPT = "query: "


def load_sentence_transformer(name: str, threads: int) -> SentenceTransformer:
    """The library's own object on the processor, in float32: the plain way, for measuring against.

    What is on this machine is taken as it is; only a name that is not is asked for elsewhere, and only when the place
    that gives models answers at all (the library would retry for a minute).

    Raises:
        MissingModel: the library is not installed, or the model is neither here nor to be had.
    """
    require(name, "sentence_transformers", "torch")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    torch.set_num_threads(threads)
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers leaves it untyped
    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True).float()
    except (OSError, ValueError, RuntimeError) as err:
        reason = str(err).splitlines()[0]
    if not Path(name).is_absolute() and is_hub_reachable():
        try:
            return SentenceTransformer(name, device="cpu").float()
        except (OSError, ValueError, RuntimeError) as err:
            reason = str(err).splitlines()[0]
    raise MissingModel(
        f"no model {name!r}: it is not on this machine and could not be fetched ({reason}). "
        "Use one of fused, e5, use, or the path of a sentence-transformers folder"
    )


def is_hub_reachable() -> bool:
    """True when the address that the library fetches models from answers within a few seconds."""
    from huggingface_hub.constants import ENDPOINT

    try:
        with urllib.request.urlopen(ENDPOINT, timeout=_HUB_SECONDS):  # noqa: S310 - the library's own https address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def folder_fingerprint(folder: Path) -> str:
    """Twelve hexadecimal digits that change when a model folder changes.

    Covers each file's relative path, size, and first and last MiB: enough to tell two sets of weights apart without
    reading gigabytes.
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\n{size}\n".encode())
        with path.open("rb") as stream:
            digest.update(stream.read(_SAMPLE_BYTES))
            stream.seek(max(0, size - _SAMPLE_BYTES))
            digest.update(stream.read(_SAMPLE_BYTES))
    return digest.hexdigest()[:12]


class NamedEncoder:
    """Turns texts into vectors by a sentence-transformers model, loaded when first needed.

    A default prompt that the model declares is used; a model whose name says e5 and that declares none gets
    "query: ", without which that family is markedly worse.

    Args:
        name: a folder, or a name that the library knows how to fetch.
        threads: processor threads (a setting of the whole process).
    """

    def __init__(self, name: str, *, threads: int = 2) -> None:
        self._name = name
        self._threads = threads
        self._lock = threading.Lock()
        self._model: SentenceTransformer | None = None
        folder = Path(name).expanduser()
        self._source = str(folder) if folder.is_dir() else name
        self._id = f"st-{folder.resolve().name}-{folder_fingerprint(folder)}" if folder.is_dir() else f"st-{name}"

    @property
    def id(self) -> str:
        """The name; for a folder its last part and a fingerprint of its content."""
        return self._id

    @property
    def blocks(self) -> tuple[int, ...]:
        """One block; its size is only known once the model is loaded, so this loads it."""
        model = self._loaded()
        return (int(model.encode(["a"], show_progress_bar=False).shape[1]),)

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """See `Encoder.encode`.

        Raises:
            MissingModel: the library or the model is not there.
        """
        return encode_long_texts(texts, self.blocks, self._fits, self._encode_chunks)

    def _loaded(self) -> SentenceTransformer:
        with self._lock:
            if self._model is None:
                self._model = load_sentence_transformer(self._source, self._threads)
            return self._model

    def _prompt(self) -> str:
        model = self._loaded()
        if model.default_prompt_name is not None:
            return str(model.prompts[model.default_prompt_name])
        return _E5_PROMPT if "e5" in Path(self._name).name.lower().split("-") else ""

    def _fits(self, text: str) -> bool:
        model = self._loaded()
        window = model.max_seq_length
        if window is None or not callable(model.tokenizer):
            return True
        encoded = model.tokenizer(self._prompt() + text, truncation=False, verbose=False)
        return len(encoded["input_ids"]) <= window

    def _encode_chunks(self, chunks: list[str]) -> FloatMatrix:
        vectors = self._loaded().encode(chunks, prompt=self._prompt(), show_progress_bar=False, convert_to_numpy=True)
        return np.ascontiguousarray(vectors, dtype=np.float32)
