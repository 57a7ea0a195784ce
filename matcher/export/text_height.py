"""How tall a row must be for its wrapped text to be read whole: spreadsheets do not say before they draw it."""

from __future__ import annotations

import functools
import math

from matcher.export.styles import LINE_POINTS

MAX_ROW_POINTS = 409.0
"""The tallest row a spreadsheet takes."""

_PIXELS_PER_UNIT = 7
_FONT_RATIO = 10 / 11
"""Body text against the widths of `text_pixels`: Arial 9 takes 0.83 to 0.91 of them, so the upper end is safe."""
_BOLD = 1.07
"""How much wider bold text is."""


@functools.lru_cache(maxsize=65_536)
def n_lines(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines `text` takes, wrapped at words, in a column `width` default characters wide; 1 if empty."""
    room = width * _PIXELS_PER_UNIT / _FONT_RATIO / (_BOLD if bold else 1.0)
    return sum(_n_wrapped(paragraph, room) for paragraph in text.split("\n"))


def row_points(n_text_lines: int) -> float:
    """The height in points of a row of so many lines of body text, with a little air, up to `MAX_ROW_POINTS`."""
    return min(MAX_ROW_POINTS, n_text_lines * LINE_POINTS + 4)


def text_pixels(text: str) -> int:
    """The width of `text` in pixels in the face whose widths are known, Calibri 11."""
    from xlsxwriter.utility import xl_pixel_width

    return int(xl_pixel_width(text))


@functools.lru_cache(maxsize=65_536)
def _word_pixels(word: str) -> int:
    return text_pixels(word)


def _n_wrapped(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    space = _word_pixels(" ")
    for word in paragraph.split(" "):
        width = _word_pixels(word)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            extra = math.ceil(width / room) - 1
            lines, used = lines + extra, width - extra * room
        else:
            used += width + (space if used else 0)
    return lines
