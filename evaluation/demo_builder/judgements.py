"""Expands the judged shortlists of the demo to one grade for every company × counterpart pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

SHOULD_MEET = 2
ACCEPTABLE = 1
NO = 0


class JudgedCompany(TypedDict):
    """The counterparts that one company should meet and those it may; everybody else is a no."""

    should_meet: list[str]
    acceptable: list[str]


def grade_pairs(
    judged: Mapping[str, JudgedCompany], counterpart_ids: Sequence[str]
) -> tuple[tuple[str, str, int], ...]:
    """Every (company, counterpart, grade), ordered by company as judged and then by counterpart as given.

    Args:
        judged: Company id → its judged counterparts.
        counterpart_ids: All counterparts of the programme.

    Returns:
        `len(judged) × len(counterpart_ids)` rows; the grade is 2, 1 or 0.

    Raises:
        ValueError: a judged id is no counterpart, or is judged twice for one company.
    """
    known = frozenset(counterpart_ids)
    rows: list[tuple[str, str, int]] = []
    for company, lists in judged.items():
        named = [*lists["should_meet"], *lists["acceptable"]]
        strangers = sorted(set(named) - known)
        if strangers:
            raise ValueError(f"{company}: judged ids that are no counterparts: {', '.join(strangers)}")
        if len(named) != len(set(named)):
            raise ValueError(f"{company}: a counterpart is judged twice")
        grades = dict.fromkeys(lists["acceptable"], ACCEPTABLE) | dict.fromkeys(lists["should_meet"], SHOULD_MEET)
        rows.extend((company, other, grades.get(other, NO)) for other in counterpart_ids)
    return tuple(rows)


def render_judgements(rows: Sequence[tuple[str, str, int]]) -> str:
    """The rows as CSV text with the header `startup_id,counterpart_id,grade`, one line per row, LF line ends."""
    lines = [f"{company},{other},{grade}" for company, other, grade in rows]
    return "\n".join(["startup_id,counterpart_id,grade", *lines]) + "\n"
