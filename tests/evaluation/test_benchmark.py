from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from evaluation.benchmark import Benchmark, parse_benchmark, read_benchmark
from matcher.errors import DataError, RefusedImport, UnreadableFile

STARTUPS = "id,first_date\n007,2016-02-01\n"
COUNTERPARTS = "id\n1e5\n"
INTERACTIONS = "startup_id,counterpart_id,date\n007,1e5,2016-02-01\n"


def contents(
    startups: str = STARTUPS, counterparts: str = COUNTERPARTS, interactions: str = INTERACTIONS
) -> dict[str, bytes]:
    return {
        "startups.csv": startups.encode(),
        "counterparts.csv": counterparts.encode(),
        "interactions.csv": interactions.encode(),
    }


def test_ids_that_look_like_numbers_stay_as_written() -> None:
    found = parse_benchmark(contents())
    assert found.startups["id"].tolist() == ["007"]
    assert found.interactions[["startup_id", "counterpart_id"]].to_numpy().tolist() == [["007", "1e5"]]


def test_words_for_nothing_are_ids_like_others() -> None:
    assert parse_benchmark(contents(counterparts="id\nnan\nNA\n")).counterparts["id"].tolist() == ["nan", "NA"]


def test_the_first_of_two_startups_with_one_id_is_kept() -> None:
    found = parse_benchmark(contents(startups="id,name,first_date\nx,first,2016-01-01\nx,second,2015-01-01\n"))
    assert found.startups[["name", "first_date"]].to_numpy().tolist() == [["first", "2016-01-01"]]


def test_columns_that_a_file_lacks_are_empty_and_others_are_kept() -> None:
    found = parse_benchmark(contents(startups="id,first_date,programme\nx,,spring\n"))
    assert found.startups[["description", "programme"]].to_numpy().tolist() == [["", "spring"]]
    assert np.isnan(found.startups["amount_usd"].iloc[0])


def test_amounts_are_numbers_and_nothing_is_unknown(benchmark: Benchmark) -> None:
    assert benchmark.counterparts["ticket_min_usd"].tolist()[0] == 250_000.0
    assert np.isnan(benchmark.counterparts["ticket_min_usd"].tolist()[1])


def test_interactions_of_counterparts_without_a_row_are_kept(benchmark: Benchmark) -> None:
    assert "ghost" not in set(benchmark.counterparts["id"])
    assert (benchmark.interactions["counterpart_id"] == "ghost").sum() == 3


def test_a_byte_order_mark_and_blank_lines_are_not_data() -> None:
    assert parse_benchmark(contents(counterparts="\ufeffid\n\nx\n\n")).counterparts["id"].tolist() == ["x"]


def test_the_hash_is_of_the_three_files_with_their_names_and_lengths() -> None:
    whole = "".join(f"{file} {len(content)}\n{content.decode()}" for file, content in contents().items())
    order = ["startups.csv", "counterparts.csv", "interactions.csv"]
    assert list(contents()) == order
    assert parse_benchmark(contents()).data_hash == hashlib.sha256(whole.encode()).hexdigest()


def test_the_hash_changes_with_any_file() -> None:
    changed = [contents(startups=STARTUPS + "\n"), contents(counterparts="id\nx\n"), contents(), contents()]
    assert len({parse_benchmark(each).data_hash for each in changed}) == 3


@pytest.mark.parametrize(
    ("files", "place"),
    [
        pytest.param(
            contents(startups='id,first_date\nx,"2016-01-01"\ny,2016-1-2\n'),
            "startups.csv, row 3, column \"first_date\": '2016-1-2'",
            id="a date of another form",
        ),
        pytest.param(
            contents(interactions="startup_id,counterpart_id,date\nx,y,2016-02-30\n"),
            "interactions.csv, row 2, column \"date\": '2016-02-30'",
            id="a day that no calendar has",
        ),
        pytest.param(
            contents(interactions="startup_id,counterpart_id,date\nx, ,2016-02-03\n"),
            'interactions.csv, row 2, column "counterpart_id"',
            id="no id",
        ),
        pytest.param(
            contents(counterparts="id,ticket_max_usd\nx,1 mln\n"),
            "counterparts.csv, row 2, column \"ticket_max_usd\": '1 mln'",
            id="an amount in words",
        ),
    ],
)
def test_a_wrong_cell_is_named_with_its_file_row_column_and_value(files: dict[str, bytes], place: str) -> None:
    with pytest.raises(RefusedImport) as refused:
        parse_benchmark(files)
    assert place in str(refused.value)


def test_every_wrong_cell_is_collected() -> None:
    with pytest.raises(RefusedImport, match=r"and 1 more") as refused:
        parse_benchmark(contents(startups="id,first_date\nx,soon\ny,later\n"))
    assert [(problem.row, problem.value) for problem in refused.value.problems] == [(2, "soon"), (3, "later")]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (contents(startups="id,name\nx,X\n"), 'startups.csv has no column "first_date"; its columns are id, name'),
        (contents(counterparts="id,id\nx,y\n"), 'counterparts.csv has two columns "id"'),
        (contents(counterparts="id,name\nx,X\ny,Y,Z\n"), "counterparts.csv, row 3: 3 cells under 2 columns"),
        (contents(counterparts=""), "counterparts.csv is empty"),
        (contents(counterparts='id\n"x"y\n'), "counterparts.csv is not a comma-separated table"),
        ({**contents(), "startups.csv": b"id,first_date\n\xe9,\n"}, "startups.csv is not UTF-8 text"),
    ],
    ids=["column missing", "column twice", "too many cells", "empty", "quotes", "encoding"],
)
def test_a_file_that_is_no_such_table_is_refused(files: dict[str, bytes], message: str) -> None:
    with pytest.raises(DataError) as refused:
        parse_benchmark(files)
    assert message in str(refused.value)


def test_a_folder_is_read(tmp_path: Path) -> None:
    for file, content in contents().items():
        (tmp_path / file).write_bytes(content)
    assert read_benchmark(tmp_path).data_hash == parse_benchmark(contents()).data_hash


def test_a_folder_without_a_file_says_which(tmp_path: Path) -> None:
    (tmp_path / "startups.csv").write_text(STARTUPS, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"counterparts\.csv cannot be read"):
        read_benchmark(tmp_path)
