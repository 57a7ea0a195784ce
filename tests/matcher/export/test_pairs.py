from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from matcher.export.pairs import by_company, by_counterpart, listed, numbered, pushes
from matcher.export.tables import Table
from matcher.language import load_messages
from matcher.profiles import Profile, ProfileKind
from matcher.suggestions import Contribution, ShortlistRun, Side

ENGLISH = load_messages("en")


def lead(table: Table) -> list[Sequence[object]]:
    return [row.values[:3] for row in table.rows]


@pytest.fixture
def two_companies(bare_run: ShortlistRun) -> ShortlistRun:
    """Companies b (first in the file) and a; a's list is x, y and b's is x; x scores higher with b."""
    pair = bare_run.suggestions[0]

    def make(company: str, counterpart: str, rank: int, score: float) -> object:
        names = {"company_name": company.upper(), "counterpart_name": counterpart.upper()}
        return replace(pair, company_id=company, counterpart_id=counterpart, rank=rank, score=score, **names)

    return replace(
        bare_run,
        companies=tuple(Profile(id=name, name=name.upper(), kind=ProfileKind.SME) for name in ("b", "a")),
        counterparts=tuple(Profile(id=name, name=name.upper(), kind=ProfileKind.MENTOR) for name in ("y", "x")),
        suggestions=(make("a", "x", 1, 0.5), make("a", "y", 2, 0.9), make("b", "x", 1, 0.8)),
    )


def test_companies_come_in_the_order_of_their_file_and_counterparts_by_rank(two_companies: ShortlistRun) -> None:
    assert lead(by_company(two_companies, ENGLISH)) == [("B", 1, "X"), ("A", 1, "X"), ("A", 2, "Y")]


def test_by_counterpart_the_best_score_comes_first(two_companies: ShortlistRun) -> None:
    assert lead(by_counterpart(two_companies, ENGLISH)) == [("Y", 2, "A"), ("X", 1, "B"), ("X", 1, "A")]


def test_each_group_starts_with_a_line(two_companies: ShortlistRun) -> None:
    assert [row.starts_group for row in by_company(two_companies, ENGLISH).rows] == [True, True, False]


def test_by_counterpart_the_rank_says_whose_list_it_is(two_companies: ShortlistRun) -> None:
    assert by_counterpart(two_companies, ENGLISH).columns[1].heading == "Rank for the company"


def test_lists_for_counterparts_are_ranked_on_their_own_sheet(two_companies: ShortlistRun) -> None:
    run = replace(two_companies, side=Side.COUNTERPARTS)
    assert by_counterpart(run, ENGLISH).columns[1].heading == "Rank"
    assert by_company(run, ENGLISH).columns[1].heading == "Rank for the counterpart"


def test_interests_come_first_of_the_party_the_sheet_is_about(bare_run: ShortlistRun) -> None:
    assert by_company(bare_run, ENGLISH).rows[0].values[6:8] == (0.9, 0.7)
    assert by_counterpart(bare_run, ENGLISH).rows[0].values[6:8] == (0.7, 0.9)


def test_the_kind_is_that_of_the_other_party_in_words(bare_run: ShortlistRun) -> None:
    assert by_company(bare_run, ENGLISH).rows[0].values[3] == "Investor"
    assert by_counterpart(bare_run, ENGLISH).rows[0].values[3] == "Startup"


def test_a_company_without_suggestions_keeps_its_place_with_an_explanation(two_companies: ShortlistRun) -> None:
    run = replace(two_companies, suggestions=two_companies.suggestions[:2])
    first = by_company(run, ENGLISH).rows[0]
    assert first.values[:3] == ("B", None, None)
    assert first.values[8] == "No counterpart suggested: see the sheet “Exclusions”."


def test_a_pair_says_in_a_word_how_well_it_fits(bare_run: ShortlistRun) -> None:
    told = replace(bare_run, suggestions=(replace(bare_run.suggestions[0], fit="strong"),))
    assert by_company(told, ENGLISH).rows[0].values[5] == "strong"
    assert by_counterpart(told, load_messages("it")).rows[0].values[5] == "forte"
    assert by_company(bare_run, ENGLISH).rows[0].values[5] == ""


@pytest.mark.parametrize(
    ("fitting", "told"),
    [
        (0, "None of the {total} counterparts fits what the company does and seeks; these are the nearest."),
        (
            1,
            "Only 1 of {total} counterparts fits, at least possibly, what the company does and seeks; the others",
        ),
    ],
)
def test_a_list_that_few_fit_says_so_first_and_keeps_its_rows(
    two_companies: ShortlistRun, fitting: int, told: str
) -> None:
    company_ids = [one.company_id for one in two_companies.suggestions]
    company_id = max(sorted(set(company_ids)), key=company_ids.count)
    whole = by_company(two_companies, ENGLISH).rows
    rows = by_company(replace(two_companies, fitting={company_id: fitting}), ENGLISH).rows
    first = next(place for place, row in enumerate(whole) if row.values[-2] == company_id)
    n_listed = company_ids.count(company_id)
    assert n_listed > fitting
    assert str(rows[first].values[8]).startswith(told.format(total=len(two_companies.counterparts)))
    assert [row.starts_group for row in rows[first : first + 1 + n_listed]] == [True] + [False] * n_listed
    assert [row.values for place, row in enumerate(rows) if place != first] == [row.values for row in whole]


def test_a_list_that_enough_fit_says_nothing(two_companies: ShortlistRun) -> None:
    run = replace(two_companies, fitting={company.id: 99 for company in two_companies.companies})
    assert by_company(run, ENGLISH).rows == by_company(two_companies, ENGLISH).rows


def test_every_row_has_a_value_a_column(two_companies: ShortlistRun) -> None:
    run = replace(two_companies, suggestions=two_companies.suggestions[:2])
    for table in (by_company(run, ENGLISH), by_counterpart(run, ENGLISH)):
        assert {len(row.values) for row in table.rows} == {len(table.columns)}


def test_numbers_tie_a_reason_to_its_evidence() -> None:
    assert numbered(("first", "", "third")) == "1. first\n2. –\n3. third"


def test_no_sentence_gives_an_empty_cell() -> None:
    assert numbered(()) == numbered(("",)) == listed(()) == pushes(()) == ""


def test_one_sentence_needs_no_bullet() -> None:
    assert listed(("only",)) == "only"
    assert listed(("one", "two")) == "• one\n• two"


def test_the_strongest_contribution_comes_first_with_its_sign() -> None:
    parts = (
        Contribution(group="text", label="Text", logit=0.25),
        Contribution(group="place", label="Place", logit=-1.5),
    )
    assert pushes(parts) == "Place −1.50\nText +0.25"
