"""In which sectors two parties meet, and how each of the two came by its sector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.matching import Matching
from matcher.membership import spoken_sectors
from matcher.profiles import Profile
from matcher.sectors import SectorTaxonomy, load_topics
from matcher.semantics import COMPANY

MOST_MEETINGS = 2
NEARLY_BEST = 0.5
"""Share of the best meeting's strength from which a further one is named beside it."""
CLEARLY_NAMED = 0.25
"""Firmness from which a text may be said to name a sector; a generic word of a company's text weighs half of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A sector of the company and one of the counterpart that are the same or near; `strength` in (0, 1]."""

    company: str
    counterpart: str
    strength: float

    def code(self, role: str) -> str:
        """The sector of one side."""
        return self.company if role == COMPANY else self.counterpart

    @property
    def is_same(self) -> bool:
        """True where both sides are in the very sector."""
        return self.company == self.counterpart


def find_meetings(
    matching: Matching, taxonomy: SectorTaxonomy, shown: Sequence[int]
) -> Mapping[int, tuple[Meeting, ...]]:
    """The strongest meetings of each shown pair, strongest first, of one nature: shared sectors, else near ones.

    A meeting is as strong as it weighs in the feature `sector`: membership of either side × nearness × specificity.
    Sectors that a profile neither states nor clearly names are left out: they count by meaning, and cannot be shown. A
    pair whose sectors are all apart, or unknown, has ().
    """
    question = matching.question
    columns = {code: index for index, code in enumerate(taxonomy.codes)}
    similarity, specificity = question.sector_similarity, question.sector_specificity
    found = {}
    for pair in shown:
        mine = question.companies.sectors[matching.pairs.companies[pair]] * specificity
        theirs = question.counterparts.sectors[matching.pairs.counterparts[pair]]
        own = _named(question.companies.profiles[matching.pairs.companies[pair]], taxonomy, columns)
        other = _named(question.counterparts.profiles[matching.pairs.counterparts[pair]], taxonomy, columns)
        strengths = mine[own, None] * similarity[np.ix_(own, other)] * theirs[None, other]
        ranked = sorted(
            (-float(strengths[i, j]), taxonomy.codes[own[i]], taxonomy.codes[other[j]])
            for i, j in np.argwhere(strengths > 0)
        )
        found[pair] = _telling([Meeting(company=a, counterpart=b, strength=-s) for s, a, b in ranked])
    return found


def _named(profile: Profile, taxonomy: SectorTaxonomy, columns: Mapping[str, int]) -> list[int]:
    spoken = spoken_sectors(profile, taxonomy)
    codes = {*profile.sectors, *(code for code, firmness in spoken.items() if firmness >= CLEARLY_NAMED)}
    return sorted(columns[code] for code in codes)


def _telling(meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    if not meetings:
        return ()
    best = meetings[0]
    if not best.is_same:
        return (best,)
    alike = [one for one in meetings if one.is_same and one.strength >= NEARLY_BEST * best.strength]
    return tuple(alike[:MOST_MEETINGS])


def shared_topics(matching: Matching, pair: int) -> tuple[str, ...]:
    """The topics that both parties of a pair name, those that weigh most in the feature `topic` first."""
    question, pairs = matching.question, matching.pairs
    mine = question.companies.topics[pairs.companies[pair]] * question.topic_specificity
    strength = mine * question.counterparts.topics[pairs.counterparts[pair]]
    order = np.argsort(-strength, kind="stable")
    codes = load_topics().codes
    return tuple(codes[index] for index in order[:MOST_MEETINGS] if strength[index] > 0)


def is_stated(profile: Profile, code: str) -> bool:
    """True where the profile's own sector cell says the sector, not its text."""
    return code in profile.sectors


def sectors_in_cell(profile: Profile) -> tuple[str, ...]:
    """The sectors that a profile's cell says, those read from the cell before those guessed from it."""
    return tuple(sorted(profile.sectors, key=lambda code: (code in profile.nearest_sectors, code)))


def knows_sector(profile: Profile, taxonomy: SectorTaxonomy) -> bool:
    """True where the profile states a sector or its text clearly names one."""
    return bool(profile.sectors) or any(
        firmness >= CLEARLY_NAMED for firmness in spoken_sectors(profile, taxonomy).values()
    )
