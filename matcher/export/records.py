"""A run as flat records: the CSV and JSON forms, whose column order is a contract."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from matcher.export.safe_text import clean, neutralise
from matcher.suggestions import Contribution, RunStamp, ShortlistRun, Suggestion

Cell = str | int | float | list[str] | dict[str, float]

COLUMNS = (
    "company_id",
    "counterpart_id",
    "rank",
    "score",
    "company_interest",
    "counterpart_interest",
    "reasons",
    "evidence",
    "against",
    "unknown",
    "company_name",
    "counterpart_name",
    "counterpart_kind",
    "improvement",
    "contributions",
    "model_id",
    "encoder_id",
    "data_hash",
    "seed",
    "fit",
)

LIST_SEPARATOR = " | "
DECIMALS = 6


def render_csv(run: ShortlistRun) -> str:
    """The suggestions as CSV: one header line, then one line a pair in the run's order; only the header if none.

    Comma-separated, lines end in LF, no byte order mark: this form is for programs, the workbook is for people.
    Lists are joined by " | " (a bar inside an item becomes "¦", so splitting gives the items back; `evidence` and
    `reasons` keep their positions), contributions read `group=logit`. Numbers have at most six decimals. Text that a
    spreadsheet might run as a formula is neutralised with an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for suggestion in run.suggestions:
        record = _record(suggestion, run.stamp)
        writer.writerow([_csv_cell(record[column]) for column in COLUMNS])
    return buffer.getvalue()


def render_json(run: ShortlistRun) -> str:
    """The suggestions as a JSON list of objects, keys in the order of `COLUMNS`; `[]` and a newline if none.

    Lists are lists of strings, contributions map group to logit. Text is exactly as in the run.

    Raises:
        ValueError: A score is not finite.
    """
    records = [_record(suggestion, run.stamp) for suggestion in run.suggestions]
    text = json.dumps(records, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # A lone surrogate cannot be written as UTF-8; its \uXXXX form is valid JSON and means the same.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _record(suggestion: Suggestion, stamp: RunStamp) -> dict[str, Cell]:
    return {
        "company_id": suggestion.company_id,
        "counterpart_id": suggestion.counterpart_id,
        "rank": int(suggestion.rank),
        "score": _rounded(suggestion.score),
        "company_interest": _rounded(suggestion.company_interest),
        "counterpart_interest": _rounded(suggestion.counterpart_interest),
        "reasons": list(suggestion.reasons),
        "evidence": list(suggestion.evidence),
        "against": list(suggestion.against),
        "unknown": list(suggestion.unknown),
        "company_name": suggestion.company_name,
        "counterpart_name": suggestion.counterpart_name,
        "counterpart_kind": str(suggestion.counterpart_kind),
        "improvement": suggestion.improvement,
        "contributions": _logits(suggestion.contributions),
        "model_id": stamp.model_id,
        "encoder_id": stamp.encoder_id,
        "data_hash": stamp.data_hash,
        "seed": int(stamp.seed),
        "fit": suggestion.fit,
    }


def _logits(contributions: Iterable[Contribution]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for contribution in contributions:
        totals[contribution.group] = totals.get(contribution.group, 0.0) + float(contribution.logit)
    return {group: _rounded(logit) for group, logit in totals.items()}


def _rounded(value: float) -> float:
    """`value` to six decimals, as a plain float and never as a negative zero."""
    return round(float(value), DECIMALS) + 0.0


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return neutralise(cell)
    if isinstance(cell, list):
        return neutralise(_join(cell))
    if isinstance(cell, Mapping):
        return neutralise(_join(f"{group}={_plain(logit)}" for group, logit in cell.items()))
    return _plain(cell)


def _join(items: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(clean(item).replace("|", "¦") for item in items)


def _plain(number: float) -> str:
    """`number` without an exponent or trailing zeros: 0.8, -0.000001, 3."""
    if isinstance(number, int):
        return str(number)
    return f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")
