"""A report as text, before it becomes a page: sections of paragraphs, headings, tables and figures.

Both pages are written from the same blocks, so that no table is in one and not in the other. Text is plain: a page
escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Text; `lead` is a word or two in front of it that a reader finds it by."""

    text: str
    lead: str = ""
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a section."""

    text: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Columns and rows of text. The first `n_text` columns hold words, the others figures; `strong` rows stand out."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_text: int = 1
    strong: frozenset[int] = frozenset()
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing by its name; the caption says what it shows to whom cannot see it. Markdown leaves it out."""

    name: str
    caption: str
    kind: ClassVar[str] = "figure"


Block = Paragraph | Heading | Table | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report; `anchor` names it in addresses."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A figure to read first: its value as text and what it means."""

    value: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report; `summary` are the paragraphs that stand before everything."""

    title: str
    subtitle: str
    headlines: tuple[Headline, ...]
    summary: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
