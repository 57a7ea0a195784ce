"""The shell: files in, one run out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import DataError, RefusedImport, UnreadableFile
from matcher.fit import Fit
from matcher.model import load_model
from matcher.pipeline import ShortlistRequest, run_shortlist
from matcher.problems import Problem
from matcher.suggestions import ShortlistRun, Side
from models.encoders import HashingEncoder

COMPANIES = """id,name,description,sectors,website,stage
c2,Vigna Alta,Family winery.,Wine,vigna.example,
c1,Serra Robotics,Robots for greenhouses.,Robotics,serra.example,Seed
c9,Serra Robotics Srl,Robots for greenhouses.,Robotics,serra.example,Seed
"""
COUNTERPARTS = """id,name,kind,description,sectors,portfolio
p1,Field Fund,investor,Farm robots.,Robotics,
p2,Cellar Imports,corporate,Wine importer.,Wine,
p3,Old Friend,investor,Holds robots.,Robotics,Serra Robotics
"""

Run = Callable[..., ShortlistRun]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run over texts written to companies.csv, counterparts.csv, history.csv, past.csv and forbidden.csv."""

    def make(
        companies: str = COMPANIES,
        counterparts: str = COUNTERPARTS,
        side: Side = Side.STARTUPS,
        lenient: bool = False,
        **others: str,
    ) -> ShortlistRun:
        texts = {"companies": companies, "counterparts": counterparts, **others}
        paths = {name: tmp_path / f"{name}.csv" for name in texts}
        for name, text in texts.items():
            paths[name].write_text(text, encoding="utf-8")
        request = ShortlistRequest(
            startups=paths["companies"],
            counterparts=paths["counterparts"],
            history=paths.get("history"),
            past=paths.get("past"),
            forbidden=paths.get("forbidden"),
            side=side,
            lenient=lenient,
        )
        return run_shortlist(request, load_model(), HashingEncoder(64))

    return make


def _problem(run: ShortlistRun, code: str, column: str = "") -> Problem:
    (found,) = [one for one in run.problems if one.code == code and one.column in (column, "")]
    return found


def _broken(run: ShortlistRun, rule: str) -> set[tuple[str, str]]:
    return {(one.company_id, one.counterpart_id) for one in run.exclusions if one.rule == rule}


def test_parties_stand_in_the_order_of_their_files(run: Run) -> None:
    done = run()

    assert [profile.id for profile in done.companies] == ["c2", "c1"]
    assert [profile.id for profile in done.counterparts] == ["p1", "p2", "p3"]


def test_the_matrix_has_a_row_per_company_and_the_scores_of_the_lists(run: Run) -> None:
    done = run()

    assert done.matrix.index.tolist() == ["c2", "c1"]
    for one in done.suggestions:
        assert done.matrix.loc[one.company_id, one.counterpart_id] == pytest.approx(one.score, abs=1e-6)


def test_an_excluded_pair_is_empty_in_the_matrix_and_in_no_list(run: Run) -> None:
    done = run()

    assert _broken(done, "same_owner") == {("c1", "p3")}
    assert np.isnan(done.matrix.loc["c1", "p3"])
    assert ("c1", "p3") not in {(one.company_id, one.counterpart_id) for one in done.suggestions}


def test_forbidden_pairs_are_excluded_with_their_reason(run: Run) -> None:
    done = run(forbidden="company_id,counterpart_id\nc2,p2\n")

    (excluded,) = [one for one in done.exclusions if one.rule == "forbidden"]
    assert (excluded.company_id, excluded.counterpart_id) == ("c2", "p2")
    assert excluded.reason


def test_a_forbidden_pair_follows_a_merged_duplicate(run: Run) -> None:
    assert _broken(run(forbidden="azienda;investitore\nc9;p1\n"), "forbidden") == {("c1", "p1")}


def test_an_unknown_id_among_the_forbidden_is_reported(run: Run) -> None:
    problem = _problem(run(forbidden="company_id,counterpart_id\nc7,p1\n"), "unknown_party", "startup_id")

    assert (problem.file, problem.value) == ("forbidden.csv", "c7")
    assert "1 id has no profile (first: c7): no pair is kept apart" in problem.message


