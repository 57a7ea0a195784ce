"""Hostile and broken text files: encodings, quotes, columns, limits, JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hostile_case import HostileCase, refused, reported, written

TABLE = "nome;città;fatturato\nAlfa;Forlì;1,5\nBeta;Cefalù;2,7\n"


def _large(file: str, make: Callable[[], str]) -> Callable[[Path], Path]:
    """A builder for a large text that is made only when it is needed."""
    return lambda folder: written(file, make())(folder)


ENCODING_CASES: tuple[HostileCase, ...] = (
    refused("nul_bytes", written("nul.csv", b"nome;anno\nAl\x00fa;2020\n"), "nul_bytes", "first on line 2"),
    refused("binary_noise", written("noise.csv", bytes(range(256)) * 20), "nul_bytes", "NUL bytes"),
    reported("utf16_le_without_mark", written("u.csv", TABLE.encode("utf-16-le")), "assumed_encoding", "UTF-16-LE"),
    reported("utf16_be_without_mark", written("u.csv", TABLE.encode("utf-16-be")), "assumed_encoding", "UTF-16-BE"),
    reported("windows_1252", written("w.csv", TABLE.encode("cp1252")), "assumed_encoding", "Windows-1252"),
    refused("undecodable", written("x.csv", b"nome;x\n\xe8\x81;1\n"), "bad_encoding", "cp1252"),
    refused("mark_utf8_text_cp1252", written("x.csv", b"\xef\xbb\xbfnome\nForl\xec\n"), "bad_encoding", "line 2"),
    refused("utf16_cut_off", written("x.csv", TABLE.encode("utf-16")[:-1]), "bad_encoding", "utf-16-le"),
    refused("utf32_beyond_unicode", written("x.csv", b"\xff\xfe\0\0\xff\xff\xff\xff"), "bad_encoding", "utf-32-le"),
    reported("mojibake", written("m.csv", "nome;note\nAlfa;perchÃ©\n"), "mojibake", "garbled", 2),
    reported("mojibake_apostrophe", written("m.csv", "nome;note\nAlfa;lâ€™idea\n"), "mojibake", "UTF-8", 2),
    reported("mark_twice", written("b.csv", "\ufeff\ufeffnome;x\nA;1\n"), "repeated_byte_order_mark", "more than once"),
    reported(
        "mixed_line_ends", written("l.csv", "nome;x\r\nA;1\rB;2\nC;3\n"), "mixed_line_ends", "Windows 1, old Mac 1"
    ),
)

TABLE_CASES: tuple[HostileCase, ...] = (
    refused("empty_file", written("empty.csv", b""), "empty_file", "0 bytes"),
    refused("only_blanks", written("blank.csv", "  \n;;;\n\n"), "empty_file", "no cell"),
    refused("only_a_byte_order_mark", written("mark.csv", b"\xef\xbb\xbf"), "empty_file", "no cell"),
    reported("quote_never_closes", written("q.csv", 'a,b\n1,"2\n3,4\n'), "unbalanced_quotes", "never closes", 2),
    reported("quote_swallows_lines", written("q.csv", 'a,b\n1,"2\n3,4\n5,"6"\n'), "unbalanced_quotes", "3 lines", 2),
    reported("stray_quote", written("q.csv", 'a,b\n1,"Foo "bar" baz"\n'), "stray_quote", "closing quote", 2),
    reported("shifted_row", written("s.csv", "a,b,c\n1,2,3\n1,2,x,3\n4,5,6\n"), "shifted_row", "4 cells where", 3),
    reported("short_row", written("s.csv", "a,b,c\n1,2,3\n1,2\n4,5,6\n"), "short_row", "2 cells where", 3),
    reported(
        "no_even_separator",
        written("s.csv", "Alfa\nBeta, Inc.\nGamma\nDelta, a, b, c\nEta\nTeta\n"),
        "uncertain_delimiter",
        "one column",
    ),
    reported("command_in_csv", written("f.csv", "a;b\nx;=cmd|' /C calc'!A0\n"), "formula_as_text", "never run", 2),
    reported("error_word", written("f.csv", "a;b\nx;#RIF!\n"), "error_cell", "failed formula", 2),
    reported("long_cell", _large("c.csv", lambda: "a;b\nx;" + "y" * 10**6 + "\n"), "cell_too_long", "1,000,000", 2),
    refused("too_many_rows", _large("r.csv", lambda: "a;b\n" * 200_001), "too_many_rows", "200,000 rows"),
    refused("too_many_columns", _large("r.csv", lambda: ";".join("x" * 1001)), "too_many_columns", "1,001 columns"),
    refused(
        "too_many_cells", _large("r.csv", lambda: (",".join("x" * 999) + "\n") * 2003), "too_many_cells", "2,000,000"
    ),
    reported("only_quotes", _large("q.csv", lambda: '"' * 3_000_001), "unbalanced_quotes", "never closes", 1),
)

JSON_CASES: tuple[HostileCase, ...] = (
    refused("json_cut_off", written("j.json", '[{"name": "A"}, {"name": '), "bad_json", "record 2, line 1"),
    refused(
        "json_comma_missing", written("j.json", '[{"name": "A"}\n{"name": "B"}]'), "bad_json", "line 2, character 1"
    ),
    refused("json_trailing_comma", written("j.json", '[{"name": "A"},]'), "bad_json", "record 2"),
    refused("json_text_after", written("j.json", '[{"name": "A"}] x'), "bad_json", "closing bracket"),
    refused("json_deep_list", written("j.json", "[" * 100_000), "nested_too_deeply", "nested too deeply"),
    refused("json_deep_object", written("j.json", '[{"a":' * 50_000), "nested_too_deeply", "nested too deeply"),
    refused("json_deep_line", written("j.jsonl", '{"a":' * 50_000), "nested_too_deeply", "nested too deeply"),
    refused(
        "json_million_columns",
        _large("j.json", lambda: "[{" + ",".join(f'"c{n}":1' for n in range(10**6)) + "}]"),
        "too_many_columns",
        "1,000,000 columns",
    ),
    refused(
        "json_million_lists", _large("j.json", lambda: "[" + "[]," * 4_000_000 + "[]]"), "too_many_cells", "values"
    ),
    refused("json_union_of_keys", _large("j.jsonl", lambda: _widening(1_500)), "too_many_columns", "1,500 columns"),
    refused("json_scalar", written("j.json", '{"name": "A"}'), "not_records", "no list of records"),
    refused("json_two_lists", written("j.json", '{"a": [{"x": 1}], "b": [{"x": 1}]}'), "not_records", "several lists"),
    refused("csv_named_json", written("j.json", TABLE), "bad_json", "rename it to .csv"),
    reported(
        "json_not_finite", written("j.json", '[{"a": NaN}, {"a": -Infinity}]'), "not_a_number", "taken as empty", 2
    ),
    reported("json_overflow", written("j.json", '[{"a": 1}, {"a": 1e999}]'), "not_a_number", "taken as empty", 3),
    reported("json_repeated_key", written("j.json", '[{"a": 1, "a": 2}]'), "repeated_key", "first value was kept", 2),
    reported("json_nested", written("j.json", '[{"a": {"b": {"c": 1}}}]'), "nested_value", "too deeply for a table", 2),
    reported("json_not_a_record", written("j.json", '[{"a": 1}, 7]'), "not_a_record", "not a record", 3),
    reported("json_broken_line", written("j.jsonl", '{"a": 1}\n{"a": \n{"a": 3}\n'), "bad_json_line", "Line 2", 3),
)


def _widening(n_columns: int) -> str:
    return "".join(f'{{"c{number}": 1}}\n' for number in range(n_columns))


TEXT_CASES = ENCODING_CASES + TABLE_CASES + JSON_CASES
