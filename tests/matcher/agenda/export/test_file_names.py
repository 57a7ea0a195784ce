"""Names of the files of parties."""

from __future__ import annotations

import re

import pytest

from matcher.agenda.export.file_names import file_stem


@pytest.mark.parametrize("party", ["st-01", "inv_7", "a", "x" * 64])
def test_a_plain_id_is_its_own_name(party: str) -> None:
    assert file_stem(party) == party


@pytest.mark.parametrize(
    ("party", "start"),
    [
        ("ST-01", "st-01-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("con", "con-"),
        ("Città & Co.", "citta-co-"),
        ("会社", "party-"),
        ("x" * 300, "x" * 40 + "-"),
        ("-a", "a-"),
    ],
)
def test_any_other_is_made_plain_and_has_a_hash(party: str, start: str) -> None:
    assert re.fullmatch(re.escape(start) + "[0-9a-f]{8}", file_stem(party))


def test_no_two_ids_share_a_name_where_capitals_do_not_count() -> None:
    ids = ["a b", "a-b", "A-B", "a/b", "A b"]
    assert len({file_stem(party).casefold() for party in ids}) == len(ids)
