"""Text that is safe to put in a cell, whoever wrote it."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767
"""The most UTF-16 units that one spreadsheet cell can hold."""

_DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"[ ]*[\t\r\n\u2028\u2029]+[ ]*")
_AFTER_SEMICOLON = re.compile(r";(?=[=+\-@＝＋－＠])")
_CRLF = re.compile(r"\r\n?")


def is_dangerous(text: str) -> bool:
    """True where a spreadsheet might run `text` as a formula: it starts with = + - @, a tab or a line break.

    The full-width forms count too, since some spreadsheets read them as the plain ones.
    """
    return text.startswith(_DANGEROUS_STARTS)


def clean(text: str) -> str:
    """`text` without the control characters that XML forbids; half of a broken character becomes U+FFFD."""
    if text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", _ILLEGAL.sub("", text))


def neutralise(text: str) -> str:
    """`text` as one inert CSV field on one line.

    A dangerous start gets a leading apostrophe. Line breaks and tabs become one space, so a record is a line. A sign
    right after a semicolon gets an apostrophe too: where the list separator is a semicolon, as in Italy, a
    spreadsheet cuts a comma-separated line there and would read what follows as a formula.
    """
    legal = clean(text)
    mark = "'" if is_dangerous(legal) else ""
    return mark + _AFTER_SEMICOLON.sub(";'", _LINE_BREAKS.sub(" ", legal))


def fit_cell(text: str, *, cut_mark: str) -> str:
    """`text` as one workbook cell can hold it: legal, line breaks as LF, and cut with `cut_mark` beyond the limit."""
    legal = clean(text)
    if "\r" in legal:
        legal = _CRLF.sub("\n", legal)
    if _n_units(legal) <= CELL_LIMIT:
        return legal
    room = CELL_LIMIT - _n_units(cut_mark)
    kept = legal.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return kept + cut_mark


def _n_units(text: str) -> int:
    """How many UTF-16 units `text` takes; the exact count only where the upper bound could exceed the limit."""
    if 2 * len(text) <= CELL_LIMIT:
        return len(text)
    return len(text.encode("utf-16-le")) // 2
