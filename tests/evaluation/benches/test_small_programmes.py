from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evaluation.baselines import BASELINES
from evaluation.benches.small_programmes import Part, main, table
from evaluation.harness import LEARNED

PERIOD = ("--split", "2016-01-01", "--until", "2018-01-01", "--encoder", "none")


def part(name: str, mine: list[float], best: list[float]) -> Part:
    """A part in which one simple order stands above all others, which find nothing."""
    nothing = dict.fromkeys(BASELINES, np.zeros(len(mine)))
    return Part(name=name, n_candidates=9, ndcg={LEARNED: np.array(mine), **nothing, "popularity": np.array(best)})


def test_parts_below_the_best_simple_order_are_counted() -> None:
    lines = list(table([part("a", [1.0, 0.5], [0.5, 0.5]), part("b", [0.0, 0.1, 0.2], [1.0, 0.6, 0.7])]))
    assert lines[2] == "| a | 2 | 9 | 0.750 | popularity | 0.500 | +0.250 (+0.000 to +0.500) |"
    assert lines[3].startswith("| b | 3 | 9 | 0.100 | popularity | 0.767 | -0.667")
    assert "Below the best simple order in 1 of 2 parts, surely so in 1." in lines
    assert f"| {LEARNED} | 0.360 |  |" in lines


def test_a_folder_is_measured_in_random_parts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(folder), *PERIOD, "--share", "1", "--draws", "2", "--least", "1"])
    printed = capsys.readouterr().out.splitlines()
    assert printed[2].startswith("| 1 | 2 | 3 |")
    assert printed[3] == printed[2].replace("| 1 |", "| 2 |", 1)


def test_and_by_the_values_of_a_column(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(folder), *PERIOD, "--by", "region", "--least", "1"])
    assert [line.split(" | ")[0] for line in capsys.readouterr().out.splitlines()[2:3]] == ["| Lazio"]


def test_parts_with_hardly_a_question_are_refused(folder: Path) -> None:
    with pytest.raises(SystemExit, match="no part has 20 startups to ask about"):
        main([str(folder), *PERIOD])
