from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from matcher.export.labels import place_label, sector_label, sectors_label, source_label
from matcher.export.overview import companies, counterparts
from matcher.language import country_label, load_messages
from matcher.profiles import Profile, ProfileKind, Provenance
from matcher.suggestions import ShortlistRun

ENGLISH, ITALIAN = load_messages("en"), load_messages("it")


def profile(**fields: object) -> Profile:
    return replace(Profile(id="p", name="P", kind=ProfileKind.SME), **fields)


def test_a_company_is_listed_with_all_that_is_known_of_it(make_run: Callable[[str], ShortlistRun]) -> None:
    assert companies(make_run("en"), ENGLISH).rows[3].values == (
        "Conceria Valdarno Innovazione e Sostenibilità S.p.A.",
        "SME",
        f"{sector_label('leather', 'en')}; {sector_label('software', 'en')}",
        "Santa Croce sull'Arno, Toscana, Italy",
        "pilot project; capital",
        "",
        5,
        pytest.approx(0.65),
        "Write in a sentence or two what is sought in the meetings, and from whom.",
        "st-04",
        "Adesioni missione 2026.xlsx, Aziende, row 8",
    )


def test_the_note_counts_companies_left_without_a_suggestion(make_run: Callable[[str], ShortlistRun]) -> None:
    assert companies(make_run("en"), ENGLISH).note.startswith("18 companies, 1 of them without any suggested")


def test_counterparts_count_the_lists_they_appear_in(bare_run: ShortlistRun) -> None:
    assert counterparts(bare_run, ENGLISH).rows[0].values[6] == 1


def test_a_profile_without_a_completeness_leaves_it_empty(bare_run: ShortlistRun) -> None:
    assert companies(replace(bare_run, completeness={}), ENGLISH).rows[0].values[7:9] == (None, "")


def test_a_guessed_sector_is_marked(bare_run: ShortlistRun) -> None:
    guessed = profile(sectors=("robotics", "software"), nearest_sectors=("software",))
    assert sectors_label(guessed, ENGLISH).split("; ")[1].startswith("≈ ")
    assert not sectors_label(guessed, ENGLISH).startswith("≈ ")


def test_sector_labels_are_in_the_language_of_the_reader() -> None:
    assert sector_label("leather", "it") != sector_label("leather", "en")


def test_a_code_outside_the_taxonomy_is_shown_as_it_is() -> None:
    assert sector_label("no_such_sector", "it") == "no_such_sector"


def test_cells_as_written_stand_in_where_no_sector_was_found() -> None:
    assert sectors_label(profile(sector_labels=("Varie", "Altro")), ITALIAN) == "Varie; Altro"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"city": "Prato", "region": "Toscana", "country": "IT"}, "Prato, Toscana, Italia", id="all"),
        pytest.param({"metro": "SF Bay Area", "country": "US"}, "SF Bay Area, Stati Uniti", id="metro"),
        pytest.param({"city": "Singapore", "country": "SG"}, "Singapore", id="said_once"),
        pytest.param({"country": "XQ"}, "XQ", id="unknown_country"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_the_place_says_what_is_known_once(fields: dict[str, str], expected: str) -> None:
    assert place_label(profile(**fields), ITALIAN) == expected


def test_countries_are_named_in_both_languages() -> None:
    assert (country_label("DE", "it"), country_label("DE", "en")) == ("Germania", "Germany")


def test_the_source_is_empty_where_unknown() -> None:
    assert source_label(profile(), ITALIAN) == ""


def test_the_source_of_a_file_without_sheets_is_file_and_row() -> None:
    assert source_label(profile(provenance=Provenance(file="a.csv", row=7)), ITALIAN) == "a.csv, riga 7"
