from __future__ import annotations

import json

import pytest

from matcher.errors import ConfigError
from matcher.learning import PastConfig, config_from_json
from matcher.past.kernel import KernelConfig
from models.ranking.lambdamart import LambdaMartConfig


@pytest.mark.parametrize(
    "config",
    [
        PastConfig(),
        PastConfig(min_deals=1, kernel=KernelConfig(plain_penalty=3.0), trees=LambdaMartConfig(n_trees=7)),
        PastConfig(left_out=("lifts", "kernel")),
    ],
    ids=["default", "other", "groups left out"],
)
def test_a_config_becomes_json_and_back(config: PastConfig) -> None:
    assert config_from_json(config.to_json()) == config


@pytest.mark.parametrize(
    "change",
    [{"format": 2}, {"surprise": 1}, {"kernel": {}}, {"trees": {"n_trees": 3}}, {"kernel": None}],
    ids=["format", "unknown name", "missing names", "missing tree names", "nothing"],
)
def test_another_document_is_refused(change: dict[str, object]) -> None:
    document = json.loads(PastConfig().to_json()) | change
    with pytest.raises(ConfigError, match="no configuration"):
        config_from_json(json.dumps(document))


def test_a_document_that_says_nothing_of_left_out_groups_leaves_none_out() -> None:
    document = json.loads(PastConfig().to_json())
    del document["left_out"]
    assert config_from_json(json.dumps(document)) == PastConfig()


def test_a_group_that_there_is_not_cannot_be_left_out() -> None:
    with pytest.raises(ConfigError, match='no group of features "kernels" to leave out; there are dynamics, '):
        PastConfig(left_out=("lifts", "kernels"))


@pytest.mark.parametrize("text", ["", "[]", "{}"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        config_from_json(text)
