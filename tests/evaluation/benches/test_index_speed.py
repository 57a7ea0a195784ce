from __future__ import annotations

import pytest

from evaluation.benches.index_speed import THREADS_VARIABLE, least_seconds, main, measure, row


def test_every_contestant_runs_once_unclocked_and_then_takes_its_turns() -> None:
    calls: list[str] = []
    least = least_seconds({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, turns=2)
    assert calls == ["a", "b", "a", "b", "a", "b"]
    assert set(least) == {"a", "b"}


def test_a_row_shows_ratios_of_the_least_times() -> None:
    seconds = {"product": 0.2, "index": 0.21, "few": 0.01, "few by default": 0.05}
    assert row(10, 4, seconds) == "| 10 × 4 | 0.200 | 0.210 | 1.05 | 5.0 |"


def test_a_small_measurement_times_all_four() -> None:
    seconds = measure(50, 8, 5, 1, seed=0)
    assert sorted(seconds) == ["few", "few by default", "index", "product"]
    assert min(seconds.values()) > 0


def test_more_than_one_thread_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv(THREADS_VARIABLE, raising=False)
    with pytest.raises(SystemExit) as refusal:
        main([])
    assert refusal.value.code == 2
    assert f"set {THREADS_VARIABLE}=1" in capsys.readouterr().err
