"""What the command line refuses, how it says so and with which exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Command = Callable[..., Result]


def _one_line(result: Result) -> str:
    """Standard error without the box that usage errors are drawn in."""
    return " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("-o", "out.doc"), "its name ends in '.doc'; accepted: .csv, .json, .xlsx"),
        (("-o", "no/such/folder/out.csv"), "the folder no/such/folder does not exist"),
        (("--model", "no-model"), "no model in no-model: there is no such folder"),
        (("--encoder", "fussed"), "did you mean 'fused'?"),
        (("--history", "no.csv"), "no.csv: there is no such file"),
        (("--forbidden", "no.csv"), "no.csv: there is no such file"),
    ],
    ids=["suffix", "folder", "model", "encoder", "history", "forbidden"],
)
def test_a_wrong_value_is_refused_with_its_reason(shortlist: Command, options: tuple[str, ...], message: str) -> None:
    result = shortlist(*options)

    assert result.exit_code == 1
    assert message in _one_line(result)
    assert result.stdout == ""


@pytest.mark.parametrize(
    "options",
    [
        ("--top", "0"),
        ("--top", "1001"),
        ("--side", "both"),
        ("--lang", "fr"),
        ("--destination", "XX"),
        ("--threads", "0"),
        ("--past", "companies.csv"),
        ("--json", "-o", "out.csv"),
        ("--no-such-option",),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_status_two(shortlist: Command, options: tuple[str, ...]) -> None:
    result = shortlist(*options)

    assert result.exit_code == 2
    assert options[0].lstrip("-") in _one_line(result)
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["Stati Uniti", "us", "USA"])
def test_the_destination_may_be_given_by_name(shortlist: Command, name: str) -> None:
    assert shortlist("--destination", name).stdout == shortlist().stdout


def test_a_folder_in_place_of_a_file_is_refused(abbina: Command, programme: Path) -> None:
    result = abbina("shortlist", programme, programme / "counterparts.csv", "--encoder", "hashing")

    assert result.exit_code == 1
    assert "it is a folder, not a file" in result.stderr


def test_an_empty_file_is_refused(abbina: Command, programme: Path) -> None:
    (programme / "empty.csv").write_bytes(b"")

    result = abbina("shortlist", programme / "empty.csv", programme / "counterparts.csv", "--encoder", "hashing")

    assert result.exit_code == 1
    assert "empty.csv: the file is empty" in result.stderr


def test_the_output_may_not_overwrite_an_input(shortlist: Command, programme: Path) -> None:
    before = (programme / "companies.csv").read_bytes()

    result = shortlist("-o", programme / "companies.csv")

    assert result.exit_code == 1
    assert "it is one of the files to read" in result.stderr
    assert (programme / "companies.csv").read_bytes() == before


def test_a_model_folder_without_weights_is_refused(shortlist: Command, programme: Path) -> None:
    result = shortlist("--model", programme)

    assert result.exit_code == 1
    assert "neither weights.toml nor a trained ranker is in it" in _one_line(result)


def test_rows_with_errors_refuse_the_file_and_each_is_named(shortlist: Command, programme: Path) -> None:
    (programme / "bad.csv").write_text("startup_id,counterpart_id\n,p1\nc1,\nc1,p2\n", encoding="utf-8")

    result = shortlist("--history", programme / "bad.csv")

    assert result.exit_code == 1
    assert "bad.csv, row 2" in result.stderr
    assert "bad.csv, row 3" in result.stderr
    assert "refused: bad.csv: 2 errors, see above" in result.stderr


def test_lenient_takes_the_good_rows_of_such_a_file(shortlist: Command, programme: Path) -> None:
    (programme / "bad.csv").write_text("startup_id,counterpart_id\n,p1\nc1,p2\n", encoding="utf-8")

    result = shortlist("--history", programme / "bad.csv", "--lenient")

    assert result.exit_code == 0
    assert "bad.csv, row 2" in result.stderr


def test_lenient_still_refuses_a_file_without_any_party(abbina: Command, programme: Path) -> None:
    (programme / "header.csv").write_text("name,description\n", encoding="utf-8")

    files = (programme / "header.csv", programme / "counterparts.csv")
    result = abbina("shortlist", *files, "--encoder", "hashing", "--lenient")

    assert result.exit_code == 1
    assert "header.csv: no row of it could be taken as a party" in result.stderr


def test_the_demo_does_not_write_into_a_file(abbina: Command, programme: Path) -> None:
    result = abbina("demo", "-o", programme / "companies.csv", "--encoder", "hashing")

    assert result.exit_code == 1
    assert "it is a file; give the name of a folder" in result.stderr
