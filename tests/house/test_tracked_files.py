"""Nothing in the repository tells on the machine it was written on, or is there by mistake."""

from __future__ import annotations

import re
from pathlib import Path

LARGEST = 4_000_000
AT_ROOT = {
    ".editorconfig", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile",
    "README.md", "constraints.txt", "publiccode.yml", "pyproject.toml", "schemathesis.toml",
}  # fmt: skip
# In pieces, so that this file does not find itself.
HOMES = re.compile(r"(?<![\w./-])/(?:ho" + r"me|Us" + r"ers|ro" + r"ot|wo" + r"rk|worksp" + r"ace)/[A-Za-z0-9_.]")
HOSTS = re.compile("|".join(("py" + r"pi\.org", "python" + r"hosted\.org", r"download\.py" + "torch", "npm" + r"js\.")))
_NAMES = ("clau" + "de", "anth" + "ropic", "chat" + "gpt", "co" + "pilot", "as an " + "ai", "ai-gen" + "erated")
AUTHORS = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b", re.IGNORECASE)


def lines_with(pattern: re.Pattern[str], paths: list[Path], root: Path) -> list[str]:
    """`path:line: what was found`, for text files."""
    found = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            found += [f"{path.relative_to(root)}:{number}: {match[0]}" for match in pattern.finditer(line)]
    return found


def test_no_file_names_a_folder_of_somebodys_machine(tracked: list[Path], root: Path) -> None:
    assert lines_with(HOMES, tracked, root) == []


def test_no_file_names_the_folder_of_this_checkout(tracked: list[Path], root: Path) -> None:
    assert lines_with(re.compile(rf"(?<![\w./-]){re.escape(str(root))}(?:/|$)"), tracked, root) == []


def test_no_file_names_the_host_of_a_package_registry(tracked: list[Path], root: Path) -> None:
    assert lines_with(HOSTS, tracked, root) == []


def test_no_file_speaks_of_the_tools_it_was_written_with(tracked: list[Path], root: Path) -> None:
    assert lines_with(AUTHORS, tracked, root) == []


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("fine\nsee /ho" + "me/anna/abbina\n", encoding="utf-8")
    assert lines_with(HOMES, [path], tmp_path) == ["notes.md:2: /ho" + "me/a"]


def test_no_test_folder_is_a_package(tracked: list[Path], root: Path) -> None:
    packages = [path for path in tracked if path.is_relative_to(root / "tests") and path.name == "__init__.py"]
    assert packages == []


def strangers(paths: list[Path], root: Path) -> list[str]:
    """The names of files that lie at the root and do not belong there."""
    return sorted(path.name for path in paths if path.parent == root and path.name not in AT_ROOT)


def test_nothing_else_lies_at_the_root(tracked: list[Path], root: Path) -> None:
    assert strangers(tracked, root) == []


def test_a_stray_file_at_the_root_is_found(tmp_path: Path) -> None:
    paths = [tmp_path / "README.md", tmp_path / "notes0.txt", tmp_path / "docs" / "notes0.txt"]
    assert strangers(paths, tmp_path) == ["notes0.txt"]


def test_no_build_product_or_large_file_is_tracked(tracked: list[Path]) -> None:
    odd = {".pyc", ".so", ".whl", ".egg", ".o", ".pkl", ".joblib"}
    assert [path for path in tracked if path.suffix in odd or path.stat().st_size > LARGEST] == []
