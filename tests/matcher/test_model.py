from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from matcher.errors import ConfigError, DataError
from matcher.features.judgement import SHIPPED_JUDGE
from matcher.heads import WEIGHTS
from matcher.learning import PastConfig, PastRanker
from matcher.learning.ranker import BLEND_FILE, SIMPLE
from matcher.model import SHIPPED_PAST, TRACK_RECORD, load_model
from models.ranking.calibration import Platt

PRIOR = Path(__file__).resolve().parents[2] / "models" / "artefacts" / "prior-v1" / WEIGHTS


def save_ranker(folder: Path) -> None:
    PastRanker(
        config=PastConfig(),
        trained_until=1,
        trees=None,
        weights=dict(SIMPLE),
        calibration=Platt(slope=1.0, intercept=0.0),
    ).save(folder)


def test_the_shipped_model_knows_profiles_and_the_past() -> None:
    model = load_model()
    assert model.id == f"prior-v1 + {SHIPPED_JUDGE} + {SHIPPED_PAST}"
    assert model.past is not None
    assert model.past.weights == SIMPLE
    assert 0.1 < model.past.calibration.slope < 2.0


def test_a_trained_ranker_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    save_ranker(tmp_path / "mine")
    model = load_model(tmp_path / "mine")
    assert model.id == f"prior-v1 + {SHIPPED_JUDGE} + mine"
    assert model.past is not None
    assert model.past.trees is None


def test_own_weights_keep_the_shipped_ranker(tmp_path: Path) -> None:
    shutil.copy(PRIOR, tmp_path / WEIGHTS)
    assert load_model(tmp_path).id == f"{tmp_path.name} + {SHIPPED_JUDGE} + {SHIPPED_PAST}"


def test_weights_that_do_not_weigh_the_past_do_without_it(tmp_path: Path) -> None:
    lines = PRIOR.read_text(encoding="utf-8").splitlines()
    (tmp_path / WEIGHTS).write_text(
        "\n".join(line for line in lines if not line.startswith(TRACK_RECORD)), encoding="utf-8"
    )
    model = load_model(tmp_path)
    assert (model.id, model.past) == (f"{tmp_path.name} + {SHIPPED_JUDGE}", None)
    save_ranker(tmp_path)
    with pytest.raises(ConfigError, match="would not be heard"):
        load_model(tmp_path)


def test_a_folder_without_a_model_and_a_damaged_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nor a trained ranker"):
        load_model(tmp_path)
    save_ranker(tmp_path)
    (tmp_path / BLEND_FILE).write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="no folder of a ranker"):
        load_model(tmp_path)


def test_weights_that_do_not_weigh_judgements_name_no_judge(tmp_path: Path) -> None:
    lines = PRIOR.read_text(encoding="utf-8").splitlines()
    (tmp_path / WEIGHTS).write_text(
        "\n".join(line for line in lines if not line.startswith("judgement")), encoding="utf-8"
    )
    assert load_model(tmp_path).id == f"{tmp_path.name} + {SHIPPED_PAST}"
