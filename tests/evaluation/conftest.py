"""A benchmark small enough to work out by hand, and one large enough for trees to be grown on it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from evaluation.benchmark import Benchmark, parse_benchmark
from evaluation.splits import Task, temporal_task

SPLIT, UNTIL = "2016-01-01", "2018-01-01"

STARTUPS = """\
id,name,description,sectors,country,region,city,programme,first_date
s1,One,Robot arms for vineyards,Robotics; Wine,Italy,Tuscany,Siena,spring,2014-03-01
s2,Two,Robot arms for hospitals,Robotics; Health,Italy,Lazio,Roma,spring,2014-09-01
s3,Three,Loans for students,Fintech,Italy,Lazio,Roma,autumn,2015-05-01
q1,Four,Robot arms for kitchens,robotics ; Food,Italy,Tuscany,Siena,autumn,2016-02-01
q2,Five,Loans for farmers,Fintech,Italy,Lazio,Roma,,2017-11-01
q3,Six,,,,,,,2016-06-01
late,Seven,,,,,,,2018-01-01
"""
COUNTERPARTS = """\
id,name,kind,ticket_min_usd
a,Alpha,investor,250000
b,Beta,investor,
c,Gamma,corporate,
"""
INTERACTIONS = """\
startup_id,counterpart_id,date,relation,stage,amount_usd
s1,a,2014-03-01,investment,seed,1000000
s1,a,2015-03-01,investment,a,
s1,ghost,2014-03-01,investment,seed,
s1,c,2014-03-01,investment,seed,
s2,a,2014-09-01,investment,seed,
s2,b,2014-09-01,investment,seed,
s2,c,,investment,seed,
s3,a,2015-05-01,investment,seed,
s3,b,2015-05-01,investment,seed,
s3,ghost,2015-05-01,investment,seed,
s1,c,2016-01-01,investment,b,
q1,a,2016-02-01,investment,seed,
q1,c,2016-02-01,investment,seed,
q2,b,2017-11-01,investment,seed,
q2,ghost,2019-01-01,investment,a,
q3,c,2016-06-01,investment,seed,
late,a,2018-01-01,investment,seed,
"""


@pytest.fixture(scope="session")
def benchmark() -> Benchmark:
    """Before 2016 a dealt with s1, s2 and s3, b with s2 and s3, ghost with s1 and s3, c with s1; read-only."""
    return parse_benchmark(
        {
            "startups.csv": STARTUPS.encode(),
            "counterparts.csv": COUNTERPARTS.encode(),
            "interactions.csv": INTERACTIONS.encode(),
        }
    )


@pytest.fixture(scope="session")
def task(benchmark: Benchmark) -> Task:
    """Queries q1 (relevant: a) and q2 (relevant: b, ghost); candidates a, b, ghost; read-only."""
    return temporal_task(benchmark, SPLIT, UNTIL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same benchmark as files."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    for name, content in (("startups", STARTUPS), ("counterparts", COUNTERPARTS), ("interactions", INTERACTIONS)):
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


REGIONS = ("Lazio", "Marche", "Veneto", "Molise")
WORDS = ("wine", "cheese", "robots", "loans", "trains", "songs")


@pytest.fixture(scope="session")
def world() -> Benchmark:
    """Five years of startups in four regions, each with one to three counterparts of the five that stay in its own.

    The first of a region enters most, and never alone. Read-only.
    """
    rng = np.random.default_rng(3)
    startups, interactions = ["id,first_date,region,description"], ["startup_id,counterpart_id,date"]
    for number in range(700):
        home = int(rng.integers(len(REGIONS)))
        day = date(2012, 1, 1) + timedelta(days=number * 5 * 365 // 700)
        words = " ".join(rng.choice(WORDS, 3))
        startups.append(f"s{number:03},{day},{REGIONS[home]},{words} n{number % 250}")
        mates = {int(rng.integers(1, 5))} if rng.random() < 0.5 else {0, *rng.integers(1, 5, 2).tolist()}
        interactions += [f"s{number:03},i{home}{mate},{day}" for mate in sorted(mates)]
    counterparts = ["id", *(f"i{home}{number}" for home in range(len(REGIONS)) for number in range(5))]
    tables = {"startups": startups, "counterparts": counterparts, "interactions": interactions}
    return parse_benchmark({f"{name}.csv": "\n".join(lines).encode() for name, lines in tables.items()})
