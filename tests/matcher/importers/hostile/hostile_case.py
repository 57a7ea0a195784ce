"""What one hostile or broken file is: how it is made, and what reading it must answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Builder = Callable[[Path], Path]
"""Makes one file in an empty folder and returns its path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileCase:
    """A file made in an empty folder by `build`, the code it must be answered with, and a piece of the message.

    `is_refused`: the answer is `UnreadableFile`; else the file is read and the answer is among its problems, at
    spreadsheet row `row` where one is given.
    """

    name: str
    build: Builder
    code: str
    message: str
    is_refused: bool = True
    row: int | None = None


def written(file: str, content: bytes | str) -> Builder:
    """A builder that writes `content` (text as UTF-8) to `file` in the folder it is given."""

    def build(folder: Path) -> Path:
        path = folder / file
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return build


def refused(name: str, build: Builder, code: str, message: str) -> HostileCase:
    """A case whose file cannot be read."""
    return HostileCase(name=name, build=build, code=code, message=message)


def reported(name: str, build: Builder, code: str, message: str, row: int | None = None) -> HostileCase:
    """A case whose file is read with a problem."""
    return HostileCase(name=name, build=build, code=code, message=message, is_refused=False, row=row)
