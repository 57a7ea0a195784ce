"""How much of the sector strings in a folder of benchmark folders the taxonomy understands, without embeddings.

    python -m evaluation.benches.sector_coverage DATA [--unmatched]

DATA is a folder of benchmark folders. Every cell of the column `sectors` in `startups.csv` and `counterparts.csv` is
cut at ";" (in `italian-startups` at "," too), and each string is one occurrence. *mapped* is the share with at least
one sector or standing for all of them; *with sector* the share with at least one sector, the rest of the mapped being
"sector agnostic"; *no sector* the share known to name no sector ("B2B", "other"), which stays in the denominator of
*mapped* and leaves that of *mapped of sectors*.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from matcher.sectors import SectorTaxonomy, load_taxonomy

_FILES = ("startups.csv", "counterparts.csv")
_COMMA_FOLDERS = frozenset({"italian-startups"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts of occurrences of sector strings in one file, or in all of them."""

    place: str
    strings: int
    occurrences: int
    with_sector: int
    agnostic: int
    no_sector: int

    @property
    def mapped(self) -> float:
        """Share of occurrences, in [0, 1], with a sector or standing for all; NaN without occurrences."""
        return (self.with_sector + self.agnostic) / self.occurrences if self.occurrences else float("nan")

    @property
    def mapped_of_sectors(self) -> float:
        """As `mapped`, among the strings that may name a sector at all."""
        named = self.occurrences - self.no_sector
        return (self.with_sector + self.agnostic) / named if named else float("nan")

    def line(self) -> str:
        """One row of the printed table."""
        share = 1 / self.occurrences if self.occurrences else float("nan")
        return (
            f"{self.place:42} {self.strings:7} {self.occurrences:11} {self.mapped:7.2%}"
            f" {self.with_sector * share:11.2%} {self.no_sector * share:9.2%} {self.mapped_of_sectors:17.2%}"
        )


def read_strings(path: Path) -> Counter[str]:
    """The sector strings of one file with their occurrences."""
    breaks = re.compile(r"[;,]" if path.parent.name in _COMMA_FOLDERS else ";")
    with path.open(encoding="utf-8", newline="") as stream:
        cells = [row.get("sectors") or "" for row in csv.DictReader(stream)]
    return Counter(part.strip() for cell in cells for part in breaks.split(cell) if part.strip())


def measure(place: str, strings: Counter[str], taxonomy: SectorTaxonomy) -> Coverage:
    """How many occurrences are understood, and as what."""
    counts: Counter[str] = Counter()
    for string, n_times in strings.items():
        cell = taxonomy.match_cell(string)
        is_no_sector = not cell.unmatched and not cell.agnostic
        kind = "sector" if cell.codes else "agnostic" if cell.agnostic else "no_sector" if is_no_sector else "unmatched"
        counts[kind] += n_times
    return Coverage(
        place=place,
        strings=len(strings),
        occurrences=strings.total(),
        with_sector=counts["sector"],
        agnostic=counts["agnostic"],
        no_sector=counts["no_sector"],
    )


def find_files(root: Path) -> list[Path]:
    """The profile files of every benchmark folder under `root`, sorted."""
    return sorted(path for name in _FILES for path in root.glob(f"*/{name}"))


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 when there is nothing to measure."""
    parser = argparse.ArgumentParser(description="Share of sector strings the taxonomy understands, per file.")
    parser.add_argument("root", type=Path, help="folder of benchmark folders")
    parser.add_argument("--unmatched", action="store_true", help="list the strings that are not understood")
    options = parser.parse_args(arguments)
    files = find_files(options.root)
    if not files:
        sys.stderr.write(f"no */startups.csv or */counterparts.csv under {options.root}\n")
        return 1
    taxonomy = load_taxonomy()
    strings = {f"{path.parent.name}/{path.name}": read_strings(path) for path in files}
    total: Counter[str] = Counter()
    sys.stdout.write(f"{'file':42} strings occurrences  mapped with sector no sector mapped of sectors\n")
    for place, counted in strings.items():
        total += counted
        sys.stdout.write(f"{measure(place, counted, taxonomy).line()}\n")
    sys.stdout.write(f"{measure('all', total, taxonomy).line()}\n")
    if options.unmatched:
        _list_unmatched(total, taxonomy)
    return 0


def _list_unmatched(strings: Counter[str], taxonomy: SectorTaxonomy) -> None:
    for string, n_times in strings.most_common():
        if taxonomy.match_cell(string).unmatched:
            sys.stdout.write(f"{n_times:6}  {string}\n")


if __name__ == "__main__":
    sys.exit(main())
