"""The files that are wrong only in what they mean are tables to the reader."""

from pathlib import Path

import pytest
from hostile_meaning import MEANING_CASES, MeaningCase

from matcher.importers.readers import read_file
from matcher.problems import Severity


@pytest.mark.parametrize("case", MEANING_CASES, ids=lambda case: case.name)
def test_a_file_wrong_in_meaning_is_read_as_one_table(case: MeaningCase, tmp_path: Path) -> None:
    reading = read_file(case.build(tmp_path))

    assert len(reading.tables) == 1
    errors = [problem.code for problem in reading.problems if problem.severity is Severity.ERROR]
    assert errors in ([], [case.code])
