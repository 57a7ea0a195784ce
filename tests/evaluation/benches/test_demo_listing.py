"""Lists of the demo's pairs: a longer one never lists less, and the table says what was counted."""

from pathlib import Path

from evaluation.benches.demo_listing import Row, markdown, measure
from models.encoders import HashingEncoder

DEMO = Path(__file__).resolve().parents[3] / "datasets" / "demo"


def test_every_candidate_is_listed_in_the_last_row() -> None:
    one, every = measure(DEMO, HashingEncoder(64), least_scores=(0.1,), time_limit=0.5)
    assert one.n_pairs == sum(one.listed)
    assert every.n_pairs == sum(every.listed) > one.n_pairs
    assert sum(one.met) <= one.n_pairs


def test_a_row_is_one_line() -> None:
    row = Row(name="0.1", n_pairs=6, breadth=1, listed=(1, 2, 3), score=1.5, gap=0.01, n_unmet=0, met=(1, 1, 0))
    assert markdown([row]).splitlines()[-1] == "| 0.1 | 6 | 1 | 1, 2, 3 | 1.50 | 1.00% | 0 | 1, 1, 0 |"
