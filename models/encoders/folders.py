"""Where prepared models and vectors live, and how a folder there comes to be whole: built aside, sealed, moved in.

A folder is sealed by `manifest.json`, which holds the SHA-256 of each file and the identity of what was built. It is
checked whenever the folder is used; a folder that fails is built again with a warning.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

from models.errors import ModelError, ModelWarning

CACHE_VARIABLE = "ABBINA_CACHE_DIR"
_MANIFEST = "manifest.json"
_FORMAT = 1


def default_cache_dir() -> Path:
    """The folder named by the environment variable `ABBINA_CACHE_DIR`, else the user's cache folder for abbina."""
    named = os.environ.get(CACHE_VARIABLE, "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("abbina", appauthor=False)


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_sealed(folder: Path, identity: str) -> bool:
    """True when the folder holds exactly the files of its manifest, unchanged, for this identity."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return bool(manifest == _manifest_of(folder, identity))
    except (OSError, ValueError):
        return False


def ensure_folder(folder: Path, identity: str, build: Callable[[Path], None]) -> Path:
    """The folder, whole: as it stands when sealed for this identity, else built now.

    Two processes that ask at once wait for one another. A build that fails or is killed leaves nothing behind that
    could be taken for a whole folder.

    Args:
        folder: where it belongs; its parents are made.
        identity: what is in it (model, version, format): another identity means another build.
        build: fills the empty folder it is given.

    Raises:
        ModelError: the place cannot be written to.
    """
    if is_sealed(folder, identity):
        return folder
    from filelock import FileLock

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / f".{folder.name}.lock"):
            if not is_sealed(folder, identity):
                _build_aside(folder, identity, build)
    except OSError as err:
        raise ModelError(
            f"cannot prepare a model in {folder.parent}: {err}; free some space or set {CACHE_VARIABLE} "
            "to a folder that can be written to"
        ) from err
    return folder


def _build_aside(folder: Path, identity: str, build: Callable[[Path], None]) -> None:
    """Build in a neighbour folder and move it in; the caller holds the lock, so any other neighbour is a leftover."""
    prefix = f".{folder.name}.building-"
    for leftover in folder.parent.glob(f"{prefix}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
    try:
        build(aside)
        seal = json.dumps(_manifest_of(aside, identity), indent=1, sort_keys=True)
        (aside / _MANIFEST).write_text(seal, encoding="utf-8")
        if folder.exists():
            warnings.warn(f"{folder} is damaged or of another version: built again", ModelWarning, stacklevel=2)
            shutil.rmtree(folder)
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _manifest_of(folder: Path, identity: str) -> dict[str, object]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / _MANIFEST)
    files = {path.relative_to(folder).as_posix(): file_sha256(path) for path in paths}
    return {"format": _FORMAT, "identity": identity, "files": files}
