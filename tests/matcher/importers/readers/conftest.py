"""A folder-bound way to read bytes, and the builders of tiny workbooks from the hostile corpus."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from matcher.importers.readers import DEFAULT_LIMITS, ReadLimits, read_file
from matcher.importers.tables import ReadFile

sys.path.insert(0, str(Path(__file__).parents[1] / "hostile"))

Read = Callable[..., ReadFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads the content given as if it were a file of the name given."""

    def read_content(file: str, content: str | bytes, limits: ReadLimits = DEFAULT_LIMITS) -> ReadFile:
        path = tmp_path / file
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, limits=limits)

    return read_content
