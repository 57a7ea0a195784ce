"""Vectors kept on disk, one SQLite file per encoder. Holds hashes and numbers, never a text.

A row is the SHA-256 of encoder id and text, and the float16 vector behind its CRC-32. Connections live for one call,
so a store may be shared by threads and by processes (write-ahead log, waiting for one another up to 30 s). A file that
is damaged is thrown away with a warning and grows anew; one that cannot be opened or written is done without.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import warnings
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelWarning

HalfVector = NDArray[np.float16]
_Answer = TypeVar("_Answer")

_WAIT_SECONDS = 30.0
_KEYS_PER_QUERY = 500
_CHECKSUM_BYTES = 4
_SCHEMA = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL);
"""


class VectorStore:
    """The vectors of one encoder.

    Args:
        folder: where the file lives; made when first written to.
        encoder_id: of the encoder whose vectors these are.
    """

    def __init__(self, folder: Path, encoder_id: str) -> None:
        self._encoder_id = encoder_id
        readable = re.sub(r"[^A-Za-z0-9.]+", "-", encoder_id)[:60].strip("-.")
        self.path = folder / f"{readable}-{hashlib.sha256(encoder_id.encode()).hexdigest()[:12]}.sqlite"

    def key(self, text: str) -> bytes:
        """The 32 bytes that stand for a text."""
        digest = hashlib.sha256(self._encoder_id.encode())
        digest.update(b"\0")
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def blocks(self) -> tuple[int, ...] | None:
        """The encoder's blocks as noted by the first `put`; None when nothing is stored."""

        def read(connection: sqlite3.Connection) -> tuple[int, ...] | None:
            row = connection.execute("SELECT value FROM about WHERE name = 'blocks'").fetchone()
            return tuple(int(size) for size in row[0].split()) if row else None

        return self._read(read, None)

    def get(self, texts: Sequence[str]) -> dict[str, HalfVector]:
        """The stored vectors among those asked for; a damaged one counts as absent."""
        texts_by_key = {self.key(text): text for text in texts}
        keys = list(texts_by_key)

        def read(connection: sqlite3.Connection) -> dict[str, HalfVector]:
            found: dict[str, HalfVector] = {}
            for start in range(0, len(keys), _KEYS_PER_QUERY):
                asked = keys[start : start + _KEYS_PER_QUERY]
                marks = ",".join("?" * len(asked))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only question marks
                for key, blob in connection.execute(query, asked):
                    vector = _unpack(blob)
                    if vector is not None:
                        found[texts_by_key[key]] = vector
            return found

        return self._read(read, {})

    def put(self, vectors: Mapping[str, HalfVector], blocks: Sequence[int]) -> None:
        """Keep the vectors; one that is there already is replaced. When that fails, warn and go on without.

        Args:
            vectors: text → vector of shape (sum(blocks),), float16.
            blocks: the encoder's blocks.
        """
        rows = [(self.key(text), _pack(vector)) for text, vector in vectors.items()]

        def write(connection: sqlite3.Connection) -> None:
            note = ("blocks", " ".join(str(size) for size in blocks))
            connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", note)
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as err:
            self._warn(f"cannot be made ({err})")
            return
        if not self._attempt(write):
            self._attempt(write)

    def _read(self, read: Callable[[sqlite3.Connection], _Answer], nothing: _Answer) -> _Answer:
        """The answer, or `nothing` when there is no readable file."""
        answers: list[_Answer] = []
        if self.path.is_file():
            self._attempt(lambda connection: answers.append(read(connection)))
        return answers[-1] if answers else nothing

    def _attempt(self, work: Callable[[sqlite3.Connection], None]) -> bool:
        """Do the work in one transaction. False when the file was damaged and thrown away: worth another attempt."""
        inode = self._inode()
        try:
            with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS)) as connection, connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.executescript(_SCHEMA)
                work(connection)
        except sqlite3.OperationalError as err:
            self._warn(f"cannot be used ({err})")
        except (sqlite3.DatabaseError, ValueError) as err:
            self._discard(inode)
            self._warn(f"is damaged ({err}) and starts anew")
            return False
        return True

    def _inode(self) -> int | None:
        return self.path.stat().st_ino if self.path.exists() else None

    def _discard(self, inode: int | None) -> None:
        """Remove the damaged file, unless another process has replaced it meanwhile."""
        from filelock import FileLock

        with FileLock(self.path.with_suffix(".lock")):
            if self._inode() == inode:
                for suffix in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _warn(self, what: str) -> None:
        warnings.warn(f"the vector cache {self.path} {what}; vectors are computed instead", ModelWarning, stacklevel=4)


def _pack(vector: HalfVector) -> bytes:
    numbers = np.ascontiguousarray(vector, dtype="<f2").tobytes()
    return zlib.crc32(numbers).to_bytes(_CHECKSUM_BYTES, "little") + numbers


def _unpack(blob: bytes) -> HalfVector | None:
    """The vector, or None when the checksum does not fit."""
    numbers = blob[_CHECKSUM_BYTES:]
    if zlib.crc32(numbers).to_bytes(_CHECKSUM_BYTES, "little") != blob[:_CHECKSUM_BYTES]:
        return None
    return np.frombuffer(numbers, dtype="<f2").astype(np.float16)
