"""What a grammar returns instead of a value when it cannot read a cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Why a text was not read: `code` is stable, `message` is a plain sentence, `accepted` gives examples."""

    code: str
    message: str
    accepted: str = ""
