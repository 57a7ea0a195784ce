"""Files that are no JSON, or say a thing twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher.agenda.files import read_problem
from matcher.agenda.files.document import load_document
from matcher.agenda.files.faults import Faults
from matcher.errors import RefusedFile, UnreadableFile


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_unicode_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "P.json"
    path.write_text('{"città": 1}', encoding=encoding)
    assert load_document(path, Faults("P.json")) == {"città": 1}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"a": 1,\n "b" 2}', r"is not JSON: Expecting ':' delimiter at line 2, column 6; correct it there"),
        (b"", "is not JSON: Expecting value at line 1, column 1"),
        (b'{"a": "citt\xe0"}', "is not text: byte 0xe0 at position 11; save it as UTF-8"),
        (b"[" * 200_000, "is not a file of agendas"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "is not a file of agendas"),
    ],
    ids=["syntax", "empty", "latin-1", "deep", "long number"],
)
def test_what_is_no_json_is_refused_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "P.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        read_problem(path)


@pytest.mark.parametrize("name", ["none.json", "."])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="cannot read"):
        read_problem(tmp_path / name)


def test_a_key_that_is_given_twice_is_told_with_the_other_faults(tmp_path: Path) -> None:
    path = tmp_path / "P.json"
    path.write_text('{"event": {"name": "a", "name": "b"}, "slots": 3}', encoding="utf-8")
    with pytest.raises(RefusedFile) as refusal:
        read_problem(path)
    assert refusal.value.faults[0] == 'P.json: the key "name" is given twice in one object; keep one of the two'
    assert "P.json: slots: 3 is not a list; put the entries in [ ]" in refusal.value.faults


def test_a_constant_that_json_does_not_know_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "P.json"
    path.write_text(json.dumps({"objective": {"idle_penalty": float("inf")}}), encoding="utf-8")
    with pytest.raises(RefusedFile, match="idle_penalty: Infinity is not a number from 0 to"):
        read_problem(path)
