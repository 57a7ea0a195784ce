from __future__ import annotations

import csv
import json
import stat
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from matcher.errors import ConfigError
from matcher.export import check_output, render_csv, render_json, write_run
from matcher.suggestions import ShortlistRun

SUFFIXES = (".csv", ".json", ".xlsx")


@pytest.mark.parametrize("name", ["run.CSV", "run.json", "run.Xlsx"])
def test_the_suffix_chooses_the_form_whatever_its_case(bare_run: ShortlistRun, tmp_path: Path, name: str) -> None:
    write_run(bare_run, tmp_path / name)
    start = {"csv": b"company_id,", "json": b"[\n  {", "xlsx": b"PK\x03\x04"}[name.split(".")[1].lower()]
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("run.xls", r"ends in '\.xls'; accepted: \.csv, \.json, \.xlsx", id="other_suffix"),
        pytest.param("run", r"has no suffix; accepted: \.csv, \.json, \.xlsx", id="no_suffix"),
        pytest.param("absent/run.csv", "does not exist; create it first", id="no_such_folder"),
        pytest.param("folder.csv", "is a folder", id="a_folder"),
    ],
)
def test_a_path_that_cannot_be_written_is_refused_beforehand(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ConfigError, match=message):
        check_output(tmp_path / name)


def test_a_refused_path_is_not_written(bare_run: ShortlistRun, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="accepted"):
        write_run(bare_run, tmp_path / "run.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_run_gives_the_same_bytes(bare_run: ShortlistRun, tmp_path: Path, suffix: str) -> None:
    write_run(bare_run, tmp_path / f"a{suffix}")
    write_run(bare_run, tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_another_score_gives_other_bytes(bare_run: ShortlistRun, tmp_path: Path, suffix: str) -> None:
    other = replace(bare_run, suggestions=(replace(bare_run.suggestions[0], score=0.1),))
    write_run(bare_run, tmp_path / f"a{suffix}")
    write_run(other, tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() != (tmp_path / f"b{suffix}").read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_but_the_file_is_left_in_the_folder(bare_run: ShortlistRun, tmp_path: Path, suffix: str) -> None:
    write_run(bare_run, tmp_path / f"run{suffix}")
    assert [path.name for path in tmp_path.iterdir()] == [f"run{suffix}"]


def test_an_existing_file_stays_whole_when_the_new_one_cannot_be_made(bare_run: ShortlistRun, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text("old")
    broken = replace(bare_run, suggestions=(replace(bare_run.suggestions[0], score=float("inf")),))
    with pytest.raises(ValueError, match="JSON compliant"):
        write_run(broken, path)
    assert path.read_text() == "old"


def test_an_existing_file_is_replaced(bare_run: ShortlistRun, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    path.write_text("old" * 10_000)
    write_run(bare_run, path)
    assert path.read_text(encoding="utf-8") == render_csv(bare_run)


def test_a_name_that_the_system_refuses_is_told_and_leaves_nothing(bare_run: ShortlistRun, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot write"):
        write_run(bare_run, tmp_path / f"{'x' * 300}.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder where nobody can write: Linux's /proc")
def test_a_refusal_while_writing_is_told(bare_run: ShortlistRun) -> None:
    with pytest.raises(ConfigError, match=r"cannot write /proc/run\.csv: .*; if it is open in another program"):
        write_run(bare_run, Path("/proc/run.csv"))


def test_a_name_may_be_as_long_as_the_system_takes(bare_run: ShortlistRun, tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 251}.csv"
    write_run(bare_run, path)
    assert path.is_file()


def test_a_link_keeps_pointing_to_the_written_file(bare_run: ShortlistRun, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_run(bare_run, tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8") == render_csv(bare_run)


def test_others_may_read_the_file_as_any_other_file(bare_run: ShortlistRun, tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_run(bare_run, tmp_path / "run.xlsx")
    assert stat.S_IMODE((tmp_path / "run.xlsx").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_written_csv_opens_with_plain_readers(bare_run: ShortlistRun, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    write_run(bare_run, path)
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["company_id"] == "c1"
    assert pd.read_csv(path).columns[0] == "company_id"


def test_a_written_json_is_what_is_printed(bare_run: ShortlistRun, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write_run(bare_run, path)
    assert path.read_text(encoding="utf-8") == render_json(bare_run)
    assert json.loads(path.read_bytes())[0]["counterpart_id"] == "k1"
