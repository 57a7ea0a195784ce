"""The look of the workbook: a small palette with contrast of at least 4.5:1, and each cell format made once."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

INK = "#1A1A1A"
QUIET_INK = "#595959"
HEADER_FILL = "#1F3A5F"
HEADER_INK = "#FFFFFF"
RULE = "#BFC7D1"
GROUP_RULE = "#1F3A5F"
BAR = "#9DC3E6"
SCALE = ("#F4F8FC", "#BCD6EC", "#6BAED6")
"""Low, middle and high of a score: one hue, light to dark, on which black figures stay readable on paper."""
EMPTY_FILL = "#E4E4E4"

FONT = "Arial"
"""Every spreadsheet has it, or a free face of the same widths: text wraps alike everywhere."""
FONT_SIZE = 9
LINE_POINTS = 12.0
"""Height of one line of text in `FONT` at `FONT_SIZE`."""


class Look(StrEnum):
    """What a cell holds, as far as its look goes."""

    TITLE = "title"
    NARROW_TITLE = "narrow_title"
    NOTE = "note"
    HEADER = "header"
    STEEP_HEADER = "steep_header"
    TEXT = "text"
    NAME = "name"
    CODE = "code"
    SECTION = "section"
    PERCENT = "percent"
    PARTY = "party"
    SCORE = "score"
    CHOSEN = "chosen"
    COUNT = "count"
    ERROR = "error"
    WARNING = "warning"


_BODY: dict[str, Any] = {
    "font_name": FONT,
    "font_size": FONT_SIZE,
    "font_color": INK,
    "valign": "top",
    "border": 1,
    "border_color": RULE,
}
_WRAPPED = {**_BODY, "text_wrap": True, "align": "left"}
_HEADER = {
    **_WRAPPED,
    "bold": True,
    "font_color": HEADER_INK,
    "bg_color": HEADER_FILL,
    "border_color": HEADER_INK,
    "valign": "vcenter",
}
_TITLE = {"bold": True, "font_name": FONT, "font_size": 14, "font_color": HEADER_FILL, "valign": "vcenter"}
_PERCENT = {**_BODY, "num_format": "0%", "align": "center"}

_PROPERTIES: dict[Look, dict[str, Any]] = {
    Look.TITLE: _TITLE,
    Look.NARROW_TITLE: {**_TITLE, "text_wrap": True},
    Look.NOTE: {
        "font_name": FONT,
        "font_size": FONT_SIZE,
        "font_color": QUIET_INK,
        "text_wrap": True,
        "valign": "top",
        "align": "left",
    },
    Look.HEADER: _HEADER,
    Look.STEEP_HEADER: {**_HEADER, "rotation": 90, "valign": "bottom", "align": "center"},
    Look.TEXT: _WRAPPED,
    Look.NAME: {**_WRAPPED, "bold": True},
    Look.CODE: {**_WRAPPED, "font_color": QUIET_INK},
    Look.SECTION: {**_WRAPPED, "bold": True, "font_color": HEADER_FILL, "border": 0},
    Look.PERCENT: _PERCENT,
    Look.PARTY: {**_WRAPPED, "bold": True, "valign": "vcenter"},
    Look.SCORE: {**_PERCENT, "valign": "vcenter"},
    Look.CHOSEN: {**_PERCENT, "valign": "vcenter", "bold": True, "border": 2, "border_color": GROUP_RULE},
    Look.COUNT: {**_BODY, "num_format": "0", "align": "center"},
    Look.ERROR: {**_WRAPPED, "bold": True, "font_color": "#8B1A1A", "bg_color": "#FBE9E7"},
    Look.WARNING: {**_WRAPPED, "bold": True, "font_color": "#6B4A00", "bg_color": "#FFF4D6"},
}


@dataclass(slots=True)
class Styles:
    """The formats of one open `xlsxwriter.Workbook`, each made when first asked for."""

    book: Any
    _made: dict[tuple[Look, bool, bool], Any] = field(default_factory=dict)

    def get(self, look: Look, *, starts_group: bool = False, inert: bool = False) -> Any:
        """The format of `look`; a group's first row has a dark line above it.

        With `inert` the cell keeps text that starts with a sign as text even after someone edits it.
        """
        key = (look, starts_group, inert)
        if key not in self._made:
            properties = dict(_PROPERTIES[look])
            if starts_group:
                properties |= {"top": 2, "top_color": GROUP_RULE}
            if inert:
                properties["quote_prefix"] = True
            self._made[key] = self.book.add_format(properties)
        return self._made[key]
