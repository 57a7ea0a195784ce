"""Which cells say nothing, and how any cell becomes tidy text."""

from __future__ import annotations

import datetime
import re
import unicodedata

from matcher.importers.tables import Cell

PLACEHOLDERS = frozenset(
    {
        "-",
        "--",
        "---",
        "–",
        "—",
        "_",
        "/",
        "//",
        ".",
        "..",
        "...",
        "…",
        "?",
        "??",
        "n.d.",
        "n.d",
        "nd",
        "n/d",
        "n.a.",
        "n.a",
        "na",
        "n/a",
        "#n/a",
        "#n/d",
        "#nd",
        "#valore!",
        "#value!",
        "#ref!",
        "#rif!",
        "#div/0!",
        "#name?",
        "#nome?",
        "n.p.",
        "n.c.",
        "nan",
        "null",
        "none",
        "nil",
        "nat",
        "tbd",
        "t.b.d.",
        "tba",
        "to be defined",
        "to be determined",
        "not available",
        "not applicable",
        "not specified",
        "unknown",
        "da definire",
        "da definirsi",
        "da determinare",
        "da comunicare",
        "non disponibile",
        "non noto",
        "non specificato",
        "non applicabile",
        "non indicato",
        "non pervenuto",
        "sconosciuto",
        "vuoto",
        "nessuno",
        "nessuna",
        "niente",
        "vedi sito",
        "vedi sito web",
        "vedi sopra",
        "vedi allegato",
        "see website",
        "see above",
        "see attached",
        "non so",
        "non saprei",
    }
)
"""Texts, in lower case, that stand for an empty cell."""

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\s*\n\s*")


def clean_text(text: str) -> str:
    r"""Text in one tidy form: NFC, one space between words, no invisible characters, no space around line breaks.

    Idempotent. Line breaks stay as single `\n`.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    text = _BLANK_LINES.sub("\n", _BLANKS.sub(" ", text)).strip()
    return unicodedata.normalize("NFC", text)


def is_placeholder(text: str) -> bool:
    """True for texts such as "n.d.", "N/A", "-" or "da definire"; True for "" too."""
    return not text or text.strip().casefold() in PLACEHOLDERS


def is_blank(cell: Cell) -> bool:
    """True for None, NaN, and text that is empty or made of white space. A placeholder ("n.d.") is not blank."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not clean_text(cell)
    return isinstance(cell, float) and cell != cell


def cell_text(cell: Cell) -> str:
    """The cell as tidy text: whole floats without ".0", dates as ISO, True and False as "yes" and "no", None as ""."""
    if is_blank(cell):
        return ""
    if isinstance(cell, str):
        return clean_text(cell)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ") if cell.time() != datetime.time() else cell.date().isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)
