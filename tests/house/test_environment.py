"""The set-up script: when it finds the environment ready, and when it does not."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOUND = {"pip": "26.0", "Foo_Bar": "1.2", "torch": "2.0+cpu"}


@pytest.fixture
def ready(tmp_path: Path, environment_module: ModuleType) -> Path:
    """A root whose stamp says that what is in `FOUND` was installed, with the tools for development."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".ci").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "constraints.txt").write_text("# pins\nfoo-bar==1.2\ntorch==2.0\n", encoding="utf-8")
    (tmp_path / ".ci" / "environment.py").write_text("", encoding="utf-8")
    stamp = environment_module.stamp_text(tmp_path, dev=True, installed=list(FOUND))
    (tmp_path / ".venv" / environment_module.STAMP).write_text(stamp, encoding="utf-8")
    return tmp_path


def is_ready(module: ModuleType, root: Path, found: dict[str, str], *, dev: bool = True) -> bool:
    return bool(module.is_ready(root, module.Interpreter(version=(3, 11), found=found), dev=dev))


def test_a_stamped_environment_with_everything_in_it_is_ready(environment_module: ModuleType, ready: Path) -> None:
    assert is_ready(environment_module, ready, FOUND)


def test_an_environment_for_development_serves_a_plain_run(environment_module: ModuleType, ready: Path) -> None:
    assert is_ready(environment_module, ready, FOUND, dev=False)


def test_a_plain_environment_does_not_serve_development(environment_module: ModuleType, ready: Path) -> None:
    stamp = environment_module.stamp_text(ready, dev=False, installed=list(FOUND))
    (ready / ".venv" / environment_module.STAMP).write_text(stamp, encoding="utf-8")
    assert is_ready(environment_module, ready, FOUND, dev=False)
    assert not is_ready(environment_module, ready, FOUND, dev=True)


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", ".ci/environment.py"])
def test_a_changed_file_makes_it_unready(environment_module: ModuleType, ready: Path, name: str) -> None:
    with (ready / name).open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    assert not is_ready(environment_module, ready, FOUND)


def test_a_distribution_that_has_gone_makes_it_unready(environment_module: ModuleType, ready: Path) -> None:
    assert not is_ready(environment_module, ready, {"pip": "26.0", "torch": "2.0+cpu"})


def test_another_version_than_the_pinned_one_makes_it_unready(environment_module: ModuleType, ready: Path) -> None:
    assert not is_ready(environment_module, ready, {**FOUND, "Foo_Bar": "1.3"})


def test_what_was_added_by_hand_leaves_it_ready(environment_module: ModuleType, ready: Path) -> None:
    assert is_ready(environment_module, ready, {**FOUND, "ipython": "9.0"})


def test_an_interrupted_installation_makes_it_unready(environment_module: ModuleType, ready: Path) -> None:
    (ready / ".venv" / environment_module.INTERRUPTED).touch()
    assert not is_ready(environment_module, ready, FOUND)


@pytest.mark.parametrize(
    "stamp", ["", "[]", "{}", '{"dev": true, "installed": []}'], ids=["empty", "list", "none", "other"]
)
def test_a_stamp_that_is_none_makes_it_unready(environment_module: ModuleType, ready: Path, stamp: str) -> None:
    (ready / ".venv" / environment_module.STAMP).write_text(stamp, encoding="utf-8")
    assert not is_ready(environment_module, ready, FOUND)


def test_a_checkout_that_was_moved_makes_it_unready(
    environment_module: ModuleType, ready: Path, tmp_path: Path
) -> None:
    path = ready / ".venv" / environment_module.STAMP
    stamp = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**stamp, "root": "/elsewhere"}), encoding="utf-8")
    assert not is_ready(environment_module, ready, FOUND)


def test_a_folder_without_a_python_is_no_environment(environment_module: ModuleType, ready: Path) -> None:
    assert environment_module.look(ready) is None


def test_a_python_of_another_place_is_no_environment(environment_module: ModuleType, ready: Path) -> None:
    (ready / ".venv" / "bin").mkdir()
    (ready / ".venv" / "bin" / "python").symlink_to(sys.executable)
    assert environment_module.look(ready) is None


def test_a_half_made_environment_is_replaced_by_one_that_runs(environment_module: ModuleType, ready: Path) -> None:
    environment_module.create(ready)
    state = environment_module.look(ready)
    assert state is not None
    assert state.version[:2] == sys.version_info[:2]
    assert not (ready / ".venv" / environment_module.STAMP).exists()


