"""The operator's guide names every setting with its default, every code of a refusal, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from service.web.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
SOURCES = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "service" / "web").rglob("*.py")))


def part(heading: str) -> str:
    return TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def rows(heading: str) -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in part(heading).splitlines() if line.startswith("| `")]


def test_every_setting_has_its_row_in_the_order_of_the_code() -> None:
    assert [row[0].strip("`") for row in rows("Settings")] == list(Settings.model_fields)


def as_told(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value).lower() if isinstance(value, bool) else str(value)


def test_defaults_are_those_of_the_code() -> None:
    told = {name.strip("`"): default.strip("`").replace(",", "") for name, _, default in rows("Settings")}
    real = {name: field.default for name, field in Settings.model_fields.items() if field.default is not None}
    assert {name: told[name] for name in real} == {name: as_told(value) for name, value in real.items()}


def test_every_code_of_a_refusal_is_explained_and_no_other() -> None:
    raised = set(re.findall(r"Problem\(\s*\d{3},\s*\"([a-z-]+)\"", SOURCES))
    mapped = set(re.findall(r"^    \(\w+, \d{3}, \"([a-z-]+)\"\)", SOURCES, flags=re.MULTILINE))
    of_http = set(re.findall(r"\d{3}: \"([a-z-]+)\"", SOURCES))
    told = {code for row in rows("Using the API") for code in re.findall(r"`([a-z-]+)`", row[0])}
    assert told == raised | mapped | of_http
