"""Each hostile or broken file gets its own clear answer, within the memory allowed, and kills nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_case import HostileCase
from hostile_places import DISGUISE_CASES, NO_PERMISSION, PLACE_CASES
from hostile_text import TEXT_CASES
from hostile_workbooks import WORKBOOK_CASES

from matcher.errors import UnreadableFile
from matcher.importers.readers import read_file

CASES = (*TEXT_CASES, *PLACE_CASES, *DISGUISE_CASES, *WORKBOOK_CASES)
MAX_CHILD_KIBIBYTES = 512 * 1024
WHAT_AND_REMEDY = re.compile(r"[^:]+: .+\. \S.+\.$", re.S)

READ_ALL = """
import resource, sys
from pathlib import Path
from matcher.errors import UnreadableFile
from matcher.importers.readers import read_file

n_answers = 0
for path in sys.argv[1:]:
    try:
        read_file(Path(path))
    except UnreadableFile:
        pass
    n_answers += 1
print(n_answers, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def answer_is_as_expected(case: HostileCase, path: Path) -> bool:
    """True when reading `path` gives the answer of `case`; any other error passes through."""
    if case.is_refused:
        with pytest.raises(UnreadableFile) as caught:
            read_file(path)
        assert WHAT_AND_REMEDY.match(str(caught.value))
        return caught.value.code == case.code and case.message in str(caught.value)
    problems = read_file(path).problems
    return any(
        problem.code == case.code
        and case.message in problem.message + problem.value
        and case.row in (None, problem.row)
        and problem.file == path.name
        for problem in problems
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_file_gets_its_clear_answer_(case: HostileCase, tmp_path: Path) -> None:
    assert answer_is_as_expected(case, case.build(tmp_path))


def test_no_parsing_process_takes_more_than_512_mib(tmp_path: Path) -> None:
    """In a process of its own: the peak of children counts whatever the process that starts them takes itself."""
    paths = []
    for case in WORKBOOK_CASES:
        (tmp_path / case.name).mkdir()
        paths.append(str(case.build(tmp_path / case.name)))

    answer = subprocess.run([sys.executable, "-c", READ_ALL, *paths], capture_output=True, check=True, text=True)

    n_answers, peak_kibibytes = answer.stdout.split()
    assert int(n_answers) == len(WORKBOOK_CASES)
    assert int(peak_kibibytes) <= MAX_CHILD_KIBIBYTES


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read every file")
def test_a_file_without_read_permission_is_refused(tmp_path: Path) -> None:
    assert answer_is_as_expected(NO_PERMISSION, NO_PERMISSION.build(tmp_path))


def test_the_corpus_has_at_least_45_files_with_names_of_their_own() -> None:
    families = (TEXT_CASES, PLACE_CASES, DISGUISE_CASES, WORKBOOK_CASES)
    assert all(len({case.name for case in family}) == len(family) for family in families)
    assert len(CASES) >= 45
