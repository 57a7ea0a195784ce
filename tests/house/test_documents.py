"""The papers of the house: the README's two commands, decisions, the public catalogue entry, and the commit hooks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

LINES_OF_A_PAGE = 60
CATEGORIES = {"event-management", "data-analytics", "predictive-analysis"}
"""Those of ours; each stands in the format's list of categories."""


@pytest.fixture
def publiccode(root: Path) -> dict[str, Any]:
    return dict(yaml.safe_load((root / "publiccode.yml").read_text(encoding="utf-8")))


@pytest.fixture
def make_targets(root: Path) -> dict[str, list[str]]:
    """Target → what it needs, for each rule of the Makefile."""
    text = (root / "Makefile").read_text(encoding="utf-8")
    rules = re.findall(r"^([a-z-]+):(?!=)([a-z -]*)$", text, flags=re.MULTILINE)
    return {target: needs.split() for target, needs in rules}


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_names_the_two_commands(root: Path, make_targets: dict[str, list[str]], command: str) -> None:
    assert command in (root / "README.md").read_text(encoding="utf-8")
    assert command.removeprefix("make ") in make_targets


def test_continuous_integration_runs_make_test(root: Path) -> None:
    lines = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert "make test" in lines
    assert (root / ".ci" / "run").stat().st_mode & 0o111


def test_there_is_one_commit_hook_per_step_of_make_check(root: Path, make_targets: dict[str, list[str]]) -> None:
    config = yaml.safe_load((root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    entries = [hook["entry"] for repository in config["repos"] for hook in repository["hooks"]]
    assert entries == [f"make {step}" for step in make_targets["check"]]


def test_commit_hooks_come_from_this_checkout_only(root: Path) -> None:
    config = yaml.safe_load((root / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {repository["repo"] for repository in config["repos"]} == {"local"}


def test_decisions_are_numbered_without_gaps(root: Path) -> None:
    names = sorted(path.name for path in (root / "docs" / "decisions").iterdir())
    assert [re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", name) is not None for name in names] == [True] * len(names)
    assert [int(name[:4]) for name in names] == list(range(len(names)))


def test_a_decision_is_a_page_with_the_sections_of_the_template(root: Path) -> None:
    folder = root / "docs" / "decisions"
    sections = re.findall(r"^## .+$", (folder / "0000-template.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}. "), path.name
        assert re.findall(r"^## .+$", text, flags=re.MULTILINE) == sections, path.name
        assert len(text.splitlines()) <= LINES_OF_A_PAGE, path.name


def test_the_changelog_has_an_unreleased_section_and_known_kinds_of_change(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    kinds = set(re.findall(r"^### (.+)$", text, flags=re.MULTILINE))
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE)[0] == "[Unreleased]"
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_licence_is_the_full_text(root: Path, pyproject: dict[str, Any]) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert pyproject["project"]["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in text
    assert "9. Accepting Warranty or Additional Liability." in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_catalogue_entry_has_every_required_key(publiccode: dict[str, Any]) -> None:
    required = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "categories",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    }
    assert required - set(publiccode) == set()


def test_the_catalogue_entry_uses_words_of_the_format(publiccode: dict[str, Any]) -> None:
    assert publiccode["publiccodeYmlVersion"] == "0.4"
    assert urlsplit(publiccode["url"]).scheme == "https"
    assert set(publiccode["categories"]) == CATEGORIES
    assert publiccode["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert publiccode["softwareType"] == "standalone/other"
    assert publiccode["it"]["countryExtensionVersion"] == "1.0"


def test_the_catalogue_entry_agrees_with_the_package(publiccode: dict[str, Any], pyproject: dict[str, Any]) -> None:
    assert publiccode["name"] == pyproject["project"]["name"]
    assert publiccode["legal"]["license"] == pyproject["project"]["license"]
    needs = {need["name"]: need["versionMin"] for need in publiccode["dependsOn"]["open"]}
    assert f">={needs['Python']}" == pyproject["project"]["requires-python"]


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_description_keeps_to_the_lengths_of_the_format(publiccode: dict[str, Any], language: str) -> None:
    description = publiccode["description"][language]
    assert 0 < len(description["genericName"]) <= 35
    assert 0 < len(description["shortDescription"]) <= 150
    assert 500 <= len(description["longDescription"]) <= 10_000
    assert 5 <= len(description["features"]) <= 20
    assert max(len(feature) for feature in description["features"]) <= 100


def test_the_catalogue_entry_names_who_maintains_without_inventing_an_address(publiccode: dict[str, Any]) -> None:
    maintenance = publiccode["maintenance"]
    assert maintenance["type"] == "community"
    assert [set(contact) for contact in maintenance["contacts"]] == [{"name"}]
