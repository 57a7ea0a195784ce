"""Which part of the world a country lies in."""

from __future__ import annotations

from matcher.regions import _PARTS, PART_OF


def test_every_country_lies_in_one_part() -> None:
    codes = [code for part in _PARTS.values() for code in part.split()]
    assert len(codes) == len(set(codes)) == len(PART_OF)
    assert all(len(code) == 2 and code.isupper() for code in codes)


def test_neighbours_lie_together() -> None:
    assert PART_OF["IT"] == PART_OF["GB"] == PART_OF["UA"]
    assert PART_OF["US"] == PART_OF["CA"] != PART_OF["MX"]
