"""What jobs work with, loaded once and by the first job that needs it: the model and the encoder."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from matcher.model import Model, load_model
from models.encoders import (
    DEFAULT_ENCODER,
    CachedEncoder,
    Encoder,
    Progress,
    VectorStore,
    build_encoder,
    default_cache_dir,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSettings:
    """Which encoder and model jobs use, where vectors are kept, how many threads they take, and whom they may call.

    `hook_pause_s` is the first pause between calls to a webhook that does not answer, in seconds.
    """

    encoder: str = DEFAULT_ENCODER
    model: Path | None = None
    cache_dir: Path | None = None
    threads: int = 2
    allow_private_hooks: bool = False
    hook_pause_s: float = 1.0


class Tools:
    """The model and the encoder of a worker."""

    def __init__(self, settings: ToolSettings | None = None) -> None:
        self.settings = settings or ToolSettings()
        self._lock = threading.Lock()
        self._model: Model | None = None
        self._encoder: Encoder | None = None

    def model(self) -> Model:
        """The model; raises ConfigError or DataError where its folder is not right."""
        with self._lock:
            if self._model is None:
                self._model = load_model(self.settings.model)
            return self._model

    def encoder(self, progress: Progress) -> Encoder:
        """The encoder, with vectors kept on disk; `progress` is told of every text that has to be encoded.

        Raises:
            MissingModel: a package that the encoder needs is not installed; says the command.
            ModelError: there is no such encoder.
        """
        folder = self.settings.cache_dir or default_cache_dir()
        with self._lock:
            if self._encoder is None:
                self._encoder = build_encoder(
                    self.settings.encoder, cache_dir=folder, threads=self.settings.threads, progress=progress
                )
            return CachedEncoder(self._encoder, VectorStore(folder / "vectors", self._encoder.id), progress)
