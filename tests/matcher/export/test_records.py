from __future__ import annotations

import io
import json
from dataclasses import replace

import pandas as pd
import pytest

from matcher.export import COLUMNS, render_csv, render_json
from matcher.suggestions import Contribution, ShortlistRun

CONTRACT = [
    "company_id",
    "counterpart_id",
    "rank",
    "score",
    "company_interest",
    "counterpart_interest",
    "reasons",
    "evidence",
    "against",
    "unknown",
    "company_name",
    "counterpart_name",
    "counterpart_kind",
    "improvement",
    "contributions",
    "model_id",
    "encoder_id",
    "data_hash",
    "seed",
    "fit",
]


def changed(run: ShortlistRun, **fields: object) -> ShortlistRun:
    return replace(run, suggestions=(replace(run.suggestions[0], **fields),))


def read_csv(run: ShortlistRun) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(render_csv(run)), keep_default_na=False)


def test_the_columns_are_those_of_the_contract_in_its_order(bare_run: ShortlistRun) -> None:
    assert list(read_csv(bare_run).columns) == CONTRACT == list(COLUMNS)


def test_json_objects_have_the_same_keys_in_the_same_order(bare_run: ShortlistRun) -> None:
    assert [list(record) for record in json.loads(render_json(bare_run))] == [CONTRACT]


def test_csv_holds_the_values_of_a_pair(bare_run: ShortlistRun) -> None:
    assert read_csv(bare_run).iloc[0].to_dict() == {
        "company_id": "c1",
        "counterpart_id": "k1",
        "rank": 1,
        "score": 0.812346,
        "company_interest": 0.9,
        "counterpart_interest": 0.7,
        "reasons": "Same sector | Right ticket",
        "evidence": "Company: “sensors” | Counterpart: “seed”",
        "against": "Far away",
        "unknown": "Revenue",
        "company_name": "Alfa",
        "counterpart_name": "Kappa",
        "counterpart_kind": "investor",
        "improvement": "Say the revenue",
        "contributions": "sector=1.25 | place=-0.5",
        "model_id": "prior-v1",
        "encoder_id": "fused-e5-use",
        "data_hash": "3f9a2c71d8e4b6500a1b2c3d4e5f60718293a4b5",
        "seed": 0,
        "fit": "",
    }


def test_json_keeps_lists_as_lists_and_contributions_as_an_object(bare_run: ShortlistRun) -> None:
    record = json.loads(render_json(bare_run))[0]
    assert record["reasons"] == ["Same sector", "Right ticket"]
    assert record["evidence"] == ["Company: “sensors”", "Counterpart: “seed”"]
    assert record["contributions"] == {"sector": 1.25, "place": -0.5}
    assert record["score"] == 0.812346


def test_contributions_of_one_group_are_added(bare_run: ShortlistRun) -> None:
    parts = (Contribution(group="text", label="A", logit=0.25), Contribution(group="text", label="B", logit=0.5))
    assert json.loads(render_json(changed(bare_run, contributions=parts)))[0]["contributions"] == {"text": 0.75}


def test_a_tiny_number_has_no_exponent_in_csv(bare_run: ShortlistRun) -> None:
    assert ",0.000001," in render_csv(changed(bare_run, score=0.0000012))


def test_no_suggestion_gives_the_header_alone(bare_run: ShortlistRun) -> None:
    assert render_csv(replace(bare_run, suggestions=())) == ",".join(CONTRACT) + "\n"


def test_no_suggestion_gives_an_empty_json_list(bare_run: ShortlistRun) -> None:
    assert json.loads(render_json(replace(bare_run, suggestions=()))) == []


def test_formulas_are_neutralised_in_csv(bare_run: ShortlistRun) -> None:
    row = read_csv(changed(bare_run, company_name='=HYPERLINK("x")', reasons=("-1", "=2"))).iloc[0]
    assert row["company_name"] == '\'=HYPERLINK("x")'
    assert row["reasons"] == "'-1 | =2"


def test_json_text_is_left_as_it_is(bare_run: ShortlistRun) -> None:
    assert json.loads(render_json(changed(bare_run, company_name="=1+1\x00 |\n")))[0]["company_name"] == "=1+1\x00 |\n"


def test_a_broken_character_survives_in_json_as_its_escape(bare_run: ShortlistRun) -> None:
    text = render_json(changed(bare_run, company_name="a\ud800"))
    assert json.loads(text.encode("utf-8"))[0]["company_name"] == "a\ud800"


def test_splitting_a_csv_list_gives_its_items_back_in_place(bare_run: ShortlistRun) -> None:
    row = read_csv(changed(bare_run, evidence=("a | b", "", "c|"))).iloc[0]
    assert row["evidence"].split(" | ") == ["a ¦ b", "", "c¦"]


def test_each_csv_record_is_one_line(bare_run: ShortlistRun) -> None:
    text = render_csv(changed(bare_run, improvement="one\ntwo", reasons=("a\r\nb",)))
    assert len(text.splitlines()) == 2


def test_accents_are_written_as_they_are(bare_run: ShortlistRun) -> None:
    run = changed(bare_run, company_name="Perché Così S.r.l.")
    assert "Perché Così S.r.l." in render_json(run)
    assert "Perché Così S.r.l." in render_csv(run)


def test_a_score_that_is_no_number_is_refused_by_json(bare_run: ShortlistRun) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        render_json(changed(bare_run, score=float("nan")))
