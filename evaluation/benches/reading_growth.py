"""Whether reading grows as the text does: the least seconds for a text of twice the length, as a ratio to the single.

`python -m evaluation.benches.reading_growth` tries the texts that a pattern which goes back over what it read would be
slow on. 2 is what a reader that never goes back takes, 4 one that does. Single and double take turns and the least time
of each counts, so that a busy machine slows both alike. A ratio above `LIMIT` ends it with status 1.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

from matcher.limits import read_limits
from matcher.sectors import load_taxonomy
from matcher.text import split_sentences

LIMIT = 3.0
"""The highest ratio that is taken for linear: half way between twice and four times."""

N_CHARACTERS = 50_000
N_TURNS = 3

PIECES = {
    "limits": (
        "We invest in Norwegian founders with $1M ARR at seed, no hardware. ",
        "US, ",
        "us-",
        "1,",
        "$1M-",
        "seed to ",
        "Series A, ",
        "women and ",
        "do not do ",
        "invest in Norway ",
        "US a fund ",
        "not invest in a, ",
        "- ",
    ),
    "sentences": (" ", "a. ", "x", "\n "),
    "sectors": ("We grow grapes and make wine with sensors and drones. ", "agri", "machine learning "),
}
"""What is repeated, by who reads it."""


def growth(read: Callable[[str], object], piece: str, n_characters: int = N_CHARACTERS, turns: int = N_TURNS) -> float:
    """The least CPU seconds of `read` for `2 * n_characters` of repeated `piece`, over those for `n_characters`.

    Every turn reads a text of its own, so that a reader which remembers its answers has to read again.
    """
    texts = [(piece * (n // len(piece) + 1))[:n] for n in (n_characters, 2 * n_characters)]
    least = [float("inf")] * len(texts)
    for turn in range(turns):
        for place, text in enumerate(texts):
            unseen = f"{turn} {text}"
            start = time.process_time()
            read(unseen)
            least[place] = min(least[place], time.process_time() - start)
    return least[1] / least[0]


def readers() -> Mapping[str, Callable[[str], object]]:
    """Who reads, by the name that `PIECES` has."""
    return {"limits": read_limits, "sentences": split_sentences, "sectors": load_taxonomy().mentions}


def main() -> int:
    """Prints the ratio of each reader and piece; 1 when one is above `LIMIT`."""
    highest = 0.0
    for name, read in readers().items():
        for piece in PIECES[name]:
            ratio = growth(read, piece)
            highest = max(highest, ratio)
            sys.stdout.write(f"{name:9}  {ratio:5.2f}  {piece!r}\n")
    sys.stdout.write(f"highest    {highest:5.2f}  (2 is linear, at most {LIMIT})\n")
    return int(highest > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
