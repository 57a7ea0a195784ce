from __future__ import annotations

import json

import pytest

from matcher.errors import ConfigError
from matcher.learning import PastConfig, config_from_json
from matcher.past.kernel import KernelConfig
from models.ranking.lambdamart import LambdaMartConfig


@pytest.mark.parametrize(
    "config",
    [PastConfig(), PastConfig(min_deals=1, kernel=KernelConfig(plain_penalty=3.0), trees=LambdaMartConfig(n_trees=7))],
    ids=["default", "other"],
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


@pytest.mark.parametrize("text", ["", "[]", "{}"])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        config_from_json(text)
