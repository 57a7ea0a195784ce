"""Instances by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matcher.agenda.b2bsp import Instance, Meeting

MakeInstance = Callable[..., Instance]


@pytest.fixture
def instance() -> MakeInstance:
    """An instance of these pairs, numbered from 0; a day of four slots, two of them morning, and tables enough."""

    def make(
        pairs: list[tuple[int, int]],
        n_slots: int = 4,
        n_tables: int = 9,
        forbidden: dict[int, set[int]] | None = None,
        details: dict[int, dict[str, Any]] | None = None,
    ) -> Instance:
        participants = range(1 + max((max(pair) for pair in pairs), default=0))
        return Instance(
            name="tiny",
            n_slots=n_slots,
            n_morning_slots=n_slots // 2,
            n_tables=n_tables,
            meetings=tuple(
                Meeting(first=a, second=b, **(details or {}).get(row, {})) for row, (a, b) in enumerate(pairs)
            ),
            forbidden=tuple(frozenset((forbidden or {}).get(one, ())) for one in participants),
        )

    return make
