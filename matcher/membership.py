"""How firmly a profile belongs to each sector: what a company is about, and what a counterpart covers.

The two are read differently. A company's text uses many words of other fields in passing, so a generic word says little
and a technology found in every field ("software", "AI") gives way to the field itself. A counterpart that says whom it
looks for chooses its words: "we invest in energy" covers all of energy, wholly.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.profiles import Profile, ProfileKind
from matcher.sectors import SectorTaxonomy, sectors_of_name
from matcher.sectors.lexicon import BROAD_WEIGHT, WORD_WEIGHT
from matcher.text import split_sentences, spoken_text, written_text
from matcher.thesis import states_thesis

Floats = npt.NDArray[np.float32]

DECLARED_SECTOR, NEAREST_SECTOR, MENTIONED_SECTOR, MEANT_SECTOR = 1.0, 0.6, 0.9, 0.6
"""How firmly a profile belongs to a sector: it states it, its label is near it, its text names it, or means it."""
COVERED_PRECISELY, COVERED_BROADLY, COVERED_GENERICALLY = 0.9, 0.75, 0.5
"""What a counterpart covers of a sector that its thesis names by a precise term, a broad one, or a generic word."""
FEW_LABELS = 4
"""Labels from which on a counterpart says less with each: lists of labels are often ticked generously."""
UNBORNE, CLEARLY_SPOKEN = 0.6, 0.3
"""What a label keeps when the text does not bear it out; how firmly a text must speak to bear out or contradict."""
LEAST_MEANT = 0.15
"""Share of a text's meaning below which a sector is noise."""
HORIZONTAL, CLEAR_FIELD = 0.7, 0.5
"""What a technology found in every field keeps for a company that is in some field at least as firmly as the second."""

_THESIS_KINDS = frozenset({ProfileKind.INVESTOR, ProfileKind.ACCELERATOR})


def sector_membership(profiles: Sequence[Profile], taxonomy: SectorTaxonomy, meant: Floats) -> Floats:
    """How firmly each profile belongs to each sector, `(n, n_sectors)` float32 in [0, 1], columns as `taxonomy.codes`.

    `meant` holds the shares of each text's meaning by sector, `(n, n_sectors)` in [0, 1]; those under `LEAST_MEANT` are
    noise. Labels that the text does not bear out count as `UNBORNE`: for a company where its text speaks of other
    sectors, for a counterpart where it has a text at all.
    """
    column = {code: index for index, code in enumerate(taxonomy.codes)}
    membership = np.where(meant >= LEAST_MEANT, MEANT_SECTOR * np.sqrt(meant), 0.0).astype(np.float32)
    for row, profile in enumerate(profiles):
        for code, firmness in spoken_sectors(profile, taxonomy).items():
            membership[row, column[code]] = max(firmness, membership[row, column[code]])
    clear = membership >= CLEARLY_SPOKEN
    borne_out = clear.astype(np.float32) @ (taxonomy.similarity > 0.0)
    for row, profile in enumerate(profiles):
        in_doubt = clear[row].any() if profile.is_company else bool(written_text(profile))
        for code, firmness in label_firmness(profile, taxonomy).items():
            if in_doubt and not borne_out[row, column[code]]:
                firmness *= UNBORNE
            membership[row, column[code]] = max(firmness, membership[row, column[code]])
    horizontal = np.array([taxonomy.sector(code).is_horizontal for code in taxonomy.codes], dtype=np.bool_)
    give_way(membership, profiles, horizontal, clear=CLEAR_FIELD, kept=HORIZONTAL)
    return membership


def spoken_sectors(profile: Profile, taxonomy: SectorTaxonomy) -> dict[str, float]:
    """How firmly a profile's text speaks of sectors, by code, in (0, 1].

    A company's terms add up as hints (`SectorTaxonomy.mentions`). For a counterpart each term stands alone: a precise
    one covers `COVERED_PRECISELY`; where it says whom it looks for (the whole text of an investor or accelerator; the
    sentences that say so of anybody else), a broad one covers `COVERED_BROADLY` and a generic word
    `COVERED_GENERICALLY`, elsewhere their own weight. Where it says nothing itself, its name speaks
    (`sectors_of_name`) beside what is known of it.
    """
    text = spoken_text(profile)
    if profile.is_company:
        return {code: MENTIONED_SECTOR * weight for code, weight in taxonomy.mentions(text).items()}
    if profile.kind in _THESIS_KINDS and text:
        return _covered(text, taxonomy, is_thesis=True)
    covered: dict[str, float] = {}
    is_known = not written_text(profile)
    if is_known:
        covered |= sectors_of_name(profile.name, is_corporate=profile.kind is ProfileKind.CORPORATE)
    for sentence in split_sentences(text):
        for code, firmness in _covered(sentence, taxonomy, is_thesis=is_known or states_thesis(sentence)).items():
            covered[code] = max(firmness, covered.get(code, 0.0))
    return covered


def _covered(text: str, taxonomy: SectorTaxonomy, *, is_thesis: bool) -> dict[str, float]:
    covered: dict[str, float] = {}
    for span in taxonomy.mention_spans(text):
        firmness = span.weight
        if span.weight >= WORD_WEIGHT:
            firmness = COVERED_PRECISELY
        elif is_thesis:
            firmness = COVERED_BROADLY if span.weight >= BROAD_WEIGHT else COVERED_GENERICALLY
        covered[span.code] = max(firmness, covered.get(span.code, 0.0))
    return covered


def label_firmness(profile: Profile, taxonomy: SectorTaxonomy) -> dict[str, float]:
    """How firmly a profile's labels state each of its sectors, in (0, 1].

    A company's label that stands for k sectors ("Consumer") says each of them by 1/√k. A counterpart's covers them all,
    by √(`FEW_LABELS` / n) where it lists more labels than a few.
    """
    generous = label_share(profile)
    firmness = {code: NEAREST_SECTOR for code in profile.sectors if code in profile.nearest_sectors}
    from_labels: dict[str, float] = {}
    for label in profile.sector_labels:
        codes = taxonomy.match_label(label).codes
        share = DECLARED_SECTOR / len(codes) ** 0.5 if codes and profile.is_company else generous
        for code in codes:
            from_labels[code] = max(share, from_labels.get(code, 0.0))
    for code in profile.sectors:
        firmness[code] = max(firmness.get(code, 0.0), from_labels.get(code, 0.0)) or DECLARED_SECTOR
    return firmness


def label_share(profile: Profile) -> float:
    """What each label of a counterpart says, in (0, 1]: less with each where it lists more than `FEW_LABELS`."""
    share: float = (FEW_LABELS / max(len(profile.sector_labels), 1)) ** 0.5
    return min(1.0, share)


def give_way(
    membership: Floats, profiles: Sequence[Profile], wide: npt.NDArray[np.bool_], *, clear: float, kept: float
) -> None:
    """Lower, in place, the `wide` columns to the share `kept` for companies that are in another by `clear` or more.

    `membership` is `(n, n_columns)` in [0, 1]; `wide` `(n_columns,)` marks what is found in every field.
    """
    has_other = (membership[:, ~wide] >= clear).any(axis=1)
    companies = np.array([profile.is_company for profile in profiles], dtype=np.bool_)
    membership[np.ix_(has_other & companies, wide)] *= kept
