"""`datasets/` is data, never a package."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "datasets"


def test_there_is_no_python_under_datasets() -> None:
    assert [path.name for path in DATASETS.rglob("*.py*")] == []


@pytest.mark.parametrize("name", ["README.md", "schema.md", "demo/README.md"])
def test_what_is_there_is_documented(name: str) -> None:
    assert (DATASETS / name).read_text(encoding="utf-8").startswith("# ")


def test_every_file_of_the_demo_is_named_in_its_card() -> None:
    card = (DATASETS / "demo" / "README.md").read_text(encoding="utf-8")
    names = {path.name for path in (DATASETS / "demo").iterdir()} - {"README.md"}
    assert {name for name in names if f"`{name}`" not in card} == set()


def test_every_column_of_the_demo_tables_is_in_the_schema() -> None:
    schema = (DATASETS / "schema.md").read_text(encoding="utf-8")
    columns: set[str] = set()
    for path in (DATASETS / "demo").glob("*.csv"):
        columns.update(path.read_text(encoding="utf-8").splitlines()[0].split(","))
    assert {column for column in columns if column not in schema} == set()
