"""Every code of a problem in a table has words in both languages: the codes are found in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import matcher
from matcher.importers.duplicates import Sign
from matcher.importers.rows import RowKind
from matcher.language import load_messages

MATCHER = Path(matcher.__file__).parent
PLACES = (
    MATCHER / "importers",
    MATCHER / "pipeline.py",
    *(MATCHER / "agenda" / "programme" / name for name in ("build.py", "reading.py", "visits.py", "wishes.py")),
    MATCHER.parent / "service" / "importing",
)
"""Where problems are made."""

NO_PROBLEM = frozenset({"refusal", "Refused", "UnreadableFile", "find_spec"})
"""Calls whose text is no code of a problem: they refuse a file whole, or look for a package."""

FIRST = 3
"""A code is among the first arguments, or is named."""

CODE = re.compile(r"[a-z]+(_[a-z]+)+")
BUILT = {f"possible_duplicate_{sign.value}" for sign in Sign} | {
    kind.value for kind in RowKind if kind is not RowKind.PARTY
}
"""Codes that are put together as the program runs."""


def sources() -> list[Path]:
    return [path for place in PLACES for path in ([place] if place.is_file() else sorted(place.rglob("*.py")))]


def codes_in(text: str) -> Iterator[str]:
    for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
        if ast.unparse(call.func).rpartition(".")[2] in NO_PROBLEM:
            continue
        named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
        for place, argument in enumerate([*named, *call.args[:FIRST]]):
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                code = argument.value
                if code and (place < len(named) or CODE.fullmatch(code)):
                    yield code


def test_codes_are_found_however_they_are_reported() -> None:
    text = """log.add(Problem(code="percentage"))
tell(reader, "two_words", "message")
raise refusal(file, "zip_bomb", "too large")
note("one", "A sentence.")"""
    assert sorted(codes_in(text)) == ["percentage", "two_words"]


@pytest.mark.parametrize("lang", ["it", "en"])
def test_every_code_has_its_words(lang: str) -> None:
    found = {code for path in sources() for code in codes_in(path.read_text(encoding="utf-8"))} | BUILT
    assert {"unknown_province", "no_consent", "visit_without_host", "merged_duplicate", "percentage"} <= found
    worded = {key.removeprefix("problem.") for key in load_messages(lang).texts if key.startswith("problem.")}
    assert (sorted(found - worded), sorted(worded - found)) == ([], [])
