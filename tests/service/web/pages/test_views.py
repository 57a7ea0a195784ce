"""What pages show, worked out by hand on tiny things."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from matcher.agenda.programme import know_parties
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage
from matcher.store import Decision
from matcher.store.listing import RankedPair
from matcher.store.shortlists import StoredRun
from matcher.subjects import ImportSubject
from matcher.suggestions import Contribution, RunStamp, Side
from service.importing import read_table
from service.web.pages.views.heat import heat_of
from service.web.pages.views.import_files import accepted_columns, example_file
from service.web.pages.views.pair_words import bars_of
from service.web.pages.views.profile_words import ProfileWords
from service.web.pages.views.run_review import compare_runs, exposure_of, lists_of

PROFILE = Profile(
    id="st-1",
    name="Serra",
    kind=ProfileKind.STARTUP,
    sectors=("agritech",),
    seeks=(Intent.PILOT, Intent.RAISE_CAPITAL),
    stage=Stage.SEED,
    amount_sought=Money(amount=1_500_000, currency="EUR"),
    country="IT",
    countries=("FR", "IT"),
    languages=("en", "it"),
    employees=12,
    portfolio=("Zeta", "Alfa"),
)


def pair(company: str, counterpart: str, rank: int = 1, score: float = 0.5, decision: Any = None) -> RankedPair:
    return RankedPair(company_id=company, counterpart_id=counterpart, rank=rank, score=score, decision=decision)


def run_of(side: Side, **options: str) -> StoredRun:
    stamp = RunStamp(
        abbina_version="0",
        model_id="m",
        encoder_id="e",
        data_hash="h",
        seed=0,
        options=tuple({"top": "2", "plain": "false", **options}.items()),
    )
    return StoredRun(
        programme_id="p",
        id="r",
        side=side,
        lang="en",
        stamp=stamp,
        created_by="u",
        created_at=datetime.datetime(2026, 10, 5, tzinfo=datetime.UTC),
    )


def test_values_are_put_in_words() -> None:
    facts = {fact.name: fact.text for fact in ProfileWords("it").facts(PROFILE)}
    assert facts["seeks"] == "progetto pilota, capitale"
    assert facts["countries"] == "Francia, Italia"
    assert facts["amount_sought"] == "1.500.000 EUR"
    assert facts["languages"] == "inglese, italiano"
    assert "description" not in facts


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("subject", list(ImportSubject))
def test_an_example_is_understood_by_the_importers(tmp_path: Path, subject: ImportSubject, lang: str) -> None:
    path = tmp_path / f"{subject}.csv"
    path.write_bytes(example_file(subject, lang))
    sides = [Profile(id=one, name=one, kind=kind) for one, kind in (("st-01", "startup"), ("inv-01", "investor"))]
    reading = read_table(path, subject, know_parties(sides[:1], sides[1:], {}), lenient=False)
    assert [one.line() for one in reading.problems if one.severity != "note"] == []
    assert reading.summary["ignored"] == []
    columns = accepted_columns(subject, lang)
    assert reading.summary["columns"] == {one.header: one.field for one in columns}


def test_lists_count_what_was_decided_and_keep_those_that_are_empty() -> None:
    pairs = [pair("a", "x", 1, 0.7, Decision.LOCKED), pair("a", "y", 2, 0.4, Decision.VETOED)]
    rows = lists_of(run_of(Side.STARTUPS), pairs, ["b", "a"], {"b": "alpha", "a": "Beta"})
    assert [(row.name, row.number, row.best, row.first, row.locked, row.vetoed) for row in rows] == [
        ("alpha", 0, None, (), 0, 0),
        ("Beta", 2, 0.7, ("x", "y"), 1, 1),
    ]


def test_exposure_names_the_most_shown_the_never_shown_and_the_limit() -> None:
    pairs = [pair("a", "x"), pair("b", "x"), pair("c", "x"), pair("a", "y")]
    names = {"x": "X", "y": "Y", "z": "Z"}
    found = exposure_of(run_of(Side.STARTUPS), pairs, names)
    assert (list(found.most), found.never, found.cap) == ([("x", 3), ("y", 1)], ["z"], 3)
    assert exposure_of(run_of(Side.STARTUPS, plain="true"), pairs, names).cap is None
    assert exposure_of(run_of(Side.COUNTERPARTS), pairs, {"a": "A", "d": "D"}).never == ["d"]


def test_runs_are_compared_by_their_pairs() -> None:
    came, went, kept = compare_runs([pair("a", "x"), pair("a", "y", 2)], [pair("a", "x", 2), pair("b", "x")])
    assert [(one.company_id, one.counterpart_id, one.rank) for one in came] == [("b", "x", 1)]
    assert [(one.company_id, one.counterpart_id, one.rank) for one in went] == [("a", "y", 2)]
    assert kept == 1


def test_the_map_orders_both_sides_by_name_and_marks_its_cells() -> None:
    matrix = {"companies": ["a", "b"], "counterparts": ["x", "y"], "scores": [[0.2, None], [0.8, 0.5]]}
    extra = {
        "matrix": matrix,
        "exclusions": [{"company_id": "a", "counterpart_id": "y", "rule": "r", "reason": "too far"}],
    }
    names = {"a": "Zeta", "b": "Alfa", "x": "Ypsilon", "y": "Beta"}
    heat = heat_of(extra, [pair("b", "x", decision=Decision.LOCKED)], names)
    assert (list(heat.companies), list(heat.counterparts)) == (["b", "a"], ["y", "x"])
    told = [[(cell.score, cell.step, cell.excluded, cell.decision) for cell in row] for row in heat.cells]
    assert told == [
        [(0.5, 5, "", None), (0.8, 9, "", Decision.LOCKED)],
        [(None, 0, "too far", None), (0.2, 0, "", None)],
    ]
    assert (heat.lowest, heat.highest) == (0.2, 0.8)
    assert heat_of(extra, [], names, words="alf", first_column=1).cells[0][0].counterpart_id == "x"
    assert heat_of({}, [], names).cells == []


def test_bars_are_measured_against_the_longest_and_leave_out_nothing_much() -> None:
    logits = {"a": 0.5, "b": -1.0, "c": 0.001}
    told = [Contribution(group="g", label=label, logit=logit) for label, logit in logits.items()]
    assert [(bar.label, bar.step, bar.is_for) for bar in bars_of(told)] == [("b", 10, False), ("a", 5, True)]
    assert bars_of([]) == []
