"""Rebuilds the derived files of the demo: `python -m evaluation.demo_builder [FOLDER]`, by default `datasets/demo`."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from evaluation.demo_builder.judgements import grade_pairs, render_judgements
from evaluation.demo_builder.sources import read_source
from evaluation.demo_builder.workbook import render_workbook

DEFAULT_FOLDER = Path("datasets/demo")


def build(counterparts_csv: Path) -> dict[str, bytes]:
    """File name → bytes of every derived file of the demo.

    Args:
        counterparts_csv: The hand-edited list of counterparts; its ids are used.
    """
    with counterparts_csv.open(encoding="utf-8", newline="") as lines:
        counterparts = [row["id"] for row in csv.DictReader(lines)]
    judged = grade_pairs(read_source("judgements"), counterparts)
    return {
        "imprese.xlsx": render_workbook(read_source("workbook")),
        "judgements.csv": render_judgements(judged).encode(),
    }


def main() -> int:
    """Writes the derived files into the folder given as the only argument and says which."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER
    for name, content in build(folder / "counterparts.csv").items():
        (folder / name).write_bytes(content)
        sys.stderr.write(f"wrote {folder / name} ({len(content)} bytes)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
