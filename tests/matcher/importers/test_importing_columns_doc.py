"""The page about columns names every field and every problem code."""

import re
from pathlib import Path

import pytest

from matcher.importers.fields import Field
from matcher.importers.rows import RowKind

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "importing-columns.md").read_text("utf-8")
SOURCES = [
    source.read_text("utf-8")
    for folder in ("matcher/importers", "matcher/importers/grammar")
    for source in sorted((ROOT / folder).glob("*.py"))
]
CODE = re.compile(r'(?:code=|\b(?:note|warn|problem)\(\s*|_problem\(other, [\w.]+, )"([a-z_]{3,})"')


def problem_codes() -> list[str]:
    found = {code for source in SOURCES for code in CODE.findall(source)}
    return sorted(found | {kind.value for kind in RowKind if kind is not RowKind.PARTY})


def test_the_codes_are_found_in_the_sources() -> None:
    assert len(problem_codes()) > 40


@pytest.mark.parametrize("code", problem_codes())
def test_a_problem_code_is_explained(code: str) -> None:
    assert f"`{code}" in PAGE


@pytest.mark.parametrize("name", [field.value for field in Field])
def test_a_field_is_listed(name: str) -> None:
    assert f"`{name}`" in PAGE
