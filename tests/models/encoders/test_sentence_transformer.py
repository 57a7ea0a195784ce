from __future__ import annotations

from pathlib import Path

import pytest

from models.encoders.sentence_transformer import NamedEncoder, folder_fingerprint
from models.errors import MissingModel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    model = tmp_path / "my-model"
    (model / "1_Pooling").mkdir(parents=True)
    (model / "1_Pooling" / "config.json").write_text("{}")
    (model / "model.safetensors").write_bytes(b"1234")
    return model


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda folder: (folder / "model.safetensors").write_bytes(b"1235"), id="weights"),
        pytest.param(lambda folder: (folder / "1_Pooling" / "config.json").write_text("[]"), id="configuration"),
        pytest.param(lambda folder: (folder / "more.json").write_text(""), id="a file more"),
    ],
)
def test_the_fingerprint_changes_with_the_folder(folder: Path, change) -> None:
    before = folder_fingerprint(folder)
    change(folder)
    assert folder_fingerprint(folder) != before


def test_the_fingerprint_does_not_depend_on_the_place(folder: Path) -> None:
    before = folder_fingerprint(folder)
    assert folder_fingerprint(folder.rename(folder.with_name("elsewhere"))) == before


def test_the_id_of_a_folder_is_its_name_and_fingerprint(folder: Path) -> None:
    assert NamedEncoder(str(folder)).id == f"st-my-model-{folder_fingerprint(folder)}"


def test_the_id_of_a_name_is_the_name() -> None:
    assert NamedEncoder("intfloat/multilingual-e5-base").id == "st-intfloat/multilingual-e5-base"


@pytest.mark.model
def test_a_folder_that_is_no_model_says_what_to_use(folder: Path) -> None:
    pytest.importorskip("sentence_transformers")
    with pytest.raises(MissingModel, match="Use one of fused, e5, use, or the path"):
        NamedEncoder(str(folder)).encode(["wine"])
