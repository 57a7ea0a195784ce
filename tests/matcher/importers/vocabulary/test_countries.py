"""Countries by name, alias and group."""

import pytest

from matcher.importers.vocabulary import country_code, find_countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Italy", "IT"),
        ("Italia", "IT"),
        ("Stati Uniti", "US"),
        ("United States", "US"),
        ("USA", "US"),
        ("D", "DE"),
        ("I", "IT"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
        ("Regno Unito", "GB"),
        ("Bosnia-H", "BA"),
        ("DRC Congo", "CD"),
        ("Congo (Congo-Brazzaville)", "CG"),
        ('"Eswatini (fmr. ""Swaziland"")"', "SZ"),
        ("Germania", "DE"),
        ("FR", "FR"),
        ("Et", ""),
        ("Europe", ""),
        ("Global", ""),
    ],
    ids=lambda value: value,
)
def test_a_name_gives_its_code(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("US/Canada", ("CA", "US")),
        ("DACH", ("AT", "CH", "DE")),
        ("Nordics", ("DK", "FI", "IS", "NO", "SE")),
        ("Global", ("*",)),
        ("Italia e Francia", ("FR", "IT")),
        ("Antigua and Barbuda; Kenya", ("AG", "KE")),
    ],
    ids=lambda value: str(value),
)
def test_groups_and_lists_are_spelt_out(text: str, codes: tuple[str, ...]) -> None:
    assert find_countries(text) == (codes, ())


def test_a_name_that_was_cut_is_handed_back_and_the_rest_taken() -> None:
    assert find_countries("Kenya; Et") == (("KE",), ("Et",))


def test_the_european_union_has_twenty_seven_members() -> None:
    assert len(find_countries("EU")[0]) == 27
