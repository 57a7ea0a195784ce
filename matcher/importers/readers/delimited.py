"""CSV and TSV text to a table: separator found, rows numbered as a spreadsheet program would, oddities reported."""

from __future__ import annotations

from matcher.importers.readers.delimiters import Separation, find_separation, usual_width
from matcher.importers.readers.findings import Findings, refusal
from matcher.importers.readers.limits import ReadLimits
from matcher.importers.readers.records import Record, iterate_records
from matcher.importers.tables import Table
from matcher.problems import Severity

_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}


def read_delimited(text: str, suffix: str, findings: Findings, limits: ReadLimits) -> Table:
    """The one table of a delimited text; blank lines are empty rows so that numbers stay right.

    To `findings` go: `uncertain_delimiter`, `unbalanced_quotes` (error: the table ends before that row, or a quote
    swallowed line ends), `stray_quote`, `shifted_row` (error: more filled cells than the table is wide), `short_row`.

    Raises:
        UnreadableFile: over the limits of rows, columns or cells.
    """
    separation = find_separation(text, suffix)
    _report_separation(separation, findings)
    rows: list[tuple[str | None, ...]] = []
    n_cells = 0
    for record in iterate_records(text, separation.delimiter, separation.start):
        row = len(rows) + 1
        _report_quotes(record, row, findings)
        if record.is_open:
            break
        rows.append(record.cells if any(record.cells) else ())
        n_cells += len(record.cells)
        check_extent(row, len(record.cells), n_cells, findings.file, limits)
    _report_widths(rows, findings)
    return Table(file=findings.file, rows=tuple(rows))


def check_extent(n_rows: int, n_columns: int, n_cells: int, file: str, limits: ReadLimits) -> None:
    """Raises `UnreadableFile` when a table of this extent is over the limits."""
    remedy = "Split the file, or delete what does not belong to the table."
    if n_rows > limits.max_rows:
        raise refusal(file, "too_many_rows", f"a table has more than {limits.max_rows:,} rows", remedy)
    if n_columns > limits.max_columns:
        what = f"row {n_rows} has {n_columns:,} columns, more than {limits.max_columns:,}"
        raise refusal(file, "too_many_columns", what, remedy)
    if n_cells > limits.max_cells:
        raise refusal(file, "too_many_cells", f"a table has more than {limits.max_cells:,} cells", remedy)


def _report_separation(separation: Separation, findings: Findings) -> None:
    if separation.delimiter or not separation.evenness:
        return
    message = (
        "No separator cuts the lines evenly, so the file was read as one column. Save it as CSV with quotes, or .xlsx."
    )
    accepted = ", ".join(_DELIMITER_NAMES.values())
    findings.add("uncertain_delimiter", Severity.WARNING, message, accepted=accepted)


def _report_quotes(record: Record, row: int, findings: Findings) -> None:
    at_line = f" (line {record.line} of the file)" if record.line != row else ""
    if record.is_open:
        message = f'A quote (") opened in this row{at_line} never closes: the file was read only up to the row before.'
        findings.add("unbalanced_quotes", Severity.ERROR, message, row=row)
    elif record.stray_quote and record.swallowed:
        message = f'The quotes (") in this row{at_line} do not pair up: {record.swallowed + 1} lines ran together.'
        findings.add("unbalanced_quotes", Severity.ERROR, message, row=row)
    elif record.stray_quote:
        message = f'Text follows a closing quote{at_line}; it was joined to the cell. Write a quote within as "".'
        findings.add("stray_quote", Severity.WARNING, message, row=row)


def _report_widths(rows: list[tuple[str | None, ...]], findings: Findings) -> None:
    """Reports rows longer or shorter than the table; rows above its first full one and lone cells are left in peace."""
    width = usual_width(rows)
    if width == 1:
        return
    has_begun = False
    for row, cells in enumerate(rows, start=1):
        has_begun = has_begun or len(cells) >= width
        n_filled = max((column for column, cell in enumerate(cells, start=1) if cell is not None), default=0)
        if n_filled > width:
            message = (
                f"The row has {n_filled} cells where the table has {width}: a separator within a cell is not quoted, "
                "and what follows it has shifted."
            )
            findings.add("shifted_row", Severity.ERROR, message, row=row, value=_preview(cells))
        elif has_begun and 1 < len(cells) < width:
            message = (
                f"The row has {len(cells)} cells where the table has {width}; the missing ones were taken as empty."
            )
            findings.add("short_row", Severity.WARNING, message, row=row, value=_preview(cells))


def _preview(cells: tuple[str | None, ...]) -> str:
    return " | ".join((cell or "")[:20] for cell in cells[:8])
