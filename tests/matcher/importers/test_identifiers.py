"""Ids, names, hosts and VAT numbers."""

import pytest

from matcher.importers.identifiers import normalised_name, slug, unique_id, website_host
from matcher.importers.vat import is_personal_tax_code, is_valid_italian_vat, tidy_vat_number


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("Rossi Meccanica S.r.l.", "rossi-meccanica-srl"), ("Caffè & Più", "caffe-piu"), ("2u", "2u")],
    ids=lambda value: value,
)
def test_a_name_makes_an_ascii_id(name: str, identifier: str) -> None:
    assert slug(name) == identifier


def test_a_name_without_latin_letters_still_makes_an_id() -> None:
    assert slug("株式会社").startswith("p-")


def test_a_taken_id_gets_the_next_number() -> None:
    assert unique_id("alfa", {"alfa", "alfa-2"}) == "alfa-3"


@pytest.mark.parametrize(
    "name", ["ROSSI MECCANICA", "Rossi Meccanica S.r.l.", "Rossi Meccanica SpA", "rossi  meccanica, Inc."]
)
def test_legal_forms_and_case_do_not_tell_names_apart(name: str) -> None:
    assert normalised_name(name) == "rossi meccanica"


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("https://www.Acme.it/chi-siamo", "acme.it"),
        ("acme.it", "acme.it"),
        ("linkedin.com/company/acme", ""),
        ("in costruzione", ""),
        ("http://[bad", ""),
    ],
    ids=lambda value: value,
)
def test_a_website_gives_the_host_that_is_its_own(website: str, host: str) -> None:
    assert website_host(website) == host


@pytest.mark.parametrize("number", ["01234567897", "IT01234567897"])
def test_a_right_check_digit_is_valid(number: str) -> None:
    assert is_valid_italian_vat(number)


@pytest.mark.parametrize("number", ["01234567890", "00000000000", "1234", ""])
def test_a_wrong_number_is_not_valid(number: str) -> None:
    assert not is_valid_italian_vat(number)


def test_the_zeros_a_spreadsheet_took_off_come_back() -> None:
    assert tidy_vat_number("1234567897") == "01234567897"


def test_a_personal_tax_code_is_recognised() -> None:
    assert is_personal_tax_code("RSSMRA80A01H501U")
    assert not is_personal_tax_code("01234567897")
