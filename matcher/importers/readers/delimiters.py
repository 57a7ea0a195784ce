"""Which mark separates the cells of a text table, told by how evenly it cuts the first records."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from matcher.importers.readers.records import Record, iterate_records

CANDIDATES = (",", ";", "\t", "|")
"""The separators that are looked for."""

_SAMPLE_CHARS = 65_536
_SAMPLE_RECORDS = 300
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_DECLARATION = re.compile(r'"?sep=(.)"?[ ;,\t]*\n', re.I)
_EVEN_ENOUGH = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """The separator, where the first record starts, and how sure this is.

    `evenness` is the share of the sampled records that have the most common number of cells, in [0, 1]; 1.0 when the
    file declares its separator. `start` is the position of the first record in the text (after a `sep=;` line).
    """

    delimiter: str
    start: int = 0
    evenness: float = 1.0


def find_separation(text: str, suffix: str) -> Separation:
    """The separator of `text`: declared by a first line `sep=;`, else the one that cuts most evenly.

    Commas between digits count as decimal marks when another separator also cuts well. A text that nothing cuts is one
    column: comma, evenness 0.0. A `.tsv` or `.tab` file with tabs is taken at its word.
    """
    declared = _DECLARATION.match(text)
    if declared:
        return Separation(delimiter=declared.group(1), start=declared.end())
    sample = text[:_SAMPLE_CHARS]
    if suffix in {".tsv", ".tab"} and "\t" in sample:
        return Separation(delimiter="\t")
    scores = {delimiter: _score(sample, delimiter) for delimiter in CANDIDATES if delimiter in sample}
    if any(score[0] >= _EVEN_ENOUGH for delimiter, score in scores.items() if delimiter != ","):
        scores[","] = _score(_DECIMAL_COMMA.sub(".", sample), ",")
    if not scores:
        return Separation(delimiter=",", evenness=0.0)
    best = max(scores, key=lambda delimiter: (scores[delimiter], -CANDIDATES.index(delimiter)))
    if scores[best][0] < _EVEN_ENOUGH:
        return Separation(delimiter="", evenness=scores[best][0])
    return Separation(delimiter=best, evenness=scores[best][0])


def usual_width(records: list[Record] | list[tuple[str | None, ...]]) -> int:
    """The most common number of cells among rows with two or more (the larger on a tie); 1 without any such row."""
    widths = Counter(len(record.cells if isinstance(record, Record) else record) for record in records)
    widths.pop(0, None)
    widths.pop(1, None)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 1


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    """Evenness of the cut, then its width; (0.0, 1) when nothing is cut, (1.0, 1) when only blanks are."""
    records: list[Record] = []
    for record in iterate_records(sample, delimiter):
        if any(record.cells):
            records.append(record)
        if len(records) >= _SAMPLE_RECORDS:
            break
    if len(records) > 2 and len(sample) >= _SAMPLE_CHARS:
        records.pop()
    width = usual_width(records)
    if width == 1:
        return (0.0 if records else 1.0), 1
    return sum(len(record.cells) == width for record in records) / len(records), width
