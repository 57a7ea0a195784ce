from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from evaluation.benchmark import Benchmark
from evaluation.peers.__main__ import HERE, as_json, read_peers, tuning_text
from evaluation.peers.children import PeerFailed
from evaluation.peers.comparison import Peer, Trial, best_settings, compare_peers, markdown, try_settings
from evaluation.splits import Task

RIGHT = "q1 Q0 a 1 2 x\nq2 Q0 b 1 2 x\nq2 Q0 ghost 2 1 x\n"
PEERS = (
    Peer(name="right", script="right", settings=({"depth": 1}, {"depth": 2})),
    Peer(name="broken", script="broken", settings=({"depth": 1},)),
)


def answer(folder: Path, script: str, parameters: Mapping[str, float]) -> str:
    if script == "broken":
        raise PeerFailed("no memory | at all")
    return RIGHT


def test_a_known_run_gets_its_figures_beside_abbina(task: Task, benchmark: Benchmark) -> None:
    found = compare_peers(benchmark, task, PEERS, {"right": {"depth": 2}}, answer)
    figures = {model.name: model.means["ndcg@10"].mean for model in found.table.models}
    assert list(figures) == ["abbina", "popularity", "region-popularity", "place-knn", "right"]
    assert figures["right"] == 1.0
    assert found.table.baseline == "abbina"
    assert "| right | depth 2 | measured |" in markdown(found)


def test_a_peer_that_failed_is_shown_with_its_reason(task: Task, benchmark: Benchmark) -> None:
    found = compare_peers(benchmark, task, PEERS, {}, answer)
    assert "| broken | depth 1 | failed: no memory / at all |" in markdown(found)
    assert json.loads(as_json(found, ()))["failures"] == {"broken": "no memory | at all"}


def test_every_setting_is_tried_on_the_year_before_the_split(benchmark: Benchmark) -> None:
    def third_is_asked(folder: Path, script: str, parameters: Mapping[str, float]) -> str:
        assert json.loads((folder / "task.json").read_text())["queries"] == ["s3"]
        if script == "broken":
            raise PeerFailed("no")
        return "s3 Q0 a 1 2 x\n"

    trials = try_settings(benchmark, "2016-01-01", 2, PEERS, third_is_asked)
    assert [(trial.peer, trial.ndcg, trial.failure) for trial in trials] == [
        ("right", 1.0, ""),
        ("right", 1.0, ""),
        ("broken", None, "no"),
    ]
    assert best_settings(trials) == {"right": {"depth": 1}}


def test_choices_are_recorded_with_their_figures() -> None:
    trials = (
        Trial(peer="right", parameters={"depth": 1}, ndcg=0.1),
        Trial(peer="right", parameters={"depth": 2}, ndcg=0.2),
        Trial(peer="broken", parameters={"depth": 1}, ndcg=None, failure='said "no"'),
    )
    found = tomllib.loads(tuning_text("tiny 2016-01-01", trials))["tiny 2016-01-01"]
    assert found["right"]["chosen"] == {"depth": 2}
    assert [each["ndcg@10"] for each in found["right"]["trials"]] == [0.1, 0.2]
    assert "chosen" not in found["broken"]
    assert found["broken"]["trials"][0]["failure"] == 'said "no"'


def test_every_peer_of_the_list_has_its_script() -> None:
    peers = read_peers((HERE / "peers.toml").read_text(encoding="utf-8"))
    assert len(peers) == 4
    assert all((HERE / "run" / f"{peer.script}.py").exists() and peer.settings for peer in peers)
