"""Headers as people write them."""

import pytest

from matcher.importers import PROFILE_HEADERS
from matcher.importers.fields import Field
from matcher.importers.headers import Match, read_header


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Ragione sociale", Field.NAME),
        ("RAGIONE SOCIALE *", Field.NAME),
        ("Denominazione", Field.NAME),
        ("Nome azienda", Field.NAME),
        ("Settore", Field.SECTORS),
        ("Codice ATECO", Field.SECTORS),
        ("Fatturato", Field.REVENUE),
        ("Stadio", Field.STAGE),
        ("Fase", Field.STAGE),
        ("Cosa cercate", Field.SEEKING),
        ("Cosa cercano", Field.SEEKING),
        ("Cosa offrite", Field.OFFER),
        ("Sito web", Field.WEBSITE),
        ("P.IVA", Field.VAT_NUMBER),
        ("Comune", Field.CITY),
        ("Provincia", Field.PROVINCE),
        ("Regione", Field.REGION),
        ("Addetti", Field.EMPLOYEES),
        ("N. dipendenti", Field.EMPLOYEES),
        ("Anno di costituzione", Field.FOUNDED),
        ("TRL", Field.TRL),
        ("Lingue", Field.LANGUAGES),
        ("Referente", Field.CONTACT_PERSON),
        ("E-mail", Field.EMAIL),
        ("Cell.", Field.PHONE),
        ("Descrizione attività", Field.DESCRIPTION),
        ("descrizione attivita'", Field.DESCRIPTION),
        ("Ticket minimo", Field.TICKET_MIN),
        ("Investment range", Field.TICKET),
        ("Thesis", Field.DESCRIPTION),
        ("Portfolio", Field.PORTFOLIO),
        ("ticket_min_usd", Field.TICKET_MIN),
        ("research_body", Field.AFFILIATION),
    ],
    ids=lambda value: str(value),
)
def test_a_known_header_names_its_field(header: str, field: Field) -> None:
    reading = read_header(header)
    assert (reading.field, reading.match) == (field, Match.SYNONYM)


@pytest.mark.parametrize(
    ("header", "currency", "multiplier"),
    [
        ("Fatturato (mln €)", "EUR", 1_000_000),
        ("Fatturato (€)", "EUR", 1),
        ("Fatturato in migliaia di euro", "EUR", 1_000),
        ("Ricavi K€", "EUR", 1_000),
        ("amount_usd", "USD", 1),
        ("Revenue (USD m)", "USD", 1_000_000),
    ],
    ids=lambda value: str(value),
)
def test_a_header_of_money_gives_its_unit(header: str, currency: str, multiplier: int) -> None:
    reading = read_header(header)
    assert (reading.currency, reading.multiplier) == (currency, multiplier)


def test_a_misspelt_header_is_read_if_only_one_field_is_near() -> None:
    reading = read_header("Setore")
    assert (reading.field, reading.match, reading.synonym) == (Field.SECTORS, Match.FUZZY, "settore")


def test_a_header_that_resembles_a_synonym_too_little_is_only_suggested() -> None:
    reading = read_header("Fatuarto annno")
    assert (reading.field, reading.match) == (None, Match.SUGGESTION)


def test_a_long_header_is_read_by_the_synonym_inside_it() -> None:
    reading = read_header("Specificare mercato di riferimento attuale")
    assert (reading.field, reading.match) == (Field.DESCRIPTION, Match.CONTAINED)


def test_a_question_about_money_keeps_its_unit() -> None:
    reading = read_header("5. Qual è stato il fatturato dell'ultimo esercizio (in migliaia di euro)?")
    assert (reading.field, reading.match) == (Field.REVENUE, Match.QUESTION)
    assert (reading.currency, reading.multiplier) == ("EUR", 1_000)


def test_a_known_header_is_no_question() -> None:
    reading = read_header("Chi vorreste incontrare")
    assert (reading.field, reading.match) == (Field.SEEKING, Match.SYNONYM)


def test_an_unknown_header_is_ignored() -> None:
    assert read_header("Note interne").field is None


def test_no_synonym_stands_under_two_fields() -> None:
    import tomllib
    from importlib import resources

    from matcher.importers.vocabulary import fold

    table = tomllib.loads(resources.files("matcher.importers").joinpath("headers.toml").read_text("utf-8"))["profile"]
    owners: dict[str, set[str]] = {}
    for name, synonyms in table.items():
        for synonym in synonyms:
            owners.setdefault(fold(synonym), set()).add(name)
    assert {synonym: names for synonym, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("header", PROFILE_HEADERS)
def test_a_canonical_header_names_its_own_field(header: str) -> None:
    assert read_header(header).field is Field(header)
