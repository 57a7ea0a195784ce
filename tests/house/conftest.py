"""The checkout, and the tools at its root that are not packages."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout; read-only."""
    return ROOT


@pytest.fixture(scope="session")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def floors(pyproject: dict[str, Any]) -> list[str]:
    """The import packages of the distribution."""
    return list(pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """The files under version control that are still there; the test is skipped away from a git checkout."""
    try:
        command = ["git", "-C", str(ROOT), "ls-files", "-z"]
        names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: nobody says which files belong to it")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def environment_module() -> ModuleType:
    """`.ci/environment.py`, which makes the environment ready."""
    return _load("environment")


@pytest.fixture(scope="session")
def lock_module(environment_module: ModuleType) -> ModuleType:
    """`.ci/lock.py`, which writes the constraints."""
    assert environment_module.__name__ in sys.modules
    return _load("lock")


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
