"""Topics that both sides name, and fields that are apart."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from matcher.features.topics import fields_apart, named_elsewhere, topic_fit
from matcher.pairs import all_pairs
from matcher.profiles import Profile
from matcher.sectors import load_topics
from matcher.sides import PreparedSide

SidesMaker = Callable[[list[Profile], list[Profile]], tuple[PreparedSide, PreparedSide]]
ProfileMaker = Callable[..., Profile]
TOPICS = load_topics()
EVEN = np.ones(len(load_topics().codes), dtype=np.float32)


def test_a_shared_topic_counts_and_a_neighbouring_one_does_not(
    sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker
) -> None:
    companies, counterparts = sides(
        [company(description="We treat infertility; IVF made simple.")],
        [
            counterpart("a", description="We invest in fertility and IVF."),
            counterpart("b", description="We invest in genomics."),
            counterpart("c"),
        ],
    )
    same, other, silent = topic_fit(companies, counterparts, all_pairs(1, 3), EVEN)
    assert 0 < same <= 1
    assert other == silent == 0


def test_a_common_topic_counts_less(sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker) -> None:
    companies, counterparts = sides([company(description="IVF")], [counterpart(description="We invest in IVF.")])
    pairs = all_pairs(1, 1)
    common = np.full_like(EVEN, 0.3)
    assert topic_fit(companies, counterparts, pairs, common)[0] < topic_fit(companies, counterparts, pairs, EVEN)[0]


def test_pairs_in_any_order_get_their_own_value(
    sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker
) -> None:
    companies, counterparts = sides(
        [company("c1", description="IVF"), company("c2", description="Batteries")],
        [counterpart("p1", description="We invest in batteries."), counterpart("p2", description="We invest in IVF.")],
    )
    pairs = all_pairs(2, 2)
    backward = pairs.where(np.array([False, True, True, False]))
    fit = topic_fit(companies, counterparts, pairs, EVEN)
    assert (fit > 0).tolist() == [False, True, True, False]
    assert topic_fit(companies, counterparts, backward, EVEN).tolist() == fit[[1, 2]].tolist()


@pytest.mark.parametrize(
    ("sector", "topic", "expected"),
    [(0.0, 0.0, -1.0), (0.2, 0.0, -0.5), (0.4, 0.0, 0.0), (0.0, 0.15, 0.0), (-0.5, 0.0, -1.0)],
)
def test_fields_are_apart_where_neither_sector_nor_topic_is_shared(
    sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker, sector: float, topic: float, expected: float
) -> None:
    companies, counterparts = sides([company(sectors=("wine",))], [counterpart(sectors=("fintech",))])
    columns = (np.array([value], dtype=np.float32) for value in (sector, topic))
    assert fields_apart(companies, counterparts, all_pairs(1, 1), *columns)[0] == pytest.approx(expected)


def test_an_unknown_field_is_not_apart(sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker) -> None:
    companies, counterparts = sides([company(sectors=("wine",))], [counterpart()])
    nothing = np.zeros(1, dtype=np.float32)
    assert fields_apart(companies, counterparts, all_pairs(1, 1), nothing, nothing)[0] == 0.0


def test_what_a_counterpart_names_besides_counts_by_its_share(
    sides: SidesMaker, company: ProfileMaker, counterpart: ProfileMaker
) -> None:
    companies, counterparts = sides(
        [company(description="We treat infertility; IVF made simple.")],
        [
            counterpart("a", description="We invest in fertility and IVF."),
            counterpart("b", description="We invest in fertility and in insurance."),
            counterpart("c", description="We invest in insurance."),
            counterpart("d", description="We invest in deep tech."),
            counterpart("e"),
        ],
    )
    special = np.array([not TOPICS.topic(code).is_general for code in TOPICS.codes], dtype=np.bool_)
    pairs, far, near = all_pairs(1, 5), np.zeros(5, dtype=np.float32), np.full(5, 0.5, dtype=np.float32)
    own, both, other, general, silent = named_elsewhere(companies, counterparts, pairs, special, far)
    assert own == general == silent == 0
    assert -1 < both < 0
    assert other == pytest.approx(-1)
    assert named_elsewhere(companies, counterparts, pairs, special, near)[2] == pytest.approx(-0.5)