def test_unknown_ids_of_the_history_are_counted_and_the_first_named(run: Run) -> None:
    history = "startup_id,counterpart_id,date\nz1,p1,2020-01-01\nz2,p1,2020-01-01\n"

    problem = _problem(run(history=history), "unknown_party", "startup_id")

    assert "2 ids have no profile (first: z1, z2)" in problem.message


def test_companies_of_the_past_file_are_not_unknown(run: Run) -> None:
    done = run(history="startup_id,counterpart_id,date\nz1,p1,2020-01-01\n", past="id,name\nz1,Zeta\n")

    assert "unknown_party" not in {one.code for one in done.problems}


def test_an_investment_of_a_merged_duplicate_binds_the_company_that_stayed(run: Run) -> None:
    done = run(history="startup_id,counterpart_id,date,relation\nc9,p1,2020-01-01,investment\n")

    assert _broken(done, "already_bound") == {("c1", "p1")}
    assert "unknown_party" not in {one.code for one in done.problems}


def test_lists_for_counterparts_are_ranked_within_each_counterpart(run: Run) -> None:
    done = run(side=Side.COUNTERPARTS)

    assert [(one.counterpart_id, one.rank) for one in done.suggestions] == [
        ("p1", 1),
        ("p1", 2),
        ("p2", 1),
        ("p2", 2),
        ("p3", 1),
    ]


def test_the_stamp_says_what_would_be_needed_to_repeat_the_run(run: Run) -> None:
    stamp = run(forbidden="company_id,counterpart_id\nc2,p2\n").stamp

    assert (stamp.model_id, stamp.encoder_id) == ("prior-v1 + judged-v1 + past-v1", HashingEncoder(64).id)
    assert stamp.seed == 0
    assert dict(stamp.options)["forbidden"] == "forbidden.csv"
    assert dict(stamp.options)["top"] == "10"


@pytest.mark.parametrize("name", ["companies", "counterparts", "history", "past", "forbidden"])
def test_the_data_hash_reads_every_file(run: Run, name: str) -> None:
    pair = "company_id,counterpart_id\nc2,p2\n"
    texts = {
        "companies": COMPANIES,
        "counterparts": COUNTERPARTS,
        "history": pair,
        "past": "id,name\nz,Z\n",
        "forbidden": pair,
    }

    before, after = run(**texts), run(**{**texts, name: texts[name] + "\n"})

    assert before.stamp.data_hash != after.stamp.data_hash


def test_every_party_has_its_completeness_on_its_own_side(run: Run) -> None:
    assert set(run().completeness) == {
        (Side.STARTUPS, "c1"),
        (Side.STARTUPS, "c2"),
        (Side.COUNTERPARTS, "p1"),
        (Side.COUNTERPARTS, "p2"),
        (Side.COUNTERPARTS, "p3"),
    }


def test_a_wrong_row_refuses_the_file_unless_lenient(run: Run) -> None:
    history = "startup_id,counterpart_id\nc1,\n"

    with pytest.raises(RefusedImport):
        run(history=history)
    assert _problem(run(history=history, lenient=True), "missing_id").row == 2


def test_lenient_needs_somebody_to_match(run: Run) -> None:
    with pytest.raises(DataError, match="nobody to match"):
        run(companies="name,description\n", lenient=True)


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    request = ShortlistRequest(startups=tmp_path / "no.csv", counterparts=tmp_path / "no.csv")

    with pytest.raises(UnreadableFile, match="no such file"):
        run_shortlist(request, load_model(), HashingEncoder(64))


def test_files_given_in_the_wrong_order_are_warned_of(run: Run) -> None:
    done = run(companies=COUNTERPARTS, counterparts=COMPANIES)

    assert "3 of its 3 parties are counterparts" in _problem(done, "other_side").message


def test_every_pair_has_a_word_for_its_fit_and_every_list_the_number_of_those_that_fit(run: Run) -> None:
    done = run()

    listed = {one.company_id: 0 for one in done.suggestions}
    for one in done.suggestions:
        assert one.fit in set(Fit)
        listed[one.company_id] += one.fit != Fit.WEAK
    assert done.fitting == {**{company.id: 0 for company in done.companies}, **listed}


def test_one_table_for_both_sides_is_refused(run: Run) -> None:
    with pytest.raises(DataError, match=r"counterparts\.csv: the same table is given for both sides"):
        run(companies=COUNTERPARTS)
