from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluation.rankings import top_rows
from evaluation.splits import Task
from evaluation.trec import format_run, parse_run, read_run, run_scores, write_run
from matcher.errors import DataError, UnreadableFile

SCORES = np.array([[0.5, 0.25, 0.5], [-1.0, 1e-12, 3.0]], dtype=np.float32)


def test_a_run_has_six_columns_best_first_and_ties_by_id(task: Task) -> None:
    assert format_run(task, SCORES, depth=2).splitlines() == [
        "q1 Q0 a 1 0.5 abbina",
        "q1 Q0 ghost 2 0.5 abbina",
        "q2 Q0 ghost 1 3.0 abbina",
        "q2 Q0 b 2 9.999999960041972e-13 abbina",
    ]


def test_what_is_not_to_be_listed_is_left_out(task: Task) -> None:
    scores = np.array([[-np.inf, 0, -np.inf], [1, 0, 2]], dtype=np.float32)
    assert [line.split()[:4] for line in format_run(task, scores).splitlines()][:2] == [
        ["q1", "Q0", "b", "1"],
        ["q2", "Q0", "ghost", "1"],
    ]


def test_a_reader_by_score_and_id_finds_our_order_even_where_scores_hardly_differ(task: Task) -> None:
    rng = np.random.default_rng(0)
    names = tuple(sorted(f"c{number}" for number in range(300)))
    wide = replace(task, candidates=names)
    scores = np.float32(1.0) + rng.integers(0, 100, size=(2, 300)).astype(np.float32) * np.spacing(np.float32(1.0))
    read = defaultdict(list)
    for line in format_run(wide, scores).splitlines():
        fields = line.split()
        read[fields[0]].append((float(fields[4]), fields[2]))
    for query, rows in zip(wide.queries, top_rows(scores, 100), strict=True):
        listed = [name for _, name in sorted(read[query], key=lambda pair: (-pair[0], pair[1]))]
        assert listed == [names[row] for row in rows]


def test_a_run_is_read_as_it_was_written(task: Task, tmp_path: Path) -> None:
    write_run(tmp_path / "run.trec", task, SCORES)
    found = read_run(tmp_path / "run.trec")
    assert [name for name, _ in found["q1"]] == ["a", "ghost", "b"]
    assert found["q2"] == (("ghost", 3.0), ("b", float(np.float32(1e-12))), ("a", -1.0))


@pytest.mark.parametrize("name", ["two words", "tab\there", ""])
def test_an_id_that_would_end_the_column_is_refused_before_anything_is_written(
    task: Task, tmp_path: Path, name: str
) -> None:
    spaced = replace(task, candidates=("a", "b", name))
    with pytest.raises(DataError, match="counterpart id"):
        write_run(tmp_path / "run.trec", spaced, SCORES)
    assert not (tmp_path / "run.trec").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q Q0 a 1 0.5", "run, line 1: 5 columns"),
        ("q Q0 a 1 high abbina", 'the score "high" is not a number'),
        ("q Q0 a 1 nan abbina", "NaN"),
        ("q Q0 a 1 0.5 x\n\nq Q0 a 2 0.4 x", "run, line 3: a is listed twice for q"),
    ],
    ids=["columns", "no number", "NaN", "twice"],
)
def test_a_line_that_is_not_one_of_a_run_is_refused(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse_run(text)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_run(tmp_path / "none.trec")


def test_a_run_comes_back_in_the_order_it_was_written(task: Task) -> None:
    scores = np.array([[0.1, 0.3, 0.2], [0.5, -np.inf, 0.5]], dtype=np.float32)
    found = run_scores(parse_run(format_run(task, scores)), task, "it")
    assert found.tolist() == [[-2, 0, -1], [0, -np.inf, -1]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("q1 Q0 a 1 0.5 x\n", "no list for q2"),
        ("q1 Q0 a 1 0.5 x\nq2 Q0 nobody 1 0.5 x\n", "lists nobody for q2"),
    ],
    ids=["query left out", "unknown candidate"],
)
def test_a_run_that_does_not_fit_the_task_is_refused(task: Task, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        run_scores(parse_run(text), task, "it")
