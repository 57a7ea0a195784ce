"""The sheet of all scores at a glance: companies down, counterparts shown at least once across."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from matcher.errors import DataError
from matcher.export.safe_text import fit_cell
from matcher.export.styles import EMPTY_FILL, SCALE, Look
from matcher.export.tables import HEADER_ROW, MAX_ROWS, TITLE_ROW, Pen, set_up_print, write_note
from matcher.export.text_height import n_lines, row_points
from matcher.profiles import Profile
from matcher.suggestions import ShortlistRun

MAX_CELLS = 300_000
"""Beyond this many cells the counterparts suggested most often are kept: more cannot be read, or opened quickly."""
MAX_COLUMNS = 16_000
MAX_NAME = 70

_NAME_WIDTH = 28
_SCORE_WIDTH = 6.3
_PRINTED_A_PAGE = 30
_NOTED = (12, 24)
"""The fewest and the most columns that the note runs across."""
_PIXELS_PER_UNIT, _POINTS_PER_PIXEL = 7, 0.75
_HEADER_LINES = 2


def write_matrix(pen: Pen, run: ShortlistRun) -> None:
    """Add the matrix as a worksheet: scores as percents on a light-to-dark scale, pairs of a shortlist boxed in bold.

    Cells without a score stay empty and grey. A run without companies or counterparts gives a heading only.

    Raises:
        DataError: There are more companies than a worksheet has rows.
    """
    if len(run.matrix.index) > MAX_ROWS:
        raise DataError(f"{len(run.matrix.index)} companies do not fit in a worksheet; write a .csv instead")
    shown = _shown(run)
    sheet = pen.book.add_worksheet(pen.messages.text("sheet.matrix"))
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, max(1, len(shown.columns)), _SCORE_WIDTH)
    _write_heading(pen, sheet, _note(pen, run, shown), len(shown.columns))
    _write_names(pen, sheet, shown, run)
    _write_scores(pen, sheet, shown, {(pair.company_id, pair.counterpart_id) for pair in run.suggestions})
    _colour(pen, sheet, shown)
    _set_up(pen, sheet, len(shown.columns))


def _shown(run: ShortlistRun) -> pd.DataFrame:
    """The part of the matrix that is written, columns in their order; the most suggested ones where it is too large."""
    n_rows, n_columns = run.matrix.shape
    n_kept = min(n_columns, MAX_COLUMNS, MAX_CELLS // max(1, n_rows))
    if n_kept == n_columns:
        return run.matrix
    counts = Counter(suggestion.counterpart_id for suggestion in run.suggestions)
    ids = [str(counterpart_id) for counterpart_id in run.matrix.columns]
    positions = sorted(range(n_columns), key=lambda position: (-counts[ids[position]], ids[position]))[:n_kept]
    return run.matrix.iloc[:, sorted(positions)]


def _note(pen: Pen, run: ShortlistRun, shown: pd.DataFrame) -> str:
    note = pen.messages.text("note.matrix")
    n_kept, n_all = len(shown.columns), len(run.matrix.columns)
    if n_kept == n_all:
        return note
    return f"{note} {pen.messages.text('note.matrix_cut', {'kept': n_kept, 'all': n_all})}"


def _write_heading(pen: Pen, sheet: Any, note: str, n_columns: int) -> None:
    """The title within the first column, which is printed on every page, and the note to its right, on the first."""
    sheet.set_row(TITLE_ROW, 40)
    pen.cell(sheet, TITLE_ROW, 0, pen.messages.text("title.matrix"), Look.NARROW_TITLE)
    n_noted = min(max(_NOTED[0], n_columns), _NOTED[1])
    write_note(pen, sheet, note, [_SCORE_WIDTH] * n_noted, first_column=1)


def _write_names(pen: Pen, sheet: Any, shown: pd.DataFrame, run: ShortlistRun) -> None:
    companies, counterparts = _names(run.companies), _names(run.counterparts)
    headings = [_short(counterparts.get(str(key), str(key))) for key in shown.columns]
    sheet.set_row(HEADER_ROW, _steep_points(headings))
    pen.cell(sheet, HEADER_ROW, 0, pen.messages.text("column.matrix_corner"), Look.HEADER)
    for column, heading in enumerate(headings, start=1):
        pen.cell(sheet, HEADER_ROW, column, heading, Look.STEEP_HEADER)
    for row, key in enumerate(shown.index, start=HEADER_ROW + 1):
        name = fit_cell(_short(companies.get(str(key), str(key))), cut_mark="…")
        sheet.set_row(row, row_points(n_lines(name, _NAME_WIDTH, bold=True)))
        pen.cell(sheet, row, 0, name, Look.PARTY)


def _write_scores(pen: Pen, sheet: Any, shown: pd.DataFrame, chosen: set[tuple[str, str]]) -> None:
    plain, boxed = pen.styles.get(Look.SCORE), pen.styles.get(Look.CHOSEN)
    companies = [str(key) for key in shown.index]
    counterparts = [str(key) for key in shown.columns]
    scores = shown.to_numpy(dtype=np.float64)
    for row, column in np.argwhere(np.isfinite(scores)).tolist():
        style = boxed if (companies[row], counterparts[column]) in chosen else plain
        sheet.write_number(HEADER_ROW + 1 + row, column + 1, round(float(scores[row, column]), 6), style)


def _colour(pen: Pen, sheet: Any, shown: pd.DataFrame) -> None:
    if shown.empty:
        return
    area = (HEADER_ROW + 1, 1, HEADER_ROW + len(shown.index), len(shown.columns))
    empty = pen.book.add_format({"bg_color": EMPTY_FILL})
    low, middle, high = SCALE
    colours = {"min_color": low, "mid_color": middle, "max_color": high}
    kinds = {"min_type": "num", "mid_type": "num", "max_type": "num"}
    limits = {"min_value": 0, "mid_value": 0.5, "max_value": 1}
    sheet.conditional_format(*area, {"type": "blanks", "format": empty, "stop_if_true": True})
    sheet.conditional_format(*area, {"type": "3_color_scale"} | colours | kinds | limits)


def _set_up(pen: Pen, sheet: Any, n_columns: int) -> None:
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    set_up_print(pen, sheet)
    sheet.fit_to_pages(max(1, math.ceil(n_columns / _PRINTED_A_PAGE)), 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.repeat_columns(0)


def _names(profiles: Iterable[Profile]) -> dict[str, str]:
    return {profile.id: profile.name for profile in profiles}


def _short(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= MAX_NAME else line[: MAX_NAME - 1].rstrip() + "…"


def _steep_points(headings: Sequence[str]) -> float:
    """The lowest header row, from 60 points, in which each upright name takes at most two lines."""
    for points in range(60, 240, 6):
        width = (points - 8) / _POINTS_PER_PIXEL / _PIXELS_PER_UNIT
        if all(n_lines(heading, width, bold=True) <= _HEADER_LINES for heading in headings):
            return points
    return 240
