"""Shortlists as a table on a terminal."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from matcher.language import load_messages
from matcher.suggestions import ShortlistRun, Side, Suggestion


def print_shortlists(run: ShortlistRun, console: Console, most: int) -> None:
    """The first `most` rows of every list: rank, who, score, both interests, the strongest reason."""
    headings = _headings(run)
    for (_, name), rows in groupby(run.suggestions, key=lambda suggestion: _owner(run, suggestion)):
        table = Table(title=escape(name), title_justify="left", show_edge=False, pad_edge=False, expand=True)
        for heading in headings[:-1]:
            table.add_column(heading, justify="left" if heading == headings[1] else "right", no_wrap=True)
        table.add_column(headings[-1], ratio=1)
        for suggestion in list(rows)[:most]:
            table.add_row(*_cells(run, suggestion))
        console.print(table)
        console.print()


def _headings(run: ShortlistRun) -> tuple[str, ...]:
    messages = load_messages(run.lang)
    other = "column.counterpart" if run.side is Side.STARTUPS else "column.company"
    keys = (other, "column.score", "guide.interest_title", "column.reasons")
    return ("#", *(messages.text(key) for key in keys))


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
