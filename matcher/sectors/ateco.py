"""ATECO and NACE codes of economic activity, read in whatever form chambers of commerce send them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.sectors.sector import Edition

EDITIONS: tuple[Edition, ...] = ("2007", "2025")
_LONGEST_DIGITS = 6
_CODE = re.compile(
    r"""^\s*(?P<word>(?:codic[ei]\s+|cod\.?\s*)?(?:ateco|nace)\s*
          (?P<edition>rev\.?\s*2\.1|rev\.?\s*2|2007|2022|2025)?\s*[:\-–.]?\s*)?
        (?:(?P<section>[A-V])[\s.]?)?
        (?P<digits>\d{6}|\d{2}(?:\.\d{1,2}){0,3}|\d{3,5})
        (?=$|[\s,;:)\-–])""",
    re.IGNORECASE | re.VERBOSE,
)
# First and last division of each section in either edition: "K-12" and "M25" are no codes, "C28" is.
_SECTIONS = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47), "H": (49, 53),
    "I": (55, 56), "J": (58, 63), "K": (61, 66), "L": (64, 68), "M": (68, 75), "N": (69, 82), "O": (77, 84),
    "P": (84, 85), "Q": (85, 88), "R": (86, 93), "S": (90, 96), "T": (94, 98), "U": (97, 99), "V": (99, 99),
}  # fmt: skip
_NEW_EDITION = re.compile(r"2025|2\.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtecoCode:
    """A code at the start of a label: `digits` without dots, the edition if it is said, the `rest` of the label."""

    digits: str
    edition: Edition | None
    rest: str


def find_code(label: str) -> AtecoCode | None:
    """The ATECO or NACE code a label starts with ("62.01", "C28.29", "ATECO 2025 62.10 - Programmazione"), or None.

    Two digits alone ("62"), or three to five without dots, count only after the word ATECO or NACE or a section letter.
    """
    found = _CODE.match(label)
    if found is None:
        return None
    written = found["digits"]
    first, last = _SECTIONS[found["section"].upper()] if found["section"] else (1, 99)
    if not first <= int(written[:2]) <= last:
        return None
    if not (found["word"] or found["section"] or "." in written or len(written) == _LONGEST_DIGITS):
        return None
    edition: Edition | None = None
    if found["edition"]:
        edition = "2025" if _NEW_EDITION.search(found["edition"]) else "2007"
    return AtecoCode(digits=written.replace(".", ""), edition=edition, rest=label[found.end() :].strip(" -–:,"))


class AtecoTable:
    """Sectors by prefix of a code, for both editions; a longer prefix wins over a shorter one."""

    def __init__(self, rows: Iterable[tuple[Edition, str, tuple[str, ...]]]) -> None:
        self._codes: Mapping[Edition, dict[str, tuple[str, ...]]] = {edition: {} for edition in EDITIONS}
        for edition, prefix, codes in rows:
            self._codes[edition][prefix] = codes

    def sectors(self, digits: str, edition: Edition | None) -> tuple[str, ...]:
        """The sectors of a code, sorted; () for an unknown division.

        Without an edition both are asked: the one that knows a longer prefix of the code decides, and when they know
        equally much but disagree the answer is what either says.
        """
        asked = EDITIONS if edition is None else (edition,)
        answers = [self._longest(digits, one) for one in asked]
        longest = max(length for length, _ in answers)
        return tuple(sorted({code for length, codes in answers if length == longest for code in codes}))

    def _longest(self, digits: str, edition: Edition) -> tuple[int, tuple[str, ...]]:
        table = self._codes[edition]
        for length in range(len(digits), 1, -1):
            codes = table.get(digits[:length])
            if codes is not None:
                return length, codes
        return 0, ()
