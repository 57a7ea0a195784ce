"""The real files beside the repository are read as the standard library reads them, and fast."""

import csv
from pathlib import Path

import pytest

from matcher.importers.readers import read_file

DATA = Path("../shared/data")
FILES = sorted(DATA.glob("*/*.csv"))


@pytest.mark.skipif(not FILES, reason="../shared/data is not beside the repository")
def test_every_real_csv_gives_the_cells_the_standard_library_finds() -> None:
    for path in FILES:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            expected = [
                [cell.replace("\r\n", "\n") if cell.strip() else "" for cell in row] for row in csv.reader(stream)
            ]
        assert [[cell or "" for cell in row] for row in read_file(path).tables[0].rows] == expected, path
