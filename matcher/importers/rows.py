"""The rows of a sheet that hold parties, told apart from titles, repeated headers, totals, notes and blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from matcher.importers.fields import Field
from matcher.importers.grammar import cell_text, is_blank
from matcher.importers.headers import Match, known_field, read_header
from matcher.importers.questions import LONGEST_QUESTION
from matcher.importers.tables import Cell, Table
from matcher.importers.vocabulary import fold

HEADER_SEARCH_ROWS = 40
"""The header is looked for in so many first rows of a sheet."""

_TOTAL_WORDS = frozenset(
    {
        "totale",
        "totali",
        "total",
        "totals",
        "tot",
        "subtotale",
        "subtotal",
        "sub totale",
        "somma",
        "sum",
        "media",
        "average",
        "mean",
        "grand total",
        "totale generale",
        "totale complessivo",
        "totale aziende",
        "totale imprese",
        "totale complessivo aziende",
        "totale adesioni",
        "totale iscritti",
        "totale partecipanti",
        "numero aziende",
        "numero imprese",
        "numero adesioni",
    }
)
_NOTE = re.compile(
    r"^(?:\*|†|¹|\(|\[|©|(?:nota|note|n\.?b\.?|fonte|source|legenda|legend|avvertenza)\s*[:\-–]|"
    r"aggiornat[oaie] (?:al|il)\b|updated (?:on|at|in)\b|(?:i )?dati (?:aggiornati|forniti|comunicati|riferiti|al)\b|"
    r"elaborazion[ei] (?:su|a cura|dati)\b|elenco (?:delle|dei|degli|aggiornato)\b|per informazioni\b|il presente\b|"
    r"all rights\b|(?:pagina|page) \d)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(.*?)\s*[:=]\s*[\d.,]+")
_SENTENCE_LENGTH = 60
_SENTENCE_WORDS = 6


class RowKind(StrEnum):
    """What a row under the header is."""

    PARTY = "party"
    BLANK = "blank_row"
    REPEATED_HEADER = "repeated_header"
    TOTAL = "totals_row"
    NOTE = "note_row"
    SECTION = "section_row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the header of a table stands: `position` in `Table.rows`, and its cells as text, one per column."""

    position: int
    texts: tuple[str, ...]


_NAMES = frozenset({Field.NAME, Field.LAST_NAME, Field.STARTUP_ID, Field.COUNTERPART_ID, Field.PARTY})


def _n_known(row: tuple[Cell, ...], table: str) -> tuple[int, bool]:
    """How many different fields the cells of a row name outright or ask for, and whether a name or id is among them.

    A name that is only part of its header ("Ragione sociale impresa") is one beside two other fields.
    """
    known, contained = set[Field](), set[Field]()
    for cell in row:
        if isinstance(cell, str) and 0 < len(cell) <= LONGEST_QUESTION:
            reading = read_header(cell_text(cell), table)
            if reading.field is not None and reading.match in (Match.SYNONYM, Match.QUESTION):
                known.add(reading.field)
            elif reading.field is not None and reading.match is Match.CONTAINED:
                contained.add(reading.field)
    return len(known), bool(known & _NAMES or (len(known) >= 2 and contained & _NAMES))


def find_header(sheet: Table, table: str = "profile") -> Header | None:
    """The row that names most known columns, the first at a tie; None if no row names a name column.

    A single known header is enough where the row has no other cell ("Ragione sociale" over a plain list).
    """
    best: tuple[int, int] | None = None
    for position, row in enumerate(sheet.rows[:HEADER_SEARCH_ROWS]):
        n_known, has_name = _n_known(row, table)
        n_cells = len({cell_text(cell) for cell in row if not is_blank(cell)})
        enough = n_known >= 2 or (n_known == 1 and n_cells <= 2)
        if enough and has_name and (best is None or n_known > best[0]):
            best = (n_known, position)
    if best is None:
        return None
    return Header(position=best[1], texts=tuple(cell_text(cell) for cell in sheet.rows[best[1]]))


def classify_row(row: tuple[Cell, ...], fields: tuple[Field | None, ...]) -> RowKind:
    """What a row under the header is, given the field of each column (None for ignored columns).

    A total is a row whose only words are "Totale", "Total" … beside numbers, or "Totale: 38" in one cell. A repeated
    header is a row where all filled cells, or half of them and at least three, name the field of their own column. A
    note is one cell alone that reads like a remark; a section is one text merged over three columns or more, and at
    least half of them.
    """
    filled = [(position, cell) for position, cell in enumerate(row) if not is_blank(cell)]
    if not filled:
        return RowKind.BLANK
    texts = [cell_text(cell) for _, cell in filled]
    if len(set(texts)) == 1 and isinstance(filled[0][1], str) and len(filled) >= max(3, (len(fields) + 1) // 2):
        return RowKind.SECTION
    if _is_total(filled):
        return RowKind.TOTAL
    if _is_repeated_header(filled, fields):
        return RowKind.REPEATED_HEADER
    if len(filled) == 1 and len(fields) >= 2 and _is_note(texts[0]):
        return RowKind.NOTE
    return RowKind.PARTY


def _is_total(filled: list[tuple[int, Cell]]) -> bool:
    words = [text for _, cell in filled if isinstance(cell, str) and re.search(r"[^\W\d]", text := cell_text(cell))]
    words = [text for text in words if not re.fullmatch(r"[\d.,\s'€$£%-]+(?:k|mln|m|eur|euro|usd)?", text.casefold())]
    if len(words) != 1:
        return False
    label, counted = (match[1], True) if (match := _COUNT.fullmatch(words[0])) else (words[0], len(filled) > 1)
    folded = fold(label)
    return folded in _TOTAL_WORDS and (counted or folded.startswith(("totale ", "totali", "subtot", "grand ")))


def _is_repeated_header(filled: list[tuple[int, Cell]], fields: tuple[Field | None, ...]) -> bool:
    n_same = 0
    for position, cell in filled:
        field = fields[position] if position < len(fields) else None
        if field is not None and isinstance(cell, str) and len(cell) <= 60:
            named = known_field(cell)
            n_same += named is not None and _same_column(named, field)
    return (n_same >= 3 and 2 * n_same >= len(filled)) or (n_same == len(filled) >= 2)


def _same_column(named: Field, field: Field) -> bool:
    alike = ({Field.STAGE, Field.STAGES}, {Field.COUNTRY, Field.COUNTRIES})
    return named == field or any({named, field} <= pair for pair in alike)


def _is_note(text: str) -> bool:
    """True for a remark; a name alone in its row ("Alfa S.r.l.") is a party, so only long sentences end in a point."""
    is_sentence = text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS
    return bool(_NOTE.match(text)) or len(text) > _SENTENCE_LENGTH or is_sentence or text.endswith(":")
