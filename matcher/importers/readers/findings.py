"""Problems gathered while one file is read, with a ceiling so that a broken file cannot fill the report."""

from __future__ import annotations

from collections import Counter

from matcher.errors import UnreadableFile
from matcher.problems import Problem, Severity

MAX_VALUE_CHARS = 80


def printable_name(name: str) -> str:
    """A file name with its unprintable characters replaced, fit for a terminal and a report."""
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in name)


def refusal(file: str, code: str, what: str, remedy: str) -> UnreadableFile:
    """The error for a file that cannot be read: its name, what is wrong with it, what to do."""
    return UnreadableFile(f"{file}: {what}. {remedy}", code)


def column_letters(column: int) -> str:
    """The name a spreadsheet program gives to the 0-based `column`: 0 is A, 26 is AA.

    >>> column_letters(0), column_letters(26), column_letters(16383)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Findings:
    """Collects the problems of one file in the order found; beyond `ceiling` of one code they are only counted."""

    def __init__(self, file: str, ceiling: int = 200) -> None:
        self.file = file
        self._ceiling = ceiling
        self._problems: list[Problem] = []
        self._counts: Counter[tuple[str, Severity]] = Counter()

    def add(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        sheet: str = "",
        row: int | None = None,
        column: str = "",
        value: str = "",
        accepted: str = "",
    ) -> None:
        """Notes one problem; `value` is cut to 80 characters."""
        self._counts[code, severity] += 1
        if self._counts[code, severity] > self._ceiling:
            return
        self._problems.append(
            Problem(
                code=code,
                severity=severity,
                message=message,
                file=self.file,
                sheet=sheet,
                row=row,
                column=column,
                value=value[:MAX_VALUE_CHARS],
                accepted=accepted,
            )
        )

    def problems(self) -> tuple[Problem, ...]:
        """All problems, then one line per code that went over the ceiling saying how many more there are."""
        surplus = [
            Problem(
                code=code,
                severity=severity,
                message=f"{count - self._ceiling} more problems of this kind are not listed.",
                file=self.file,
                n_rows=count - self._ceiling,
            )
            for (code, severity), count in self._counts.items()
            if count > self._ceiling
        ]
        return (*self._problems, *surplus)
