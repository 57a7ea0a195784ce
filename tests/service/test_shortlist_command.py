"""`abbina shortlist` as its caller sees it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Command = Callable[..., Result]

CONTRACT = (
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
)


def _rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def _objects(result: Result) -> list[dict[str, Any]]:
    objects: list[dict[str, Any]] = json.loads(result.stdout)
    return objects


def test_csv_on_standard_output_starts_with_the_columns_of_the_contract_in_order(shortlist: Command) -> None:
    result = shortlist()

    assert result.exit_code == 0
    assert tuple(result.stdout.splitlines()[0].split(",")[: len(CONTRACT)]) == CONTRACT


def test_json_objects_have_the_columns_of_the_contract_in_order(shortlist: Command) -> None:
    assert {tuple(row)[: len(CONTRACT)] for row in _objects(shortlist("--json"))} == {CONTRACT}


def test_json_keeps_reasons_and_evidence_as_lists_of_equal_length(shortlist: Command) -> None:
    rows = _objects(shortlist("--json"))

    assert any(row["reasons"] for row in rows)
    assert all(len(row["reasons"]) == len(row["evidence"]) for row in rows)


def test_rows_are_sorted_by_company_then_rank_counted_from_one(shortlist: Command) -> None:
    rows = _rows(shortlist("--top", "2"))

    assert [(row["company_id"], row["rank"]) for row in rows] == [
        ("c1", "1"),
        ("c1", "2"),
        ("c2", "1"),
        ("c2", "2"),
        ("c3", "1"),
        ("c3", "2"),
    ]


def test_the_counterparts_side_gives_each_counterpart_its_list(shortlist: Command) -> None:
    rows = _rows(shortlist("--side", "counterparts", "--top", "1"))

    assert [(row["counterpart_id"], row["rank"]) for row in rows] == [
        ("p1", "1"),
        ("p2", "1"),
        ("p3", "1"),
        ("p4", "1"),
    ]


def test_plain_lists_are_in_pure_score_order(shortlist: Command) -> None:
    rows = _objects(shortlist("--plain", "--json"))
    scores = {company: [row["score"] for row in rows if row["company_id"] == company] for company in ("c1", "c2", "c3")}

    assert all(listed == sorted(listed, reverse=True) for listed in scores.values())


def test_scores_and_interests_are_probabilities(shortlist: Command) -> None:
    rows = _objects(shortlist("--json"))

    assert all(0 <= row[column] <= 1 for row in rows for column in CONTRACT[3:6])


def test_a_forbidden_pair_is_never_listed(shortlist: Command, programme: Path) -> None:
    forbidden = programme / "forbidden.csv"
    forbidden.write_text("company_id,counterpart_id\nc1,p1\n", encoding="utf-8")

    pairs = [(row["company_id"], row["counterpart_id"]) for row in _rows(shortlist("--forbidden", forbidden))]

    assert ("c1", "p1") not in pairs
    assert ("c1", "p4") in pairs


def test_who_gets_no_list_is_named_on_standard_error(shortlist: Command, programme: Path) -> None:
    forbidden = programme / "forbidden.csv"
    rows = "".join(f"c1,p{number}\n" for number in (1, 2, 3, 4))
    forbidden.write_text(f"company_id,counterpart_id\n{rows}", encoding="utf-8")

    result = shortlist("--forbidden", forbidden)

    assert "no list for 1 of 3 (Serra Robotics)" in result.stderr


def test_italian_is_spoken_on_request(shortlist: Command) -> None:
    italian, english = (_objects(shortlist("--lang", lang, "--json"))[0] for lang in ("it", "en"))

    assert italian["score"] == english["score"]
    assert "l'azienda" in " ".join(italian["reasons"])
    assert "company" in " ".join(english["reasons"])


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx"])
def test_the_same_input_twice_gives_the_same_bytes(shortlist: Command, programme: Path, suffix: str) -> None:
    first, second = programme / f"first{suffix}", programme / f"second{suffix}"
    options = ("--history", programme / "history.csv")

    assert shortlist(*options, "-o", first).exit_code == 0
    assert shortlist(*options, "-o", second).exit_code == 0

    assert first.read_bytes() == second.read_bytes()


def test_a_file_written_with_o_holds_what_standard_output_would(shortlist: Command, programme: Path) -> None:
    shortlist("-o", programme / "out.csv")

    assert (programme / "out.csv").read_text(encoding="utf-8") == shortlist().stdout


def test_with_o_nothing_goes_to_standard_output(shortlist: Command, programme: Path) -> None:
    result = shortlist("-o", programme / "out.csv")

    assert result.stdout == ""
    assert "12 suggestions written to" in result.stderr


def test_permuted_rows_change_nothing_but_the_data_hash(shortlist: Command, programme: Path) -> None:
    before = _objects(shortlist("--json"))
    for name in ("companies.csv", "counterparts.csv"):
        header, *rows = (programme / name).read_text(encoding="utf-8").splitlines()
        (programme / name).write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    after = _objects(shortlist("--json"))

    assert {row.pop("data_hash") for row in before} != {row.pop("data_hash") for row in after}
    assert before == after


def test_every_row_carries_model_encoder_data_hash_and_seed(shortlist: Command) -> None:
    row = _objects(shortlist("--json"))[0]

    assert (row["model_id"], row["encoder_id"][:7], len(row["data_hash"]), row["seed"]) == (
        "prior-v1 + judged-v1 + past-v1",
        "hashing",
        64,
        0,
    )


def test_ids_that_occur_on_both_sides_stay_apart(abbina: Command, programme: Path) -> None:
    left, right = programme / "left.csv", programme / "right.csv"
    left.write_text("id,name,description\na,Alfa,Robots\nb,Beta,Wine\n", encoding="utf-8")
    right.write_text("id,name,description\na,Gamma,Wine bars\nb,Delta,Robot buyers\n", encoding="utf-8")

    rows = _rows(abbina("shortlist", left, right, "--encoder", "hashing"))

    assert {(row["company_name"], row["counterpart_name"]) for row in rows} == {
        ("Alfa", "Gamma"),
        ("Alfa", "Delta"),
        ("Beta", "Gamma"),
        ("Beta", "Delta"),
    }


def test_names_alone_are_enough_for_a_list_without_reasons(abbina: Command, programme: Path) -> None:
    left, right = programme / "left.csv", programme / "right.csv"
    left.write_text("name\nAlfa\n", encoding="utf-8")
    right.write_text("name\nGamma\n", encoding="utf-8")

    (row,) = _objects(abbina("shortlist", left, right, "--encoder", "hashing", "--json"))

    assert (row["counterpart_name"], row["reasons"]) == ("Gamma", [])
    assert row["unknown"]


def test_without_cache_the_answer_is_the_same(shortlist: Command, programme: Path) -> None:
    assert shortlist("--no-cache").stdout == shortlist().stdout


def test_swapped_files_are_warned_of(abbina: Command, programme: Path) -> None:
    swapped = (programme / "counterparts.csv", programme / "companies.csv")

    result = abbina("shortlist", *swapped, "--encoder", "hashing")

    assert "counterparts.csv: given as companies, but 4 of its 4 parties are counterparts" in result.stderr
