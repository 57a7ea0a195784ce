"""The look of the paper: two faces that come with abbina, a small palette, and the styles of texts and tables."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from importlib.resources import as_file, files
from typing import Any

from matcher.export.safe_text import clean

INK, SOFT, LINE, WASH, MAIN = "#1a1a1a", "#595959", "#bfc7d1", "#f3f6f9", "#1f3a5f"
MARK, MARK_WASH = "#6b4a00", "#fff4d6"
PLAIN, BOLD = "abbina-plain", "abbina-bold"

_MOST_LINES = 45
"""Lines of one table row; a page has room for some 60."""
_LETTERS = 35
"""Letters that surely fit in a line of a cell, be they the widest."""

_FACES = {PLAIN: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf"}
_STYLES: dict[str, dict[str, Any]] = {
    "eyebrow": {"fontSize": 8, "leading": 11, "textColor": SOFT},
    "event": {"fontName": BOLD, "fontSize": 20, "leading": 25, "textColor": MAIN, "spaceAfter": 3},
    "sheet": {"fontName": BOLD, "fontSize": 15, "leading": 19, "textColor": MAIN, "spaceAfter": 2},
    "day": {"fontName": BOLD, "fontSize": 10.5, "leading": 14, "textColor": MAIN, "spaceBefore": 10, "spaceAfter": 3},
    "text": {"spaceAfter": 4},
    "cell": {},
    "time": {"fontName": BOLD},
    "quiet": {"textColor": SOFT},
    "small": {"fontSize": 8, "leading": 11, "textColor": SOFT, "spaceBefore": 3},
    "figure": {"fontName": BOLD, "fontSize": 14, "leading": 17},
    "point": {"leftIndent": 10, "bulletIndent": 1, "spaceAfter": 2},
}


@functools.lru_cache(maxsize=1)
def register_faces() -> None:
    """Make the two faces known to reportlab, for as long as the process lives."""
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FACES.items():
        with as_file(files(__package__).joinpath("fonts", file)) as path:
            registerFont(TTFont(name, str(path)))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


@functools.cache
def style(name: str) -> Any:
    """The paragraph style of that name."""
    from reportlab.lib.styles import ParagraphStyle

    common = {"fontName": PLAIN, "bulletFontName": PLAIN, "fontSize": 9, "leading": 12, "textColor": INK}
    kept = {"keepWithNext": 1} if name == "day" else {}
    return ParagraphStyle(name, **(common | _STYLES[name] | kept))


def marked_up(text: str) -> str:
    """`text` as it may stand in a paragraph: escaped, composed, without characters that no paper shows."""
    shown = "".join(one for one in unicodedata.normalize("NFC", clean(text)) if unicodedata.category(one) != "Cf")
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br/>")


def paragraph(markup: str, name: str) -> Any:
    """A paragraph of that style; `markup` is reportlab's, with every text from outside through `marked_up`."""
    from reportlab.platypus import Paragraph

    return Paragraph(markup, style(name))


def cell_parts(texts: Iterable[tuple[str, str]]) -> list[list[Any]]:
    """Paragraphs of markup and style, in one list, or in several where one table row would be higher than a page."""
    parts: list[list[Any]] = [[]]
    n_lines = 0
    for markup, name in texts:
        more = 1 + len(markup) // _LETTERS
        if parts[-1] and n_lines + more > _MOST_LINES:
            parts.append([])
            n_lines = 0
        parts[-1].append(paragraph(markup, name))
        n_lines += more
    return parts


def ruled(rows: list[list[Any]], widths: tuple[float, ...], changed: tuple[int, ...] = ()) -> Any:
    """A table with a line below each row; rows at the positions `changed` have another ground."""
    from reportlab.platypus import Table, TableStyle

    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (0, -1), 2),
        *(("BACKGROUND", (0, row), (-1, row), MARK_WASH) for row in changed),
    ]
    return Table(rows, colWidths=widths, style=TableStyle(commands), hAlign="LEFT")
