"""The shipped files of the taxonomy."""

import re

import pytest

from matcher.sectors import load_taxonomy

_TAXONOMY = load_taxonomy()


def test_codes_are_sorted_snake_case_and_there_are_two_levels() -> None:
    assert list(_TAXONOMY.codes) == sorted(set(_TAXONOMY.codes))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in _TAXONOMY.codes)
    assert {_TAXONOMY.sector(code).group for code in _TAXONOMY.codes} == set(_TAXONOMY.groups)


def test_the_taxonomy_is_read_once() -> None:
    assert load_taxonomy() is _TAXONOMY


@pytest.mark.parametrize("code", _TAXONOMY.codes)
def test_every_sector_speaks_both_languages(code: str) -> None:
    sector = _TAXONOMY.sector(code)
    assert sector.label_it
    assert sector.label_en
    assert len(set(sector.synonyms_it)) >= 3
    assert len(set(sector.synonyms_en)) >= 3
    assert len(sector.related) >= 1


@pytest.mark.parametrize("code", _TAXONOMY.codes)
def test_every_name_and_synonym_of_a_sector_leads_to_it(code: str) -> None:
    sector = _TAXONOMY.sector(code)
    names = (code, sector.label_it, sector.label_en, *sector.synonyms_it, *sector.synonyms_en)
    assert {name: _TAXONOMY.match_label(name).codes for name in names} == dict.fromkeys(names, (code,))


@pytest.mark.parametrize("code", _TAXONOMY.codes)
def test_related_sectors_know_of_each_other(code: str) -> None:
    assert all(code in _TAXONOMY.sector(other).related for other in _TAXONOMY.sector(code).related)


def test_synonyms_carry_no_marks() -> None:
    for code in _TAXONOMY.codes:
        sector = _TAXONOMY.sector(code)
        assert not any(word.startswith(("~", "=")) for word in sector.synonyms_it + sector.synonyms_en)