def test_a_link_in_place_of_the_environment_is_replaced_and_its_target_stays(
    environment_module: ModuleType, ready: Path
) -> None:
    (ready / ".venv").rename(ready / "elsewhere")
    (ready / ".venv").symlink_to(ready / "elsewhere")
    environment_module.create(ready)
    assert environment_module.look(ready) is not None
    assert (ready / "elsewhere" / environment_module.STAMP).is_file()


def test_a_python_without_ensurepip_is_told_what_to_install(
    environment_module: ModuleType, ready: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(environment_module.SetUpError, match="apt-get install python3-venv"):
        environment_module.create(ready)


def test_an_old_python_is_told_which_one_is_needed(
    environment_module: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment_module, "OLDEST", (99, 0))
    assert environment_module.main([]) == 1
    assert "needs Python" in capsys.readouterr().err


def test_two_set_ups_of_one_checkout_do_not_run_at_once(environment_module: ModuleType, ready: Path) -> None:
    with (ready / ".ci" / "environment.py").open("rb") as other:
        with environment_module.only_one(ready), pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_pins_are_read_whatever_the_spelling(environment_module: ModuleType) -> None:
    assert environment_module.read_pins("# all\n\nFoo_Bar==1.2  # why\n") == {"foo-bar": "1.2"}


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("2.0", []),
        ("2.0+cpu", []),
        ("2.0.1", ["torch is 2.0.1, not 2.0"]),
        ("2.0.1+cpu", ["torch is 2.0.1+cpu, not 2.0"]),
    ],
    ids=["same", "a build of it", "another", "a build of another"],
)
def test_a_build_of_the_pinned_version_is_that_version(
    environment_module: ModuleType, version: str, expected: list[str]
) -> None:
    assert environment_module.differences({"torch": "2.0", "absent": "1"}, {"torch": version}) == expected


def test_the_lock_is_sorted_without_build_labels_and_without_ourselves(lock_module: ModuleType) -> None:
    found = [("torch", "2.0+cpu"), ("Foo_Bar", "1.2"), ("abbina", "0.1.0")]
    report = {"install": [{"metadata": {"name": name, "version": version}} for name, version in found]}
    assert lock_module.constraints_text(report).splitlines()[-2:] == ["foo-bar==1.2", "torch==2.0"]
    assert "abbina==" not in lock_module.constraints_text(report)


def test_the_environment_of_these_tests_is_what_the_constraints_say(environment_module: ModuleType, root: Path) -> None:
    question = environment_module._QUESTION
    done = subprocess.run([sys.executable, "-I", "-c", question], capture_output=True, text=True, check=True)
    pins = environment_module.read_pins((root / "constraints.txt").read_text(encoding="utf-8"))
    found = json.loads(done.stdout)["found"]
    assert environment_module.differences(pins, found) == []
    assert environment_module.missing(list(pins), list(found)) == []


@pytest.fixture
def apt(environment_module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian machine without Chromium: a folder with an apt-get that notes how it was called, and is all there is."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n', encoding="utf-8")
    (folder / "apt-get").chmod(0o755)
    (tmp_path / "debian_version").touch()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(environment_module, "DEBIAN", tmp_path / "debian_version")
    return folder


def calls(folder: Path) -> list[str]:
    path = folder.parent / "calls"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_root_on_debian_gets_the_browser(
    environment_module: ModuleType, apt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment_module.bring_browser(0)
    assert [line.split()[-1] for line in calls(apt)] == ["update", "chromium"]
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_browser_that_cannot_be_installed_stops_nothing(
    environment_module: ModuleType, apt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (apt / "apt-get").write_text("#!/bin/sh\nexit 100\n", encoding="utf-8")
    environment_module.bring_browser(0)
    assert "will be skipped" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["root", "debian", "apt-get", "nothing"])
def test_elsewhere_no_browser_is_installed(
    environment_module: ModuleType, apt: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    if missing == "debian":
        (apt.parent / "debian_version").unlink()
    if missing == "apt-get":
        (apt / "apt-get").unlink()
    if missing == "nothing":
        (apt / "chromium").write_text("#!/bin/sh\n", encoding="utf-8")
        (apt / "chromium").chmod(0o755)
    environment_module.bring_browser(1000 if missing == "root" else 0)
    assert (calls(apt), capsys.readouterr().err) == ([], "")
