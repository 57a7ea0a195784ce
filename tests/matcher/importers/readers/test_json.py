"""JSON and JSON Lines become one table with a row of keys."""

from collections.abc import Callable

import pytest

from matcher.errors import UnreadableFile
from matcher.importers.readers.limits import ReadLimits
from matcher.importers.tables import ReadFile

Read = Callable[..., ReadFile]


def test_records_become_rows_under_the_union_of_their_keys(read: Read) -> None:
    reading = read("a.json", '[{"nome": "Alfa", "anno": 2020}, {"nome": "Beta", "attiva": true, "x": null}]')

    assert reading.tables[0].rows == (
        ("nome", "anno", "attiva", "x"),
        ("Alfa", 2020, None, None),
        ("Beta", None, True, None),
    )


def test_json_lines_skip_blank_lines(read: Read) -> None:
    assert read("a.jsonl", '{"a": 1}\n\n{"a": 2.5}\n').tables[0].rows == (("a",), (1,), (2.5,))


def test_json_lines_named_json_are_read_as_lines(read: Read) -> None:
    assert read("a.json", '{"a": 1}\n{"a": 2}\n').tables[0].rows == (("a",), (1,), (2,))


def test_the_only_list_of_records_within_an_object_is_the_table(read: Read) -> None:
    assert read("a.json", '{"count": 1, "data": [{"a": 1}]}').tables[0].rows == (("a",), (1,))


def test_one_level_of_objects_becomes_columns_and_lists_become_cells(read: Read) -> None:
    reading = read("a.json", '[{"sede": {"città": "Prato", "cap": 59100}, "settori": ["moda", "energia", null]}]')

    assert reading.tables[0].rows == (("sede.città", "sede.cap", "settori"), ("Prato", 59100, "moda; energia"))


def test_whole_numbers_too_long_for_a_number_stay_as_written(read: Read) -> None:
    assert read("a.json", '[{"a": ' + "9" * 5000 + "}]").tables[0].rows[1] == ("9" * 5000,)


def test_the_first_of_two_values_with_one_key_is_kept(read: Read) -> None:
    assert read("a.json", '[{"a": 1, "a": 2}]').tables[0].rows[1] == (1,)


def test_a_broken_line_leaves_an_empty_row_so_that_numbers_stay_right(read: Read) -> None:
    assert read("a.jsonl", '{"a": 1}\n{"a"\n{"a": 3}\n').tables[0].rows == (("a",), (1,), (None,), (3,))


def test_json_without_a_telling_suffix_is_known_by_its_content(read: Read) -> None:
    assert read("export", '[{"a": 1}]').tables[0].rows == (("a",), (1,))


def test_an_empty_list_is_an_empty_file(read: Read) -> None:
    with pytest.raises(UnreadableFile, match="no cell of it holds anything"):
        read("a.json", "[]")


def test_more_records_than_allowed_are_refused(read: Read) -> None:
    with pytest.raises(UnreadableFile, match="more than 2 rows"):
        read("a.json", '[{"a": 1}, {"a": 2}]', ReadLimits(max_rows=2))
