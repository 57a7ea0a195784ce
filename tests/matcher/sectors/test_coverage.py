"""Which fields a thesis covers."""

from __future__ import annotations

import numpy as np
import pytest

from matcher.errors import ConfigError
from matcher.sectors import load_coverage, load_taxonomy, load_topics
from matcher.sectors.coverage import SHARES, read_coverage

TOPICS, SECTORS = ("batteries", "cars"), ("energy", "mobility")
FIELDS = (*load_topics().codes, *load_taxonomy().codes)


def share(thesis: str, field: str) -> float:
    """The shipped share; a code that is both a topic and a sector is the topic."""
    return float(load_coverage().share[FIELDS.index(thesis), FIELDS.index(field)])


def test_every_field_is_a_row_and_covers_itself() -> None:
    coverage = load_coverage()
    assert coverage.share.shape == (len(FIELDS), len(FIELDS))
    assert coverage.n_topics == len(load_topics().codes)
    assert np.diagonal(coverage.share).tolist() == [1.0] * len(FIELDS)
    assert set(np.unique(coverage.share)) == {np.float32(value) for value in (0.0, *SHARES.values())}


def test_the_wide_covers_the_narrow_and_not_the_other_way_round() -> None:
    assert share("digital_health", "mental_health") > share("mental_health", "digital_health")
    assert share("climate_general", "batteries") > share("batteries", "climate_general")


def test_a_niche_beside_a_field_is_not_the_field() -> None:
    assert share("psychedelics", "oncology") == 0.0


def test_words_stand_for_shares_and_sectors_for_themselves() -> None:
    source = '[topics.cars]\nwholly = ["batteries"]\n[sectors.energy]\nmostly = ["cars"]\npartly = ["sector:mobility"]'
    coverage = read_coverage(source, TOPICS, SECTORS)
    expected = np.float32([[1, 0, 0, 0], [1, 1, 0, 0], [0, 0.75, 1, 0.4], [0, 0, 0, 1]])
    assert np.array_equal(coverage.share, expected)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('[topic.cars]\nwholly = ["batteries"]', "topics, sectors"),
        ('[topics.ships]\nwholly = ["cars"]', "ships, wholly"),
        ('[topics.cars]\nwholly = ["ships"]', "'ships'"),
        ('[topics.cars]\noften = ["batteries"]', "wholly, mostly, partly"),
        ('[topics.cars]\nwholly = ["batteries"]\npartly = ["batteries"]', "twice"),
        ('[sectors.energy]\nwholly = ["sector:energy"]', "is the thesis itself"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(source: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read_coverage(source, TOPICS, SECTORS)
