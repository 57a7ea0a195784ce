"""Yes and no as people tick them in spreadsheets."""

from __future__ import annotations

from matcher.importers.grammar.failure import Unreadable

_TRUE = frozenset({"sì", "si", "s", "sì.", "x", "✓", "✔", "☑", "✅", "yes", "y", "true", "vero", "v", "1", "on", "ok"})
_FALSE = frozenset({"no", "n", "no.", "✗", "✘", "☐", "❌", "false", "falso", "f", "0", "off", ""})
_ACCEPTED = "sì, no, x, ✓, yes, vero, falso, 1, 0"


def parse_boolean(text: str) -> bool | Unreadable:
    """Whether a tick says yes; an empty cell in a column of ticks says no.

    >>> parse_boolean("Sì"), parse_boolean("x"), parse_boolean("falso")
    (True, True, False)
    """
    # An accent typed as an apostrophe ("si'") is the commonest Italian spelling without an accented key.
    folded = text.strip().casefold().replace("si'", "sì").replace("si’", "sì").replace("sì'", "sì")
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    return Unreadable(code="unreadable_boolean", message="this is neither yes nor no", accepted=_ACCEPTED)
