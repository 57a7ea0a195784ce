"""The table in the documentation."""

from pathlib import Path

from matcher.sectors import load_taxonomy
from matcher.sectors.table import render_table

_DOCUMENT = Path(__file__).parents[3] / "docs" / "sectors.md"


def test_the_documentation_shows_the_taxonomy_as_it_is() -> None:
    marker = "<!-- printed by: python -m matcher.sectors.table -->\n\n"
    assert _DOCUMENT.read_text(encoding="utf-8").partition(marker)[2] == render_table(load_taxonomy())


def test_every_sector_has_one_row() -> None:
    rows = [line.split("`")[1] for line in render_table(load_taxonomy()).splitlines() if line.startswith("| `")]
    assert sorted(rows) == list(load_taxonomy().codes)
