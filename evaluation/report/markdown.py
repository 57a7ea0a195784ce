"""A document as Markdown (GitHub's): every paragraph and table; drawings are left to the HTML page."""

from __future__ import annotations

import re

from evaluation.report.blocks import Block, Document, Figure, Heading, Paragraph, Table

_MARKS = re.compile(r"([\\`*_\[\]|~#])")


def to_markdown(document: Document) -> str:
    """The page as text; what names and descriptions hold is shown as written, never as markup."""
    lines = [f"# {_text(document.title)}", _text(document.subtitle)]
    lines.append("\n".join(f"- **{_text(each.value)}** {_text(each.meaning)}" for each in document.headlines))
    lines += [_block(each) for each in document.summary]
    for section in document.sections:
        lines.append(f"## {_text(section.title)}")
        lines += [_block(each) for each in section.blocks if not isinstance(each, Figure)]
    return "\n\n".join(lines) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"### {_text(block.text)}"
    if isinstance(block, Paragraph):
        return f"**{_text(block.lead)}.** {_text(block.text)}" if block.lead else _text(block.text)
    if isinstance(block, Table):
        return _table(block)
    return ""


def _table(table: Table) -> str:
    rules = ["---" if number < table.n_text else "---:" for number in range(len(table.columns))]
    rows = [
        [f"**{_text(cell)}**" if number in table.strong and cell else _text(cell) for cell in row]
        for number, row in enumerate(table.rows)
    ]
    lines = [_line([_text(cell) for cell in table.columns]), _line(rules), *map(_line, rows)]
    return f"*{_text(table.caption)}*\n\n" + "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(written: str) -> str:
    """One line of plain text, its marks escaped."""
    plain = _MARKS.sub(r"\\\1", " ".join(written.split()))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
