"""Sectors for labels that no synonym knows: the nearest in meaning, marked as a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matcher.profiles import Profile
from matcher.sectors import SectorTaxonomy, nearest_sectors
from models.encoders import Encoder, fit_centring

NEAREST_THRESHOLD = 0.30
"""Centred cosine below which a label stays without sector: a wrong sector costs more than none."""


def guess_sectors(profiles: Sequence[Profile], taxonomy: SectorTaxonomy, encoder: Encoder) -> tuple[Profile, ...]:
    """The profiles, those whose sector labels were not understood given the nearest sectors, in the same order."""
    labels = sorted({label for profile in profiles for label in unknown_labels(profile, taxonomy)})
    if not labels:
        return tuple(profiles)
    prototypes = [*taxonomy.prototype_texts("it"), *taxonomy.prototype_texts("en")]
    vectors = encoder.encode([*labels, *prototypes])
    groups = ["label"] * len(labels) + ["prototype/it"] * len(taxonomy.codes) + ["prototype/en"] * len(taxonomy.codes)
    centred = fit_centring(vectors, encoder.blocks, groups).apply(vectors, groups)
    label_vectors, italian, english = np.split(centred, [len(labels), len(labels) + len(taxonomy.codes)])
    nearest = nearest_sectors(label_vectors, italian + english, NEAREST_THRESHOLD, codes=taxonomy.codes)
    guesses = {label: answer[0] for label, answer in zip(labels, nearest, strict=True) if answer}
    return tuple(_with_guesses(profile, taxonomy, guesses) for profile in profiles)


def unknown_labels(profile: Profile, taxonomy: SectorTaxonomy) -> list[str]:
    """The sector labels of a profile that name a sector the taxonomy does not know."""
    return [label for label in profile.sector_labels if not taxonomy.match_label(label).is_understood]


def _with_guesses(profile: Profile, taxonomy: SectorTaxonomy, guesses: dict[str, str]) -> Profile:
    found = {guesses[label] for label in unknown_labels(profile, taxonomy) if label in guesses} - set(profile.sectors)
    if not found:
        return profile
    return replace(
        profile,
        sectors=tuple(sorted({*profile.sectors, *found})),
        nearest_sectors=tuple(sorted({*profile.nearest_sectors, *found})),
    )
