"""A report small enough to work out by hand, with names that would break a page."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.benchmark import Benchmark, parse_benchmark
from evaluation.report import FutureCheck, Provenance, Report, ReportInputs, ShuffleCheck, build_report
from evaluation.splits import Task, temporal_task
from evaluation.stats import Interval

STARTUPS = """\
id,name,description,sectors,country,region,city,founded,stage,first_date
p1,Past,Old robots,Robotics,Italy,Lazio,Roma,2010,seed,2014-01-01
p2,Gone,Old loans,Fintech,Italy,Lazio,Roma,2010,seed,2015-01-01
p3,Over,Old wine,Wine,Italy,Lazio,Roma,2010,seed,2015-02-01
q1,<script>alert(1)</script>,We make robots,Robotics; Wine,Italy,Tuscany,Siena,2014-05-01,pre_seed,2016-01-01
q2,Two | Three,Prestiti per gli studenti e per le famiglie,Fintech,Italy,Lazio,,1985,seed,2016-02-01
q3,,,,,,,,,2016-03-01
"""
COUNTERPARTS = """\
id,name,kind
a,Alpha & <b>Sons</b>,investor
b,Beta,investor
c,Gamma,corporate
"""
HISTORY = [f"{startup},{name},2015-01-01" for startup in ("p1", "p2") for name in "abcd"] + ["p3,a,2015-02-01"]
LATER = ["q1,a,2016-01-01", "q2,b,2016-02-01", "q2,c,2016-02-01", "q3,d,2016-03-01"]

ALPHABETICAL = np.array([[4, 3, 2, 1]] * 3, dtype=np.float32)
BETTER = np.array([[4, 3, 2, 1], [4, 3, 2, 1], [3, 2, 1, 4]], dtype=np.float32)
PROBABILITIES = np.full((3, 4), 0.25)


@pytest.fixture(scope="session")
def benchmark() -> Benchmark:
    """Before 2016 a dealt with three startups, b, c and d with two; d has no profile; read-only."""
    interactions = "\n".join(["startup_id,counterpart_id,date", *HISTORY, *LATER])
    return parse_benchmark(
        {
            "startups.csv": STARTUPS.encode(),
            "counterparts.csv": COUNTERPARTS.encode(),
            "interactions.csv": interactions.encode(),
        }
    )


@pytest.fixture(scope="session")
def task(benchmark: Benchmark) -> Task:
    """Relevant are a to q1, b and c to q2, d to q3; read-only."""
    return temporal_task(benchmark, "2016-01-01", "2018-01-01")


@pytest.fixture(scope="session")
def inputs(benchmark: Benchmark, task: Task) -> ReportInputs:
    """Everything a report can be made from; read-only."""
    return ReportInputs(
        benchmark=benchmark,
        task=task,
        scores={"alphabetical": ALPHABETICAL, "better": BETTER},
        main="better",
        baseline="alphabetical",
        provenance=Provenance(dataset="tiny & <i>odd</i>", commit="0123abc", notes=("Only three <startups>.",)),
        probabilities=PROBABILITIES,
        ablations={"without d": ALPHABETICAL},
        shuffled=(
            ShuffleCheck(
                shuffle="shuffled labels",
                reference="popularity",
                ndcg=Interval(mean=0.3, low=0.2, high=0.4),
                chance=Interval(mean=0.25, low=0.2, high=0.3),
                gain=Interval(mean=0.05, low=-0.01, high=0.11),
                meaning="Nothing but popularity counts.",
            ),
            ShuffleCheck(
                shuffle="shuffled time",
                reference="a timeless ranker",
                ndcg=Interval(mean=0.5, low=0.4, high=0.6),
                chance=Interval(mean=0.25, low=0.2, high=0.3),
                gain=Interval(mean=0.25, low=0.2, high=0.3),
            ),
        ),
        future=FutureCheck(max_difference=0.0, n_scores=12),
        caps=(3, 1),
        draws=200,
    )


@pytest.fixture(scope="session")
def report(inputs: ReportInputs) -> Report:
    return build_report(inputs)
