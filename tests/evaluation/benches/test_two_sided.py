from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from evaluation.benches.two_sided import FOLDER, main
from evaluation.mutual.scores import FORMS, POOL, SHIPPED
from evaluation.two_sided import COLUMNS
from matcher.errors import UnreadableFile


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rng = np.random.default_rng(0)
    lines = [",".join(COLUMNS)]
    for event in ("one", "two", "three"):
        liked = rng.normal(0, 1.5, (2, 8))
        for a in range(8):
            for b in range(8):
                felt = np.array([liked[0, b], liked[1, a]]) + rng.logistic(size=2)
                ratings = np.clip(np.round(5 + felt), 0, 10).astype(int)
                decisions = (felt > 0).astype(int)
                lines.append(f"{event},a{a},b{b},{ratings[0]},{ratings[1]},{decisions[0]},{decisions[1]}")
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "ratings.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_the_command_prints_the_same_tables_twice(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed, written = [], []
    for number in range(2):
        path = data / f"{number}.json"
        assert main(["--data", str(data), "--splits", "2", "--json", str(path)]) == 0
        printed.append(capsys.readouterr().out)
        written.append(path.read_bytes())
    assert printed[0] == printed[1]
    assert written[0] == written[1]
    assert printed[0].startswith("3 events, 48 people, 192 pairs that met")
    assert all(printed[0].count(f"\n| {name} |") >= 4 for name in FORMS)
    figures = json.loads(written[0])
    assert figures["protocol"]["n_splits"] == 2
    assert set(figures["measures"][0]["differences"]) == {POOL, SHIPPED}


def test_another_seed_gives_other_figures(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--data", str(data), "--splits", "1"])
    first = capsys.readouterr().out
    main(["--data", str(data), "--splits", "1", "--seed", "5"])
    assert capsys.readouterr().out != first


def test_no_split_is_a_wrong_use(data: Path) -> None:
    with pytest.raises(SystemExit):
        main(["--data", str(data), "--splits", "0"])


def test_a_folder_without_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"ratings\.csv"):
        main(["--data", str(tmp_path)])
