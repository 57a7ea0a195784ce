"""Which score of two interests finds the pairs that both want? On events where both sides rated everyone they met.

    python -m evaluation.benches.two_sided --data FOLDER [--json FILE]

`two-sided-events/ratings.csv` of the folder holds one row per pair that met: `event`, `side_a`, `side_b`, both ratings
(0 to 10 or nothing) and both decisions (0 or 1). Half of each person's pairs are hidden, both interests in them are
predicted from the other half, and every score orders each person's hidden partners, is held against what happened, and
fills agendas in which nobody has more than one, two or three meetings. Printed as Markdown; two runs with the same seed
print the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.mutual.comparison import compare_forms
from evaluation.mutual.tables import measure, to_json, to_markdown
from evaluation.stats import DRAWS
from evaluation.two_sided import Event, read_events

FOLDER = "two-sided-events"
SEED = 0
N_SPLITS = 10


def describe(events: Sequence[Event], seed: int, n_splits: int) -> dict[str, object]:
    """What is measured, in figures."""
    return {
        "n_events": len(events),
        "n_people": sum(len(event.a_ids) + len(event.b_ids) for event in events),
        "n_pairs": sum(int(event.met.sum()) for event in events),
        "n_mutual": sum(int(event.mutual.sum()) for event in events),
        "n_splits": n_splits,
        "seed": seed,
        "draws": DRAWS,
    }


def sentence(described: dict[str, object]) -> str:
    """What is measured, in words."""
    return (
        "{n_events} events, {n_people} people, {n_pairs} pairs that met, {n_mutual} with two yeses. Means over "
        "{n_splits} splits into halves (seed {seed}); 95 % bootstrap intervals over events ({draws} draws)."
    ).format(**described)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help=f"folder with {FOLDER}")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--splits", type=int, default=N_SPLITS)
    options = parser.parse_args(arguments)
    if options.splits < 1:
        parser.error(f"--splits {options.splits} gives no figure; give 1 or more")
    events = read_events(options.data / FOLDER)
    comparison = compare_forms(events, options.seed, options.splits)
    measured = measure(comparison, options.seed)
    described = describe(events, options.seed, options.splits)
    sys.stdout.write(to_markdown(comparison, measured, sentence(described)))
    if options.json:
        options.json.write_text(to_json(comparison, measured, described), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
