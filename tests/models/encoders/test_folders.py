from __future__ import annotations

import threading
from pathlib import Path

import pytest

from models.encoders.folders import CACHE_VARIABLE, default_cache_dir, ensure_folder, is_sealed
from models.errors import ModelError, ModelWarning


class Builder:
    """Writes one file, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.n_calls = 0

    def __call__(self, folder: Path) -> None:
        self.n_calls += 1
        (folder / "inner").mkdir()
        (folder / "inner" / "weights.bin").write_bytes(b"1234")


@pytest.fixture
def build() -> Builder:
    return Builder()


def test_a_folder_is_built_once(tmp_path: Path, build: Builder) -> None:
    folder = ensure_folder(tmp_path / "models" / "toy", "toy-1", build)
    ensure_folder(folder, "toy-1", build)
    assert build.n_calls == 1
    assert (folder / "inner" / "weights.bin").read_bytes() == b"1234"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: (folder / "inner" / "weights.bin").write_bytes(b"1235"), id="a changed byte"),
        pytest.param(lambda folder: (folder / "inner" / "weights.bin").unlink(), id="a missing file"),
        pytest.param(lambda folder: (folder / "more.bin").write_bytes(b""), id="a file too many"),
        pytest.param(lambda folder: (folder / "manifest.json").write_text("{"), id="a broken manifest"),
        pytest.param(lambda folder: (folder / "manifest.json").unlink(), id="no manifest"),
    ],
)
def test_a_damaged_folder_is_built_again_with_a_warning(tmp_path: Path, build: Builder, damage) -> None:
    folder = ensure_folder(tmp_path / "toy", "toy-1", build)
    damage(folder)
    with pytest.warns(ModelWarning, match="built again"):
        ensure_folder(folder, "toy-1", build)
    assert build.n_calls == 2
    assert is_sealed(folder, "toy-1")


def test_another_version_is_built_again(tmp_path: Path, build: Builder) -> None:
    folder = ensure_folder(tmp_path / "toy", "toy-1", build)
    with pytest.warns(ModelWarning, match="of another version"):
        ensure_folder(folder, "toy-2", build)
    assert is_sealed(folder, "toy-2")


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half.bin").write_bytes(b"12")
        raise ModelError("no weights")

    with pytest.raises(ModelError, match="no weights"):
        ensure_folder(tmp_path / "toy", "toy-1", fail)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_what_a_killed_build_left_is_swept_away(tmp_path: Path, build: Builder) -> None:
    (tmp_path / ".toy.building-abc").mkdir()
    ensure_folder(tmp_path / "toy", "toy-1", build)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["toy"]


def test_two_that_ask_at_once_build_once(tmp_path: Path, build: Builder) -> None:
    together = threading.Barrier(2)

    def ask() -> None:
        together.wait()
        ensure_folder(tmp_path / "toy", "toy-1", build)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert build.n_calls == 1


def test_a_place_that_cannot_be_written_to_says_what_to_set(tmp_path: Path, build: Builder) -> None:
    (tmp_path / "taken").write_text("a file stands where the folder should be")
    with pytest.raises(ModelError, match=CACHE_VARIABLE):
        ensure_folder(tmp_path / "taken" / "toy", "toy-1", build)


def test_the_environment_names_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    assert default_cache_dir() == tmp_path


def test_without_a_name_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)
    assert default_cache_dir().name == "abbina"
