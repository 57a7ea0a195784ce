"""Which groups each feature of the past belongs to, so that a ranker can be made to do without one.

| group | says |
| --- | --- |
| dynamics | how a candidate deals, whatever the company |
| lifts | how often it deals with companies of a place, stage or sector |
| neighbours | how near the company is to those that it entered |
| kernel | what a kernel ridge over companies expects |
| timing | when a candidate deals: how lately, at what pace, in which season |

Timing cuts across the others: its features belong to it and to dynamics, lifts or neighbours. What the kernel knows of
age, month and fading stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from matcher.past.dynamics import SCALES
from matcher.past.lifts import PRIOR_DEALS
from matcher.past.neighbours import NEAREST, PROSE_NAMES

DYNAMICS, LIFTS, NEIGHBOURS = "dynamics", "lifts", "neighbours"
KERNEL, TIMING = "kernel", "timing"
_PACE = (*(f"active_{years:g}y" for years in SCALES), "trend", "last_deal", "first_deal", "season")
_RECENT_LIFTS = tuple(f"{trait}_recent" for trait in PRIOR_DEALS)
_RECENT_NEIGHBOURS = ("near_text_recent", "near_sector_recent", "near_like_recent", "near_prose_recent")
MEMBERS: Mapping[str, tuple[str, ...]] = {
    DYNAMICS: (
        *_PACE,
        *("popularity", "syndicate", "region_spread", "stage_spread", "sector_spread"),
    ),
    LIFTS: (
        *_RECENT_LIFTS,
        *(f"{trait}_{kind}" for trait in PRIOR_DEALS for kind in ("lift", "count")),
        *("sector_lift", "sector_count"),
    ),
    NEIGHBOURS: (
        *_RECENT_NEIGHBOURS,
        *("near_text", "near_sector", "near_like"),
        *(f"near_{fact}_{trait}" for trait in ("region", "metro", "stage") for fact in ("text", "sector")),
        *("text_profile", *(f"nearest_{k}" for k in NEAREST)),
        *(name for name in PROSE_NAMES if name not in _RECENT_NEIGHBOURS),
    ),
    KERNEL: ("kernel", "kernel_plain"),
    TIMING: (*_PACE, *_RECENT_LIFTS, *_RECENT_NEIGHBOURS),
}
"""The features of each group."""
GROUPS: Mapping[str, tuple[str, ...]] = {
    name: tuple(group for group, names in MEMBERS.items() if name in names)
    for names in MEMBERS.values()
    for name in names
}
"""The groups of each feature: one, or two where one of them is timing."""


def kept_features(names: Sequence[str], left_out: Collection[str]) -> tuple[str, ...]:
    """The names, in their order, that are in none of these groups; one without a group is always kept.

    >>> kept_features(("kernel_plain", "season", "near_text"), ["kernel", "timing"])
    ('near_text',)
    """
    return tuple(name for name in names if not any(group in left_out for group in GROUPS.get(name, ())))
