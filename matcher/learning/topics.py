"""What a feature of the past speaks of, in the words of a reason."""

from __future__ import annotations

LIKE, PLACE, STAGE, PACE, LEVEL = "like", "place", "stage", "pace", "level"
TOPICS = (LIKE, PLACE, STAGE, PACE, LEVEL)
"""Companies like this one; its place; its stage; how much and how lately; and the level of its whole list, which is the
same for every counterpart."""
_PLACES, _STAGE = ("country_", "region_", "metro_", "city_"), "stage_"
_LIKE = ("near", "text_", "sector_", "kernel")
_HABITS = ("region_spread", "stage_spread", "sector_spread")
"""How broadly a candidate deals: a habit of its own, whatever the company."""


def topic_of(feature: str) -> str:
    """The topic of a feature of `matcher.past`, one of `TOPICS` but `LEVEL`.

    >>> [topic_of(name) for name in ("near_text_region", "region_lift", "region_spread")]
    ['like', 'place', 'pace']
    """
    if feature in _HABITS:
        return PACE
    by_start = ((_PLACES, PLACE), ((_STAGE,), STAGE), (_LIKE, LIKE))
    return next((topic for starts, topic in by_start if feature.startswith(starts)), PACE)
