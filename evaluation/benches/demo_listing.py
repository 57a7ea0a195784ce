"""What lists of pairs do to the agenda of the demo: their size, its worth, and who meets whom by the graded pairs.

    python -m evaluation.benches.demo_listing

One row for each least score of a listed pair, and one for an agenda that may use every candidate. Grades are those of
`datasets/demo/judgements.csv` (2 should meet, 1 acceptable, 0 no): how many pairs of each are listed and meet.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.benches.demo_quality import DEMO, Judgements, read_judgements
from matcher.agenda.problem import Pair, Problem
from matcher.agenda.programme import build_problem, know_parties, read_event
from matcher.agenda.programme.event_plan import Listing
from matcher.agenda.programme.scores import worth
from matcher.agenda.programme.wishes import Wishes
from matcher.agenda.solver import TIME_LIMIT, solve_problem
from matcher.importers import import_preferences
from matcher.model import load_model
from matcher.pipeline import ShortlistRequest, match_files
from matcher.programme import scored_pairs
from models.encoders import Encoder, load_encoder

LEAST_SCORES = (0.0, 0.02, 0.05, 0.1, 0.2)
GRADES = (2, 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A list and its agenda; `listed` and `met` count pairs by grade, 2, 1 and 0."""

    name: str
    n_pairs: int
    breadth: int
    listed: tuple[int, ...]
    score: float
    gap: float
    n_unmet: int
    met: tuple[int, ...]


def measure(
    folder: Path, encoder: Encoder, least_scores: Iterable[float] = LEAST_SCORES, time_limit: float = TIME_LIMIT
) -> tuple[Row, ...]:
    """The rows for the demo in `folder`; `time_limit` is in seconds for each agenda."""
    request = ShortlistRequest(
        startups=folder / "imprese.xlsx",
        counterparts=folder / "counterparts.csv",
        history=folder / "interactions.csv",
        past=folder / "alumni.csv",
    )
    found = match_files(request, load_model(), encoder)
    scored = scored_pairs(found.matching)
    parties = know_parties(found.programme.companies, found.programme.counterparts, found.merged_ids)
    plan, wishes = read_event(folder / "event.toml"), import_preferences(folder / "preferences.csv")
    grades = read_judgements(folder / "judgements.csv")
    lists = {}
    for least in least_scores:
        limited = replace(plan, listing=Listing(least_score=least))
        lists[least] = build_problem(limited, parties, scored, wishes.preferences, wishes.presences)
    rows = [
        _row(f"{least:g}", built.problem, built.listed.breadth, grades, time_limit) for least, built in lists.items()
    ]
    every = _with_every_pair(
        next(iter(lists.values())).problem, worth(scored, Wishes(eager={}, sources={}, available={}))
    )
    return (*rows, _row("every candidate", every, 0, grades, time_limit))


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table."""
    lines = [
        "| least score | pairs | breadth | listed 2, 1, 0 | score | gap | unmet | meet 2, 1, 0 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        listed, met = (", ".join(map(str, counts)) for counts in (row.listed, row.met))
        lines.append(
            f"| {row.name} | {row.n_pairs} | {row.breadth or '–'} | {listed} | {row.score:.2f} | {row.gap:.2%} | "
            f"{row.n_unmet} | {met} |"
        )
    return "\n".join(lines) + "\n"


def _with_every_pair(problem: Problem, scores: dict[tuple[str, str], float]) -> Problem:
    """The problem with every candidate; those that were listed keep their scores, which wishes may have raised."""
    listed = {(pair.a, pair.b) for pair in problem.pairs} | set(problem.forbidden)
    more = tuple(Pair(a=a, b=b, score=score) for (a, b), score in sorted(scores.items()) if (a, b) not in listed)
    return replace(problem, pairs=problem.pairs + more)


def _row(name: str, problem: Problem, breadth: int, grades: Judgements, time_limit: float) -> Row:
    agenda = solve_problem(problem, time_limit=time_limit)
    listed = Counter(grades[pair.a, pair.b] for pair in problem.pairs)
    companies = {company for company, _ in grades}
    met = Counter(grades[(one.a, one.b) if one.a in companies else (one.b, one.a)] for one in agenda.meetings)
    return Row(
        name=name,
        n_pairs=len(problem.pairs),
        breadth=breadth,
        listed=tuple(listed[grade] for grade in GRADES),
        score=agenda.score,
        gap=agenda.gap or 0.0,
        n_unmet=len(agenda.unmet),
        met=tuple(met[grade] for grade in GRADES),
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEMO)
    sys.stdout.write(markdown(measure(parser.parse_args().data, load_encoder())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
