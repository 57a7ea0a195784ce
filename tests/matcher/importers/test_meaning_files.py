"""Files that read well and are wrong in what they mean, through the whole importer."""

from pathlib import Path

import pytest
from hostile_meaning import MEANING_CASES, MeaningCase

from matcher.errors import RefusedImport
from matcher.importers import import_profiles
from matcher.profiles import ProfileKind


@pytest.mark.parametrize("case", MEANING_CASES, ids=lambda case: case.name)
def test_a_file_wrong_in_meaning_gets_its_problem(case: MeaningCase, tmp_path: Path) -> None:
    path = case.build(tmp_path)
    imported = import_profiles(path, default_kind=ProfileKind.STARTUP, lenient=True)
    rows = [problem.row for problem in imported.problems if problem.code == case.code]
    assert rows
    assert case.row is None or case.row in rows


@pytest.mark.parametrize("case", MEANING_CASES, ids=lambda case: case.name)
def test_a_file_wrong_in_meaning_is_refused_only_when_it_must(case: MeaningCase, tmp_path: Path) -> None:
    path = case.build(tmp_path)
    if case.is_refused:
        with pytest.raises(RefusedImport):
            import_profiles(path, default_kind=ProfileKind.STARTUP)
    else:
        assert import_profiles(path, default_kind=ProfileKind.STARTUP).profiles
