"""What is wrong in an imported file: one `Problem` per cell or row, collected, never raised one by one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error refuses the file, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, or worth knowing, at one place of one file.

    `row` is the row number that a spreadsheet program shows (1-based, title and header rows counted), None when the
    problem is about the whole sheet or file. `value` is the cell as written, cut to 80 characters. `code` is stable
    and machine-readable (for example `ambiguous_number`); `message` says in plain English what is wrong and what to
    do; `accepted` says what would have been understood. One problem may stand for `n_rows` rows: the message says so.
    """

    code: str
    severity: Severity
    message: str
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    accepted: str = ""
    n_rows: int = 1

    def place(self) -> str:
        """The place in words: `companies.xlsx, sheet "Aziende", row 7, column "Fatturato"`."""
        parts = [self.file]
        if self.sheet:
            parts.append(f'sheet "{self.sheet}"')
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f'column "{self.column}"')
        return ", ".join(parts)

    def line(self) -> str:
        """One line for a terminal: severity, place, value, message and what is accepted."""
        value = f": {self.value!r}" if self.value else ""
        accepted = f"{'' if self.message.endswith('.') else '.'} Accepted: {self.accepted}." if self.accepted else ""
        return f"{self.severity}: {self.place()}{value}: {self.message}{accepted}"
