"""Every code the readers can answer with stands in the documentation, and the corpus holds no other."""

import re
from pathlib import Path

import pytest
from hostile_places import DISGUISE_CASES, NO_PERMISSION, PLACE_CASES
from hostile_text import TEXT_CASES
from hostile_workbooks import WORKBOOK_CASES

ROOT = Path(__file__).parents[4]
PAGE = ROOT / "docs" / "importing-files.md"
READERS = ROOT / "matcher" / "importers" / "readers"
CODE = re.compile(
    r"""(?:refusal\(\s*(?:findings\.)?file,|\.add\(|Refused\(|\.report\(|"refused",|^\s*errno\.\w+:\s*\()\s*"([a-z_0-9]+)\"""",
    re.MULTILINE,
)


def documented_codes() -> set[str]:
    """The codes in the first column of the tables of messages."""
    messages = PAGE.read_text(encoding="utf-8").split("## Messages")[1]
    rows = re.findall(r"^\| (`[^|]+) \|", messages, re.MULTILINE)
    return {code for row in rows for code in re.findall(r"`([a-z_0-9]+)`", row)}


@pytest.mark.skipif(not READERS.exists(), reason="the tests run away from the source")
def test_the_documentation_lists_exactly_the_codes_of_the_source() -> None:
    found = {code for path in READERS.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}

    assert found == documented_codes()


def test_every_answer_of_the_corpus_is_documented() -> None:
    cases = (*TEXT_CASES, *PLACE_CASES, *DISGUISE_CASES, *WORKBOOK_CASES, NO_PERMISSION)

    assert {case.code for case in cases} <= documented_codes()
