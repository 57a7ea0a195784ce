"""What a mere name tells of a field."""

from __future__ import annotations

import pytest

from matcher.errors import ConfigError
from matcher.sectors import sectors_of_group, sectors_of_name, text_of_group
from matcher.sectors.names import KNOWN_GROUP, WORD_OF_NAME, Group, read_groups
from matcher.sectors.words import fold_label
from matcher.text import split_sentences


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("BASF Venture Capital", "chemicals"),
        ("M Ventures by Merck", "pharma"),
        ("L'OREAL BOLD", "beauty"),
        ("Société Générale Ventures", "fintech"),
    ],
)
def test_a_large_group_is_known_at_the_start_of_a_name_or_after_by(name: str, sector: str) -> None:
    assert sectors_of_name(name, is_corporate=True)[sector] == KNOWN_GROUP


def test_the_longer_of_two_groups_counts() -> None:
    assert "insurtech" in sectors_of_group("Generali")
    assert "insurtech" not in sectors_of_group("General Motors Ventures")
    assert "automotive" in sectors_of_group("General Motors Ventures")


@pytest.mark.parametrize("name", ["Friends of Enel", "New BMW Club", "Acme Ventures", ""])
def test_a_group_elsewhere_in_a_name_is_none(name: str) -> None:
    assert sectors_of_group(name) == ()


def test_a_name_as_long_as_a_text_is_read_as_well() -> None:
    assert "pharma" in sectors_of_group("by " * 5000 + "Merck")


def test_only_a_corporate_is_a_large_group() -> None:
    assert "chemicals" not in sectors_of_name("BASF Venture Capital", is_corporate=False)


def test_a_word_of_a_field_in_a_name_says_a_little() -> None:
    assert sectors_of_name("Padova Insurtech Partners", is_corporate=False) == {"insurtech": WORD_OF_NAME}


def test_what_is_known_of_a_group_is_one_sentence_of_its_own() -> None:
    known = text_of_group("Engie New Ventures")
    assert known.startswith("Energy utility")
    assert "smart grids" in known
    assert split_sentences(known) == (known,)
    assert text_of_group("Acme Ventures") == ""


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('[sectors]\nmagic = ["Acme"]\n[known]\n', "magic"),
        ('[sectors]\n[known]\n"Acme" = "Makes anvils."\n"ACME" = "Makes tar."\n', "ACME stands there twice"),
        ('[sectors]\n[known]\n"Acme" = "Makes anvils. And tar."\n', "one sentence"),
        ('[sectors]\n[known]\n"Acme" = "Makes anvils"\n', "one sentence"),
    ],
)
def test_a_table_of_groups_that_cannot_be_meant_is_refused(source: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_groups(source)


def test_a_group_may_have_sectors_alone_or_a_sentence_alone() -> None:
    groups = read_groups('[sectors]\npharma = ["Acme"]\n[known]\n"Emca" = "Makes anvils, with an interest in tar."\n')
    assert groups[fold_label("Acme")] == Group(sectors=("pharma",))
    assert groups[fold_label("Emca")] == Group(text="Makes anvils, with an interest in tar.")
