"""The distribution, built from this checkout and used outside it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

OUTSIDE = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that was made from it (not from the checkout)."""
    folder = tmp_path_factory.mktemp("dist")
    done = run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment outside the checkout with the wheel in it; its dependencies are those of the running one.

    A path in a `.pth` file does not bring the `.pth` files of that path with it, so the checkout stays out of reach.
    """
    folder = tmp_path_factory.mktemp("outside")
    assert run([sys.executable, "-m", "venv", "--without-pip", "env"], folder).returncode == 0
    python = str(folder / "env" / "bin" / "python")
    command = [sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--no-deps", "--no-index", str(wheel)]
    done = run(command, folder)
    assert done.returncode == 0, done.stderr
    (site,) = (folder / "env" / "lib").glob("python3*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def test_the_wheel_holds_every_data_file_of_the_floors(root: Path, floors: list[str], wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(root).as_posix()
        for floor in floors
        for path in (root / floor).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert {Path(name).suffix for name in wanted} >= {".py", ".toml", ".csv", ".jsonl", ".typed"}
    assert wanted - names == set()


def test_the_wheel_holds_the_demo_programme_inside_the_service(root: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"service/demo_data/{path.name}" for path in (root / "datasets" / "demo").iterdir()}
    assert len(wanted) > 3
    assert wanted - names == set()


def test_the_wheel_holds_the_floors_and_nothing_else(floors: list[str], wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(floors)


def test_the_source_distribution_holds_what_a_checkout_needs_and_no_environment(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = [name.split("/", 1)[1] for name in archive.getnames()]
    wanted = {"Makefile", "constraints.txt", "LICENSE", "README.md", ".ci/run", "tests/house/test_wheel.py"}
    assert wanted - set(names) == set()
    assert [name for name in names if name.startswith((".venv", "out/", ".git/")) or "__pycache__" in name] == []


def test_the_package_says_what_it_needs_and_carries_its_licence(wheel: Path, pyproject: dict[str, Any]) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = archive.read(name).decode()
    assert f"Requires-Python: {pyproject['project']['requires-python']}" in metadata
    assert "License-Expression: Apache-2.0" in metadata
    assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())


def test_every_floor_is_imported_from_the_installed_wheel(installed: Path, floors: list[str]) -> None:
    code = "import sys, importlib as i\nfor n in sys.argv[1:]: print(i.import_module(n).__file__)"
    done = run([str(installed / "env" / "bin" / "python"), "-c", code, *floors], installed)
    assert done.returncode == 0, done.stderr
    places = [Path(line) for line in done.stdout.splitlines()]
    assert len(places) == len(floors)
    assert [place for place in places if not place.is_relative_to(installed)] == []


def test_every_module_is_imported_from_the_installed_wheel(installed: Path, floors: list[str]) -> None:
    code = """
import importlib, pkgutil, sys
for floor in sys.argv[1:]:
    for found in pkgutil.walk_packages(importlib.import_module(floor).__path__, floor + "."):
        if not found.name.endswith(("__main__", ".prepare", ".parse_workbook")):
            importlib.import_module(found.name)
print(len(sys.modules))
"""
    done = run([str(installed / "env" / "bin" / "python"), "-c", code, *floors], installed)
    assert done.returncode == 0, done.stderr


def test_the_command_of_the_installed_wheel_says_its_version(installed: Path, pyproject: dict[str, Any]) -> None:
    done = run([str(installed / "env" / "bin" / "abbina"), "--version"], installed)
    assert done.returncode == 0, done.stderr
    assert pyproject["project"]["version"] in done.stdout


def test_the_version_is_the_same_everywhere(pyproject: dict[str, Any]) -> None:
    from matcher import __version__

    assert __version__ == pyproject["project"]["version"]
