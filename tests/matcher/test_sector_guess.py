from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from matcher.profiles import Profile
from matcher.sector_guess import guess_sectors, unknown_labels
from matcher.sectors import SectorTaxonomy
from models.encoders import FloatMatrix

Make = Callable[..., Profile]


class WineEncoder:
    """Sees one thing only: whether a text speaks of wine, or of the unknown drink Zorblax."""

    id = "wine"
    blocks = (2,)

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """(1, 0) for wine, (0, 1) for anything else."""
        is_wine = ["wine" in text.lower() or "vino" in text.lower() or "zorblax" in text.lower() for text in texts]
        return np.array([[1, 0] if wine else [0, 1] for wine in is_wine], dtype=np.float32).reshape(-1, 2)


def test_a_label_nobody_knows_takes_the_nearest_sector_marked_as_a_guess(
    company: Make, taxonomy: SectorTaxonomy
) -> None:
    before = [
        company("a", sectors=("marine",), sector_labels=("Marine", "Zorblax")),
        company("b", sector_labels=("Qwertyuiop",)),
    ]
    after = guess_sectors(before, taxonomy, WineEncoder())
    assert after[0].sectors == ("marine", "wine")
    assert after[0].nearest_sectors == ("wine",)


def test_what_was_read_is_not_made_a_guess(company: Make, taxonomy: SectorTaxonomy) -> None:
    (after,) = guess_sectors([company(sectors=("wine",), sector_labels=("Zorblax",))], taxonomy, WineEncoder())
    assert (after.sectors, after.nearest_sectors) == (("wine",), ())


@pytest.mark.parametrize("labels", [(), ("Wine",), ("Sector agnostic",)], ids=["none", "known", "every sector"])
def test_profiles_that_are_understood_are_left_alone(
    company: Make, taxonomy: SectorTaxonomy, labels: tuple[str, ...]
) -> None:
    before = (company(sector_labels=labels),)
    assert guess_sectors(before, taxonomy, WineEncoder()) == before


def test_unknown_labels_are_those_no_synonym_knows(company: Make, taxonomy: SectorTaxonomy) -> None:
    assert unknown_labels(company(sector_labels=("Wine", "Zorblax")), taxonomy) == ["Zorblax"]
