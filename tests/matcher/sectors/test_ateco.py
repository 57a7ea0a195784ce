"""Codes of economic activity in the forms chambers send."""

import pytest

from matcher.sectors.ateco import AtecoTable, find_code


@pytest.mark.parametrize(
    ("label", "digits", "edition"),
    [
        pytest.param("62.01", "6201", None, id="class"),
        pytest.param("62.01.00", "620100", None, id="category"),
        pytest.param("620100", "620100", None, id="six digits"),
        pytest.param("C28.29", "2829", None, id="section letter"),
        pytest.param("C 28", "28", None, id="section letter, space, division"),
        pytest.param("ATECO 26.51.2 - Fabbricazione di strumenti", "26512", None, id="word and description"),
        pytest.param("ATECO 2025: 62.10", "6210", "2025", id="new edition"),
        pytest.param("codice ATECO 2007 62.01", "6201", "2007", id="old edition"),
        pytest.param("NACE Rev. 2.1 35.12", "3512", "2025", id="new european edition"),
        pytest.param("NACE Rev. 2 35.12", "3512", "2007", id="old european edition"),
        pytest.param("ateco 62", "62", None, id="division after the word"),
    ],
)
def test_a_code_is_found(label: str, digits: str, edition: str | None) -> None:
    found = find_code(label)
    assert found is not None
    assert (found.digits, found.edition) == (digits, edition)


@pytest.mark.parametrize(
    "label",
    ["62", "2024", "K-12", "M25", "B2B", "3D", "5G", "12.5%", "software 62.01", "Industria 4.0", ""],
)
def test_what_only_looks_like_a_code_is_none(label: str) -> None:
    assert find_code(label) is None


def test_the_description_is_kept_apart() -> None:
    found = find_code("21.20 - Medicinali, preparati")
    assert found is not None
    assert found.rest == "Medicinali, preparati"


def test_the_longest_prefix_decides() -> None:
    table = AtecoTable([("2007", "11", ("wine",)), ("2007", "1107", ("food",))])
    assert table.sectors("110700", "2007") == ("food",)
    assert table.sectors("1102", "2007") == ("wine",)


def test_without_an_edition_the_one_that_knows_more_decides() -> None:
    table = AtecoTable([("2007", "62", ("software",)), ("2025", "62", ("software",)), ("2025", "622", ("cloud",))])
    assert table.sectors("6220", None) == ("cloud",)


def test_editions_that_know_equally_much_and_disagree_are_joined() -> None:
    table = AtecoTable([("2007", "3512", ("energy_management",)), ("2025", "3512", ("renewables", "solar"))])
    assert table.sectors("3512", None) == ("energy_management", "renewables", "solar")


def test_an_unknown_division_has_no_sector() -> None:
    assert AtecoTable([("2007", "11", ("wine",))]).sectors("6201", None) == ()
