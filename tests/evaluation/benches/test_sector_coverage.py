"""The bench that counts which sector strings are understood."""

from collections import Counter
from pathlib import Path

import pytest

from evaluation.benches.sector_coverage import find_files, main, measure, read_strings
from matcher.sectors import load_taxonomy

_DATA = Path(__file__).parents[4] / "shared" / "data"
_LEAST_MAPPED = 0.95


def test_every_occurrence_is_counted_once() -> None:
    strings = Counter({"Vino": 5, "Sector Agnostic": 2, "B2B": 2, "Xyzzy": 1})
    coverage = measure("here", strings, load_taxonomy())
    assert (coverage.strings, coverage.occurrences) == (4, 10)
    assert (coverage.with_sector, coverage.agnostic, coverage.no_sector) == (5, 2, 2)
    assert coverage.mapped == pytest.approx(0.7)
    assert coverage.mapped_of_sectors == pytest.approx(7 / 8)


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        pytest.param("us-investments", {"Media, games": 1, "Vino": 2}, id="commas stay"),
        pytest.param("italian-startups", {"Media": 1, "games": 1, "Vino": 2}, id="commas cut"),
    ],
)
def test_strings_are_cut_as_each_folder_means_them(tmp_path: Path, folder: str, expected: dict[str, int]) -> None:
    path = tmp_path / folder / "startups.csv"
    path.parent.mkdir()
    path.write_text('id,sectors\n1,"Media, games; Vino"\n2,Vino\n3,\n', encoding="utf-8")
    assert read_strings(path) == expected


def test_the_table_has_a_row_for_each_file_and_one_for_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine" / "counterparts.csv"
    path.parent.mkdir()
    path.write_text("id,sectors\n1,Vino;Xyzzy\n", encoding="utf-8")
    assert main([str(tmp_path), "--unmatched"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["file", "mine/counterparts.csv", "all", "1"]


def test_a_folder_without_profiles_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "no */startups.csv" in capsys.readouterr().err


@pytest.mark.skipif(not _DATA.is_dir(), reason="the benchmark folders are not here")
def test_the_benchmark_folders_are_understood() -> None:
    taxonomy = load_taxonomy()
    measured = [measure(path.parent.name, read_strings(path), taxonomy) for path in find_files(_DATA)]
    occurrences = sum(coverage.occurrences for coverage in measured)
    assert sum(coverage.with_sector + coverage.agnostic for coverage in measured) / occurrences >= _LEAST_MAPPED
    assert min(coverage.mapped_of_sectors for coverage in measured) >= _LEAST_MAPPED
