"""Reads the TOML sources of the demo."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_source(name: str) -> dict[str, Any]:
    """The parsed TOML source `name` ("workbook" or "judgements").

    Raises:
        FileNotFoundError: there is no such source.
    """
    text = files("evaluation.demo_builder").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
