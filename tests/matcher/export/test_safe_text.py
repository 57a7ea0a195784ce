from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.export.safe_text import CELL_LIMIT, clean, fit_cell, is_dangerous, neutralise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+39 055 123", "'+39 055 123", id="plus"),
        pytest.param("-2+3", "'-2+3", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "' =1", id="tab"),
        pytest.param("\r=1", "' =1", id="carriage_return"),
        pytest.param("＝1+1", "'＝1+1", id="full_width_equals"),
        pytest.param("\x00=1+1", "'=1+1", id="behind_a_control_character"),
        pytest.param("a;=1+1;-2", "a;'=1+1;'-2", id="after_an_italian_separator"),
        pytest.param("a; -2", "a; -2", id="sign_after_a_space_is_left_alone"),
        pytest.param("Alfa = Beta", "Alfa = Beta", id="sign_inside_is_left_alone"),
        pytest.param("", "", id="empty"),
    ],
)
def test_text_that_a_spreadsheet_might_run_gets_an_apostrophe(text: str, expected: str) -> None:
    assert neutralise(text) == expected


def test_a_neutralised_field_is_one_line() -> None:
    assert neutralise("one\r\ntwo\tthree\u2028four") == "one two three four"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "－1"])
def test_a_dangerous_start_is_recognised(text: str) -> None:
    assert is_dangerous(text)


@pytest.mark.parametrize("text", ["", "a", "1-1", "'=1", "• –"])
def test_an_innocent_start_is_not_dangerous(text: str) -> None:
    assert not is_dangerous(text)


def test_control_characters_that_xml_forbids_are_removed() -> None:
    assert clean("a\x00b\x0bc\x1fd\ufffee\x7f") == "abcde"


def test_tabs_and_line_breaks_are_legal() -> None:
    assert clean("a\tb\nc\rd") == "a\tb\nc\rd"


def test_half_of_a_broken_character_becomes_a_replacement() -> None:
    assert clean("a\ud800b") == "a\ufffdb"


def test_a_text_that_just_fits_is_not_cut() -> None:
    assert fit_cell("x" * CELL_LIMIT, cut_mark="[cut]") == "x" * CELL_LIMIT


def test_a_longer_text_is_cut_to_the_limit_with_a_visible_mark() -> None:
    assert fit_cell("x" * (CELL_LIMIT + 1), cut_mark="[cut]") == "x" * (CELL_LIMIT - 5) + "[cut]"


def test_a_character_of_two_units_counts_twice_and_is_never_halved() -> None:
    fitted = fit_cell("🍷" * 20_000, cut_mark="[cut]")
    assert fitted == "🍷" * 16_381 + "[cut]"  # (32767 − 5) // 2 = 16381


def test_line_breaks_of_other_systems_become_line_feeds() -> None:
    assert fit_cell("a\r\nb\rc", cut_mark="") == "a\nb\nc"


AWKWARD = st.text(alphabet=st.one_of(st.sampled_from("=+-@;\t\r\n＝'\x00 "), st.characters()), max_size=12)


@given(AWKWARD)
def test_no_text_is_dangerous_once_neutralised(text: str) -> None:
    assert not is_dangerous(neutralise(text))


@given(AWKWARD)
def test_no_part_is_dangerous_where_a_semicolon_cuts_the_line(text: str) -> None:
    assert not any(is_dangerous(part) for part in neutralise(text).split(";"))


@given(AWKWARD)
def test_neutralised_text_can_always_be_written(text: str) -> None:
    assert neutralise(text).encode("utf-8").decode("utf-8") == neutralise(text)
