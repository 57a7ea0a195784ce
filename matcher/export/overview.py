"""The sheets that list who takes part: kind, sectors, place, and how complete each profile is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from matcher.export.labels import intents_label, kind_label, place_label, sectors_label, source_label
from matcher.export.styles import Look
from matcher.export.tables import Column, Row, Table
from matcher.language import Messages
from matcher.profiles import Profile
from matcher.suggestions import ShortlistRun, Side


def companies(run: ShortlistRun, messages: Messages) -> Table:
    """Every company, in the order of its file."""
    counts = Counter(suggestion.company_id for suggestion in run.suggestions)
    return _table("companies", run.companies, counts, run, messages)


def counterparts(run: ShortlistRun, messages: Messages) -> Table:
    """Every counterpart, in the order of its file, shown in a shortlist or not."""
    counts = Counter(suggestion.counterpart_id for suggestion in run.suggestions)
    return _table("counterparts", run.counterparts, counts, run, messages)


def _table(
    which: str, profiles: Sequence[Profile], counts: Counter[str], run: ShortlistRun, messages: Messages
) -> Table:
    unshown = sum(1 for profile in profiles if not counts[profile.id])
    numbers = {"n": len(profiles), "unshown": unshown}
    return Table(
        name=messages.text(f"sheet.{which}"),
        title=messages.text(f"title.{which}"),
        note=messages.text(f"note.{which}", numbers),
        columns=_columns(messages, which),
        rows=_rows(_SIDES[which], profiles, counts, run, messages),
    )


def _columns(messages: Messages, which: str) -> tuple[Column, ...]:
    heading = {key: messages.text(f"column.{key}") for key in _HEADINGS}
    return (
        Column(heading=heading["name"], width=26, look=Look.NAME),
        Column(heading=heading["kind"], width=16),
        Column(heading=heading["sectors"], width=30),
        Column(heading=heading["place"], width=22),
        Column(heading=heading["seeks"], width=20),
        Column(heading=heading["offers"], width=20),
        Column(heading=messages.text(f"column.n_suggested_{which}"), width=13, look=Look.COUNT),
        Column(heading=heading["completeness"], width=14, look=Look.PERCENT, has_bar=True),
        Column(heading=heading["add_first"], width=38),
        Column(heading=heading["id"], width=18, look=Look.CODE, is_printed=False),
        Column(heading=heading["source"], width=30, look=Look.CODE, is_printed=False),
    )


_SIDES = {"companies": Side.STARTUPS, "counterparts": Side.COUNTERPARTS}
_HEADINGS = ("name", "kind", "sectors", "place", "seeks", "offers", "completeness", "add_first", "id", "source")


def _rows(
    side: Side, profiles: Iterable[Profile], counts: Counter[str], run: ShortlistRun, messages: Messages
) -> tuple[Row, ...]:
    return tuple(
        Row(
            values=(
                profile.name,
                kind_label(profile.kind, messages),
                sectors_label(profile, messages),
                place_label(profile, messages),
                intents_label(profile.seeks, messages),
                intents_label(profile.offers, messages),
                counts[profile.id],
                *run.completeness.get((side, profile.id), (None, "")),
                profile.id,
                source_label(profile, messages),
            )
        )
        for profile in profiles
    )
