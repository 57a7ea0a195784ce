from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.harness import EvaluationRequest, run_evaluation
from evaluation.trained_model import check_model_folder, train_model
from matcher.errors import ConfigError


def train(folder: Path, until: str = "2017-12-31") -> Path:
    made = folder.parent / "model"
    train_model(folder, until, made, min_history=2, seed=0)
    return made


def test_a_model_says_what_it_was_made_from(folder: Path) -> None:
    made = train(folder)
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["dataset"], manifest["trained_until"], manifest["n_startups"]) == ("tiny", "2017-12-31", 7)
    card = (made / "card.md").read_text(encoding="utf-8")
    assert manifest["data_hash"] in card
    assert "abbina train tiny --until 2017-12-31 --seed 0 -o model" in card


def test_the_card_holds_figures_of_the_last_year_or_says_that_there_are_none(folder: Path) -> None:
    assert "trained alike on what came before 2016-12-31" in (train(folder) / "card.md").read_text(encoding="utf-8")
    assert "Not measured" in (train(folder, "2015-01-01") / "card.md").read_text(encoding="utf-8")


def test_a_trained_model_answers_as_one_trained_on_the_spot(folder: Path) -> None:
    request = EvaluationRequest(dataset=folder, split="2016-01-01", until="2018-01-01")
    kept = EvaluationRequest(dataset=folder, split="2016-01-01", until="2018-01-01", model=train(folder, "2016-01-01"))
    assert run_evaluation(kept).table.models == run_evaluation(request).table.models


def test_training_twice_writes_the_same_bytes_in_place_of_the_old(folder: Path) -> None:
    first = {path.name: path.read_bytes() for path in train(folder).iterdir()}
    assert {path.name: path.read_bytes() for path in train(folder).iterdir()} == first
    assert sorted(path.name for path in folder.parent.iterdir()) == ["model", "tiny"]


def test_a_folder_that_holds_something_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(ConfigError, match="it holds something else"):
        check_model_folder(tmp_path / "letters")
    with pytest.raises(ConfigError, match="it is a file"):
        check_model_folder(tmp_path / "letters" / "dear.txt")
    with pytest.raises(ConfigError, match="does not exist"):
        check_model_folder(tmp_path / "nowhere" / "model")


@pytest.mark.parametrize(("until", "message"), [("yesterday", "is not a day"), ("1999-01-01", "nothing to learn from")])
def test_a_date_from_which_nothing_can_be_learned_is_refused(folder: Path, until: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        train(folder, until)
