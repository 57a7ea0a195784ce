"""A planted word is found wherever it stands, packed or not, and nothing else is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from service.proofs.search import files_below, found_in

WORDS = {"one": "zqOne17", "two": "zqtwo28", "none": "zqnone39"}


def packed(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


def test_words_are_found_in_any_case_width_and_depth(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.log").write_bytes(b"\x00\xffZQONE17 said")
    (tmp_path / "deep" / "b.bin").write_bytes("zqtwo28".encode("utf-16-le"))
    (tmp_path / "c.zip").write_bytes(packed("in.xlsx", packed("sheet.xml", b"<t>zqTwo28</t>" * 50)))
    (tmp_path / "d.txt").write_bytes(b"zqone1 and 7")
    assert found_in(files_below(tmp_path), WORDS) == ["one in a.log", "two in b.bin", "two in c.zip/in.xlsx/sheet.xml"]
