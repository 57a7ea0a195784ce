"""What kind of party a row describes: its own words first, then the table's default, then size and age."""

from __future__ import annotations

import datetime
import re

from matcher.importers.fields import Field
from matcher.importers.grammar import Unreadable, cell_text, parse_year
from matcher.importers.row_reader import RowReader
from matcher.importers.vocabulary import find_kind
from matcher.importers.vocabulary.kinds import KINDS_ACCEPTED
from matcher.profiles import ProfileKind

SME_STAFF = 50
SME_FOUNDED_UNTIL = 2000
_MATURE_WORDS = re.compile(
    r"\b(?:azienda (?:familiare|storica)|impresa (?:familiare|storica|artigiana)|family[- ](?:owned|run|business)|"
    r"(?:seconda|terza|quarta|second|third|fourth)[- ](?:generazione|generation)|"
    r"(?:dal|since|fondata nel|founded in) 19\d\d|pmi)\b",
    re.IGNORECASE,
)


def read_kind(reader: RowReader, default_kind: ProfileKind) -> ProfileKind:
    """The kind of a row.

    A cell that names a kind decides; ticks for "startup innovativa" or "PMI innovativa" come next. Otherwise the
    table's default holds, except that a company without a stage is an SME when it has 50 staff or more, was founded
    in 2000 or before, or says so ("azienda familiare", "since 1965").
    """
    for column, cell in reader.filled(Field.KIND):
        kind = find_kind(cell_text(cell))
        if kind is not None:
            return kind
        message = f"this names no kind of party: {default_kind.value!r} was taken. Known: {KINDS_ACCEPTED}"
        reader.warn("unknown_kind", message, column, cell_text(cell))
    if reader.ticked(Field.INNOVATIVE_SME):
        return ProfileKind.SME
    if default_kind is not ProfileKind.STARTUP or reader.ticked(Field.INNOVATIVE_STARTUP):
        return default_kind
    return ProfileKind.SME if not reader.filled(Field.STAGE) and _is_mature(reader) else ProfileKind.STARTUP


def _is_mature(reader: RowReader) -> bool:
    staff = next((cell for _, cell in reader.filled(Field.EMPLOYEES)), None)
    if isinstance(staff, int | float) and staff >= SME_STAFF:
        return True
    digits = re.match(r"\D*(\d{1,6})", cell_text(staff).replace(".", "")) if isinstance(staff, str) else None
    if digits and int(digits[1]) >= SME_STAFF:
        return True
    for _, cell in reader.filled(Field.FOUNDED)[:1]:
        year = cell.year if isinstance(cell, datetime.date) else parse_year(cell_text(cell))
        if not isinstance(year, Unreadable) and year <= SME_FOUNDED_UNTIL:
            return True
    return any(_MATURE_WORDS.search(cell_text(cell)) for _, cell in reader.filled(Field.DESCRIPTION))
