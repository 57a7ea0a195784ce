"""How well theses cover companies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest

from matcher.features.coverage import Covered, covered
from matcher.pairs import PairRows, all_pairs
from matcher.profiles import Profile
from matcher.sectors import load_coverage, load_taxonomy, load_topics
from matcher.sides import PreparedSide

SidesMaker = Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]]
ProfileMaker = Callable[..., Profile]
TOPICS = np.ones(len(load_topics().codes), dtype=np.float32)
SECTORS = np.ones(len(load_taxonomy().codes), dtype=np.float32)


def found(sides: tuple[PreparedSide, PreparedSide], pairs: PairRows) -> Covered:
    return covered(*sides, pairs, load_coverage(), TOPICS, SECTORS)


def test_a_thesis_next_to_the_company_s_field_covers_more_of_it_than_a_niche(
    sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker
) -> None:
    prepared = sides(
        [company(description="We treat depression: mental health care by video.")],
        [
            counterpart("a", description="We invest in digital health."),
            counterpart("b", description="We invest in psychedelics."),
            counterpart("c", description="We invest in mining."),
            counterpart("d"),
        ],
    )
    near, niche, other, silent = found(prepared, all_pairs(1, 4)).topics
    assert near > niche >= other == silent == 0.0


def test_values_lie_in_range_and_belong_to_their_pair(
    sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker
) -> None:
    texts = ("We make batteries for boats.", "", "Software per assicurazioni e banche.")
    prepared = sides(
        [company(f"c{n}", description=text) for n, text in enumerate(texts)],
        [counterpart(f"p{n}", description=text) for n, text in enumerate(texts)],
    )
    pairs = all_pairs(3, 3)
    whole = found(prepared, pairs)
    keep = np.array([False, True, True, False, False, True, False, False, True])
    part = found(prepared, pairs.where(keep))
    for field in fields(Covered):
        values = getattr(whole, field.name)
        assert ((values >= 0.0) & (values <= 1.0 + 1e-6)).all(), field.name
        assert getattr(part, field.name) == pytest.approx(values[keep], abs=1e-6), field.name
