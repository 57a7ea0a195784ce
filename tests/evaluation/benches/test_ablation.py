from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.benches import ablation
from evaluation.harness import EvaluationRequest
from matcher.past.groups import MEMBERS
from models.encoders import HashingEncoder


def test_the_table_has_the_whole_a_row_for_each_group_and_one_for_the_encoder(folder: Path) -> None:
    request = EvaluationRequest(dataset=folder, split="2016-01-01", until="2018-01-01", encoder=HashingEncoder(16))
    models = [line.split(" | ")[0][2:] for line in ablation.measure(request).splitlines() if "–" in line[:40]]
    assert models == ["abbina", *(f"without {group}" for group in MEMBERS), "without encoder"]


def test_without_an_encoder_there_is_nothing_to_take_away(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ablation.main([str(folder), "--split", "2016-01-01", "--until", "2018-01-01", "--encoder", "none"])
    printed = capsys.readouterr().out
    assert "without kernel" in printed
    assert "without encoder" not in printed
