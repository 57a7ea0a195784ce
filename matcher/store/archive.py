"""A zip file of named parts with a manifest that proves each of them whole."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from matcher.store.errors import DamagedBackup

MANIFEST = "manifest.json"

_CHUNK = 1 << 20
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What Python's own readers raise on a file that is not what it should be."""


@dataclass(slots=True, kw_only=True)
class ArchiveWriter:
    """An archive in the making; `facts` go into its manifest."""

    archive: zipfile.ZipFile
    facts: dict[str, Any]
    hashes: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a part, a piece at a time."""
        digest = hashlib.sha256()
        with self.archive.open(name, "w", force_zip64=True) as part:
            for chunk in chunks:
                digest.update(chunk)
                part.write(chunk)
        self.hashes[name] = digest.hexdigest()


@contextmanager
def writing_archive(path: Path, facts: dict[str, Any]) -> Iterator[ArchiveWriter]:
    """An archive that is at `path`, whole and on the disk, when the block ends, and not at all when it raises.

    Only its owner may read it.
    """
    beside = path.with_name(f".abbina-{os.getpid()}.part")
    try:
        beside.touch(mode=0o600)
        with beside.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                writer = ArchiveWriter(archive=archive, facts=facts)
                yield writer
                manifest = {**writer.facts, "sha256": writer.hashes}
                archive.writestr(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def reading_archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """An archive, each part of it found whole, and its manifest.

    Raises:
        DamagedBackup: it is no archive of ours, or a part lacks a byte; nothing was read from it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            for name, expected in manifest["sha256"].items():
                with archive.open(name) as part:
                    if _hash(part) != expected:
                        raise DamagedBackup(f"{path.name}: its part {name} was changed or damaged: take another backup")
    except _BROKEN as err:
        raise DamagedBackup(f"{path.name} is not a whole backup of abbina ({type(err).__name__})") from err
    with zipfile.ZipFile(path) as archive:
        yield archive, manifest


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    """The rest of a file, a megabyte at a time."""
    while chunk := file.read(_CHUNK):
        yield chunk


def _hash(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks_of(file):
        digest.update(chunk)
    return digest.hexdigest()
