"""How much a profile says of what matching reads, and what to add first.

Pure; an empty field never lowers a match below that of an unknown, but it cannot raise it either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.profiles import Profile, ProfileKind

ENOUGH_WORDS = 40
"""Words of free text from which on more text adds little (two or three sentences)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing a profile may say: its weight in the score, and how far a profile says it (0–1)."""

    field: str
    weight: float
    filled: Callable[[Profile], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How complete a profile is, `score` in [0, 1], and the fields to fill in, the most useful first."""

    score: float
    missing: tuple[str, ...]


def _text(profile: Profile) -> float:
    n_words = len(profile.description.split()) + len(profile.offer.split())
    return min(1.0, n_words / ENOUGH_WORDS)


def _wishes(profile: Profile) -> float:
    if profile.seeks or profile.offers:
        return 1.0
    return 0.5 if profile.needs or profile.seeking_label else 0.0


def _stage_or_size(profile: Profile) -> float:
    has_size = profile.employees is not None or profile.revenue is not None
    return float(profile.stage is not None or has_size)


def _sectors(profile: Profile) -> float:
    return float(bool(profile.sectors or profile.sector_labels))


_TEXT = Part(field="description", weight=0.40, filled=_text)
_SECTORS = Part(field="sectors", weight=0.20, filled=_sectors)
_COMPANY: tuple[Part, ...] = (
    _TEXT,
    _SECTORS,
    Part(field="seeking", weight=0.20, filled=_wishes),
    Part(field="stage", weight=0.10, filled=_stage_or_size),
    Part(field="country", weight=0.10, filled=lambda profile: float(bool(profile.country))),
)
_GIVER: tuple[Part, ...] = (
    _TEXT,
    _SECTORS,
    Part(field="stages", weight=0.15, filled=lambda profile: float(bool(profile.stages))),
    Part(field="ticket", weight=0.10, filled=lambda profile: float(bool(profile.ticket_min or profile.ticket_max))),
    Part(field="countries", weight=0.15, filled=lambda profile: float(bool(profile.countries))),
)
_PARTNER: tuple[Part, ...] = (
    Part(field="description", weight=0.50, filled=_text),
    Part(field="sectors", weight=0.25, filled=_SECTORS.filled),
    Part(field="offers", weight=0.25, filled=_wishes),
)
_PARTS: dict[ProfileKind, tuple[Part, ...]] = {
    ProfileKind.STARTUP: _COMPANY,
    ProfileKind.SME: _COMPANY,
    ProfileKind.INVESTOR: _GIVER,
    ProfileKind.ACCELERATOR: _GIVER,
}


def completeness(profile: Profile) -> Completeness:
    """How complete a profile is; the weights of a kind's parts sum to 1. A name alone scores 0."""
    filled = _filled(profile)
    return Completeness(
        score=round(sum(part.weight * share for part, share in filled), 6),
        missing=tuple(field for field, _ in gains(profile)),
    )


def gains(profile: Profile) -> tuple[tuple[str, float], ...]:
    """The fields to fill in and what each would add to the score, in (0, 1], the most useful first."""
    lacking = [(part.field, round((1 - share) * part.weight, 6)) for part, share in _filled(profile) if share < 1.0]
    return tuple(sorted(lacking, key=lambda pair: (-pair[1], pair[0])))


def _filled(profile: Profile) -> list[tuple[Part, float]]:
    return [(part, part.filled(profile)) for part in _PARTS.get(profile.kind, _PARTNER)]
