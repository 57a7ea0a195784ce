"""The matrix of a run as a page of a heat map: companies down, counterparts across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.store import Decision
from matcher.store.listing import RankedPair
from matcher.store.rows import Document

STEPS = 10
ROWS, COLUMNS = 25, 60
"""The most companies and counterparts on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A pair: its score in [0, 1] or None, its colour from 0 to 9, the reason that keeps it apart, what was decided."""

    company_id: str
    counterpart_id: str
    score: float | None
    step: int
    excluded: str
    decision: Decision | None
    is_listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A page of the map; `lowest` and `highest` are the scores of the whole run that the colours lie between."""

    companies: Sequence[str]
    counterparts: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    n_companies: int
    n_counterparts: int
    lowest: float
    highest: float


def heat_of(
    extra: Document,
    pairs: Sequence[RankedPair],
    names: Mapping[str, str],
    *,
    words: str = "",
    other_words: str = "",
    first_row: int = 0,
    first_column: int = 0,
) -> Heat:
    """The part of a run's matrix that is asked for, both sides by name; `words` stand in the names that are shown."""
    matrix: dict[str, Any] = extra.get("matrix", {"companies": [], "counterparts": [], "scores": []})
    scores = matrix["scores"]
    told = [score for row in scores for score in row if score is not None]
    lowest, highest = min(told, default=0.0), max(told, default=1.0)
    rows, columns = _named(matrix["companies"], names, words), _named(matrix["counterparts"], names, other_words)
    shown_rows, shown_columns = rows[first_row : first_row + ROWS], columns[first_column : first_column + COLUMNS]
    reasons = {(one["company_id"], one["counterpart_id"]): one["reason"] for one in extra.get("exclusions", [])}
    listed = {(one.company_id, one.counterpart_id): one for one in pairs}

    def cell(row: tuple[int, str], column: tuple[int, str]) -> Cell:
        couple, score = (row[1], column[1]), scores[row[0]][column[0]]
        pair = listed.get(couple)
        return Cell(
            company_id=row[1],
            counterpart_id=column[1],
            score=score,
            step=0 if score is None else step_of(score, lowest, highest),
            excluded=reasons.get(couple, ""),
            decision=None if pair is None else pair.decision,
            is_listed=pair is not None,
        )

    return Heat(
        companies=[party_id for _, party_id in shown_rows],
        counterparts=[party_id for _, party_id in shown_columns],
        cells=[[cell(row, column) for column in shown_columns] for row in shown_rows],
        n_companies=len(rows),
        n_counterparts=len(columns),
        lowest=lowest,
        highest=highest,
    )


def step_of(score: float, lowest: float, highest: float) -> int:
    """The colour of a score, from 0 for the lowest to 9 for the highest.

    >>> step_of(0.2, 0.2, 0.8), step_of(0.5, 0.2, 0.8), step_of(0.8, 0.2, 0.8), step_of(0.5, 0.5, 0.5)
    (0, 5, 9, 0)
    """
    width = highest - lowest
    return 0 if width <= 0 else min(STEPS - 1, int(STEPS * (score - lowest) / width + 1e-9))


def _named(ids: Sequence[str], names: Mapping[str, str], words: str) -> list[tuple[int, str]]:
    """The places and ids of parties whose name has these words in it, by name."""
    looked_for = words.strip().casefold()
    found = [(place, one) for place, one in enumerate(ids) if looked_for in names.get(one, one).casefold()]
    return sorted(found, key=lambda one: (names.get(one[1], one[1]).casefold(), one[1]))
