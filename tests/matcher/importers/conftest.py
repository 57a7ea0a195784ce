"""Lets the tests of this folder import its builder modules (there are no packages under tests)."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "hostile")]

from table_importer import TableImporter  # noqa: E402  (the path has to be set first)


@pytest.fixture(scope="session")
def import_rows() -> TableImporter:
    """Calls the importer with a header row and rows under it."""
    return TableImporter()
