"""Shortlists as a table on a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from matcher.suggestions import ShortlistRun, Side, Suggestion


def print_shortlists(run: ShortlistRun, console: Console, most: int) -> None:
    """The first `most` rows of every list: rank, who, score, both interests, the strongest reason."""
    for (_, name), rows in groupby(run.suggestions, key=lambda suggestion: _owner(run, suggestion)):
        table = Table(title=escape(name), title_justify="left", show_edge=False, pad_edge=False, expand=True)
        for heading, justify in _COLUMNS:
            table.add_column(heading, justify=justify, no_wrap=heading != "why", ratio=1 if heading == "why" else None)
        for suggestion in list(rows)[:most]:
            table.add_row(*_cells(run, suggestion))
        console.print(table)
        console.print()


_COLUMNS: tuple[tuple[str, Literal["left", "right"]], ...] = (
    ("#", "right"),
    ("meets", "left"),
    ("score", "right"),
    ("interest", "right"),
    ("why", "left"),
)


def _owner(run: ShortlistRun, suggestion: Suggestion) -> tuple[str, str]:
    if run.side is Side.STARTUPS:
        return suggestion.company_id, suggestion.company_name
    return suggestion.counterpart_id, suggestion.counterpart_name


def _cells(run: ShortlistRun, suggestion: Suggestion) -> tuple[str, ...]:
    other = suggestion.counterpart_name if run.side is Side.STARTUPS else suggestion.company_name
    return (
        str(suggestion.rank),
        escape(other[:40]),
        f"{suggestion.score:.0%}",
        f"{suggestion.company_interest:.0%} / {suggestion.counterpart_interest:.0%}",
        escape(suggestion.reasons[0]) if suggestion.reasons else "",
    )
