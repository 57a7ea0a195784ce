"""Looking for words in every byte of files, and in what is packed inside them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def found_in(paths: Iterable[Path], words: Mapping[str, str]) -> list[str]:
    """`NAME in FILE` for each word (name → word) that a file holds, in UTF-8 or UTF-16, in any case; sorted.

    Archives and workbooks are opened, and what lies in them is looked at as well.
    """
    sought = {name: (word.lower().encode(), word.lower().encode("utf-16-le")) for name, word in words.items()}
    found = set()
    for path in paths:
        for place, content in _contents(path.name, path.read_bytes()):
            lower = content.lower()
            found |= {f"{name} in {place}" for name, forms in sought.items() if any(form in lower for form in forms)}
    return sorted(found)


def files_below(folder: Path) -> list[Path]:
    """Every file in a folder and its folders."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _contents(place: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield place, content
    if content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _contents(f"{place}/{name}", archive.read(name))
