"""A document as one HTML page for screens of any width and for paper: no script, no request to anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from evaluation.report.blocks import Document, Figure
from evaluation.report.extra import needs_extra

TEMPLATE = "report.html.j2"


def to_html(document: Document, drawings: Mapping[str, str]) -> str:
    """The page. Text is escaped; `drawings`, `<svg>` elements by the name of their figure, go in as they are.

    Raises:
        KeyError: a figure of the document has no drawing.
        MissingExtra: jinja2 is not installed.
    """
    with needs_extra():
        from jinja2 import Environment, StrictUndefined
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files(__package__).joinpath(TEMPLATE).read_text(encoding="utf-8"))
    environment.filters["apart"] = _apart
    blocks = [block for section in document.sections for block in section.blocks]
    wanted = [block.name for block in blocks if isinstance(block, Figure)]
    return template.render(document=document, drawings={name: drawings[name] for name in wanted}) + "\n"


def _apart(cell: str) -> tuple[str, str]:
    """A figure and the interval behind it, empty where there is none.

    >>> _apart("0.174 (0.162–0.187)")
    ('0.174', '(0.162–0.187)')
    """
    figure, _, interval = cell.partition(" (")
    return figure, f"({interval}" if interval else ""
