from __future__ import annotations

import io
import json

import numpy as np
import pytest
import scipy.sparse as sp

from evaluation.benchmark import Benchmark
from evaluation.peers.exchange import task_files
from evaluation.splits import Task


def matrix(content: bytes) -> np.ndarray:
    return np.asarray(sp.load_npz(io.BytesIO(content)).toarray())


def test_the_folder_holds_the_deals_before_the_split_and_their_days(task: Task, benchmark: Benchmark) -> None:
    files = task_files(task, benchmark)
    ids = json.loads(files["task.json"])
    assert (ids["past"], ids["queries"], ids["candidates"]) == (["s1", "s2", "s3"], ["q1", "q2"], ["a", "b", "ghost"])
    assert matrix(files["deals.npz"]).tolist() == [[1, 1, 1], [0, 1, 1], [1, 0, 1]]
    assert matrix(files["days.npz"]).tolist() == [[1, 185, 427], [0, 185, 427], [1, 0, 427]]


def test_facts_are_labels_and_words_that_two_past_startups_share(task: Task, benchmark: Benchmark) -> None:
    files = task_files(task, benchmark)
    n_labels = json.loads(files["task.json"])["n_labels"]
    assert n_labels == 4  # city=Roma, country=Italy, region=Lazio, sector=robotics
    assert matrix(files["queries.npz"])[:, :n_labels].tolist() == [[0, 1, 0, 1], [1, 1, 1, 0]]
    words = matrix(files["past.npz"])[:, n_labels:]
    assert np.linalg.norm(words, axis=1) == pytest.approx([1, 1, 0])  # s3 shares no word that counts


def test_the_same_task_gives_the_same_bytes(task: Task, benchmark: Benchmark) -> None:
    assert task_files(task, benchmark) == task_files(task, benchmark)
