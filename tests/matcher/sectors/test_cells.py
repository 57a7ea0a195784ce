"""Cells of one or more labels."""

import pytest

from matcher.sectors import CellSectors, load_taxonomy


@pytest.mark.parametrize(
    ("cell", "labels", "codes"),
    [
        pytest.param("Software; Moda", ("Software", "Moda"), ("fashion", "software"), id="semicolon"),
        pytest.param("Moda, Vino", ("Moda", "Vino"), ("fashion", "wine"), id="comma"),
        pytest.param("Moda|Vino\nRobotica", ("Moda", "Vino", "Robotica"), ("fashion", "robotics", "wine"), id="bars"),
        pytest.param("• Moda\n• Vino", ("Moda", "Vino"), ("fashion", "wine"), id="bullets"),
        pytest.param("1. Moda\n2) Vino", ("Moda", "Vino"), ("fashion", "wine"), id="numbers"),
        pytest.param("Moda/Vino", ("Moda", "Vino"), ("fashion", "wine"), id="slash"),
        pytest.param("AR/VR, Vino", ("AR/VR", "Vino"), ("extended_reality", "wine"), id="a slash that belongs"),
        pytest.param("Food & Beverage", ("Food & Beverage",), ("food",), id="an ampersand that belongs"),
        pytest.param("Proptech/Real Estate", ("Proptech/Real Estate",), ("proptech",), id="a slash in a whole label"),
        pytest.param("SaaS; software", ("SaaS", "software"), ("software",), id="two labels of one sector"),
        pytest.param("62.01, 21.20", ("62.01", "21.20"), ("pharma", "software"), id="codes"),
        pytest.param(
            "26.51.2 - Strumenti di misura, prova e navigazione",
            ("26.51.2 - Strumenti di misura, prova e navigazione",),
            ("iot",),
            id="a comma in a description",
        ),
        pytest.param(
            "11.02 - Vini, spumanti, 15.11 - Concia",
            ("11.02 - Vini, spumanti", "15.11 - Concia"),
            ("leather", "wine"),
            id="codes with descriptions",
        ),
    ],
)
def test_a_cell_is_cut_where_it_should(cell: str, labels: tuple[str, ...], codes: tuple[str, ...]) -> None:
    assert load_taxonomy().match_cell(cell) == CellSectors(codes=codes, labels=labels)


def test_an_empty_cell_has_no_labels() -> None:
    assert load_taxonomy().match_cell(" ; \n ") == CellSectors()


def test_labels_that_are_not_understood_are_listed() -> None:
    cell = load_taxonomy().match_cell("Vino; Xyzzy, Plugh")
    assert (cell.codes, cell.unmatched) == (("wine",), ("Xyzzy", "Plugh"))


def test_one_agnostic_label_makes_the_cell_agnostic() -> None:
    cell = load_taxonomy().match_cell("Fintech; Sector Agnostic")
    assert (cell.codes, cell.agnostic) == (("fintech",), True)


def test_a_label_that_is_no_sector_is_understood() -> None:
    assert load_taxonomy().match_cell("B2B").unmatched == ()


def test_a_web_address_is_one_label() -> None:
    assert load_taxonomy().match_cell("https://example.org/a/b").labels == ("https://example.org/a/b",)


def test_a_cell_of_thousands_of_labels_is_read_label_by_label() -> None:
    labels = [f"xyzzy{number}" for number in range(5000)]
    cell = load_taxonomy().match_cell(", ".join([*labels, "Vino"]))
    assert (cell.codes, cell.unmatched) == (("wine",), tuple(labels))
