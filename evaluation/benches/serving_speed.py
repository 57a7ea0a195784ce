"""How long one company waits for its list: every counterpart scored, the best ten explained, nothing else running.

    python -m evaluation.benches.serving_speed --data FOLDER

`FOLDER` holds `us-investments` and `counterpart-profiles`. The counterparts are all of the second; those that the first
knows by the same name have a past. Everything that is the same for every question is made before, and each company is
asked about once before it is timed. For a ranker with trees (`--model`) the second line sets features and scores of
1,000 pairs against what the trees alone take on as many rows, in the same run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np

from evaluation.benches.profiles_and_past import Deals, read_deals
from matcher.concepts import load_concepts, shipped_adaptation
from matcher.explain import Shown, explain
from matcher.features import Question
from matcher.importers import import_profiles
from matcher.language import load_messages
from matcher.learning import RecordReader, read_record
from matcher.matching import Programme, ask, choose, match_company
from matcher.model import Model, load_model
from matcher.profiles import Profile, ProfileKind
from matcher.sectors import load_taxonomy
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import Side
from models.encoders import Encoder, load_encoder

SPLIT = dt.date(2015, 1, 1)
SHOWN, ROWS = 10, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a service holds between two questions."""

    question: Question
    reader: RecordReader
    model: Model
    encoder: Encoder


def open_desk(deals: Deals, everybody: Sequence[Profile], model: Model, encoder: Encoder, n_companies: int) -> Desk:
    """A programme of the first companies of 2015 and all counterparts, with the deals before."""
    known = {profile.name: profile for profile in deals.counterparts}
    counterparts = {one.id: one for one in (known.get(profile.name, profile) for profile in everybody)}
    asked = [one for one in deals.startups if one.first_date is not None and one.first_date.year == SPLIT.year]
    programme = Programme(
        companies=tuple(sorted(asked, key=lambda one: one.id)[:n_companies]),
        counterparts=tuple(counterparts[key] for key in sorted(counterparts)),
        interactions=tuple(one for one in deals.interactions if one.date is not None and one.date < SPLIT),
        past=tuple(one for one in deals.startups if one.first_date is not None and one.first_date < SPLIT),
    )
    if model.past is None:
        raise SystemExit("the shipped model reads no past: there is nothing to measure")
    sides = (programme.companies, programme.counterparts)
    reader = read_record(model.past, *sides, programme.past, programme.interactions, encoder)
    if reader is None:
        raise SystemExit("no counterpart of the folder has a past: there is nothing to measure")
    adaptation = shipped_adaptation(encoder.id)
    question = ask(programme, encoder, load_taxonomy(), load_concepts(), adaptation, reader.record)
    return Desk(question=question, reader=reader, model=model, encoder=encoder)


def answer(desk: Desk, row: int) -> int:
    """One company's list with reasons, as a service would give it; how many it shows."""
    desk.reader.ready.lifts(desk.reader.company_rows[row : row + 1])
    matching = match_company(desk.question, desk.model.heads, row, frozenset())
    chosen = choose(matching, Side.STARTUPS, ShortlistConfig(top=SHOWN))[row]
    shown = [Shown(pair=int(pair), rank=rank) for rank, pair in enumerate(chosen, start=1)]
    messages, heads = load_messages("en"), desk.model.heads
    return len(explain(matching, heads, desk.encoder, load_taxonomy(), messages, shown, desk.reader))


def tree_times(desk: Desk, repeats: int) -> tuple[float, float] | None:
    """Seconds for features and scores of 1,000 pairs of one company, and for the trees alone on as many rows.

    None for a ranker without trees, such as the shipped one.
    """
    ready, ranker = desk.reader.ready, desk.reader.ready.ranker
    query = desk.reader.company_rows[:1]
    names, table = ready.prepared.features(query)
    rows = np.resize(table.reshape(-1, len(names)), (ROWS, len(names)))
    trees = ranker.trees
    if trees is None:
        return None
    whole = _seconds(lambda: ready.lifts(query), repeats) * ROWS / table.shape[1]
    return whole, _seconds(lambda: trees.score(rows), repeats)


def _seconds(call: Callable[[], object], repeats: int) -> float:
    """The median of so many calls, after one that is not counted."""
    taken = []
    for _ in range(repeats + 1):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return median(taken[1:])


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints milliseconds for one company, and the ratio for 1,000 pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--companies", type=int, default=20)
    parser.add_argument("--model", type=Path, help="folder of a trained ranker; by default the shipped one")
    options = parser.parse_args(arguments)
    profiles = options.data / "counterpart-profiles" / "counterparts.csv"
    everybody = import_profiles(profiles, default_kind=ProfileKind.INVESTOR, lenient=True).profiles
    desk = open_desk(
        read_deals(options.data), everybody, load_model(options.model), load_encoder(threads=1), options.companies
    )
    taken = [_seconds(partial(answer, desk, row), 1) for row in range(options.companies)]
    n_counterparts, n_judged = len(desk.question.counterparts), int(desk.reader.record.known.sum())
    sys.stdout.write(
        f"1 company × {n_counterparts} counterparts ({n_judged} judged by their past), {SHOWN} explained: median "
        f"{1000 * median(taken):.0f} ms, slowest {1000 * max(taken):.0f} ms over {options.companies} companies\n"
    )
    times = tree_times(desk, 20)
    if times is None:
        sys.stdout.write("this ranker has no trees to compare with; --model FOLDER takes one that has\n")
        return
    whole, alone = times
    sys.stdout.write(
        f"features and scores of {ROWS} pairs {1000 * whole:.1f} ms, the trees alone {1000 * alone:.1f} ms: "
        f"{whole / alone:.2f} times\n"
    )


if __name__ == "__main__":
    main()
