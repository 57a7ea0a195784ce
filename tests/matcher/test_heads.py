"""From a model folder to two rankers."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import ConfigError
from matcher.features import FEATURES
from matcher.heads import load_heads

HEAD = """[ranker.{name}]
base = -1.0
scale = 1.0
[ranker.{name}.terms]
{feature} = {{ weight = 1.0, reason = "test" }}
"""


def _model(folder: Path, *heads: tuple[str, str]) -> Path:
    folder.mkdir()
    content = "".join(HEAD.format(name=name, feature=feature) for name, feature in heads)
    (folder / "weights.toml").write_text(f'format = 1\nid = "mine"\n{content}', encoding="utf-8")
    return folder


def test_the_shipped_prior_reads_only_features_that_are_computed() -> None:
    heads = load_heads()

    assert heads.model_id == "prior-v1"
    assert set(heads.feature_names) <= set(FEATURES)


def test_a_model_is_named_by_its_folder(tmp_path: Path) -> None:
    folder = _model(tmp_path / "mine", ("company_interest", "about"), ("counterpart_interest", "sector"))

    heads = load_heads(folder)

    assert (heads.model_id, set(heads.feature_names)) == ("mine", {"about", "sector"})


def test_a_model_given_as_the_present_folder_still_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(_model(tmp_path / "mine", ("company_interest", "about"), ("counterpart_interest", "about")))

    assert load_heads(Path()).model_id == "mine"


def test_a_missing_folder_is_told_from_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such folder"):
        load_heads(tmp_path / "nowhere")
    with pytest.raises(ConfigError, match=r"neither weights\.toml nor a trained ranker is in it"):
        load_heads(tmp_path)


def test_weights_that_are_no_toml_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.toml").write_text("= nonsense", encoding="utf-8")

    with pytest.raises(ConfigError, match=r"weights\.toml"):
        load_heads(tmp_path)


def test_a_model_without_one_of_the_two_rankers_is_refused(tmp_path: Path) -> None:
    folder = _model(tmp_path / "half", ("company_interest", "about"))

    with pytest.raises(ConfigError, match=r"lacks the ranker.* counterpart_interest"):
        load_heads(folder)


def test_a_model_that_reads_unknown_features_is_refused(tmp_path: Path) -> None:
    folder = _model(tmp_path / "odd", ("company_interest", "charm"), ("counterpart_interest", "about"))

    with pytest.raises(ConfigError, match=r"unknown feature.* charm; known: about"):
        load_heads(folder)
