"""The sizes of generated agenda problems, from an afternoon with eighteen companies to three days with a thousand."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The size of an event and the ranges from which its parties' limits are drawn.

    `company_max` and `counterpart_max` are the least and the most that a party's `max_meetings` can be, None for no
    limit but the slots it is there. `listed` is how many of its best partners each party lists, None for all.
    """

    n_companies: int
    n_counterparts: int
    n_days: int
    slots_per_day: int
    tables: int
    company_max: tuple[int, int] | None
    company_min: int
    counterpart_max: tuple[int, int] | None
    counterpart_min: int
    listed: int | None = None


_SMALL = Family(
    n_companies=18,
    n_counterparts=30,
    n_days=2,
    slots_per_day=6,
    tables=11,
    company_max=(6, 9),
    company_min=3,
    counterpart_max=(4, 7),
    counterpart_min=1,
)
_MEDIUM = Family(
    n_companies=60,
    n_counterparts=120,
    n_days=2,
    slots_per_day=8,
    tables=36,
    company_max=(8, 12),
    company_min=4,
    counterpart_max=(4, 8),
    counterpart_min=1,
)
_LARGE = Family(
    n_companies=200,
    n_counterparts=300,
    n_days=3,
    slots_per_day=8,
    tables=95,
    company_max=(10, 14),
    company_min=5,
    counterpart_max=(6, 10),
    counterpart_min=2,
)
_XL = Family(
    n_companies=1000,
    n_counterparts=1500,
    n_days=3,
    slots_per_day=10,
    tables=330,
    company_max=(8, 12),
    company_min=3,
    counterpart_max=(5, 9),
    counterpart_min=1,
    listed=150,
)


def _tight(family: Family, n_counterparts: int) -> Family:
    """The family with a table for every company, and no limit to anyone but the slots it is there."""
    return replace(
        family, n_counterparts=n_counterparts, tables=family.n_companies, company_max=None, counterpart_max=None
    )


FAMILIES = {
    "small": _SMALL,
    "medium": _MEDIUM,
    "large": _LARGE,
    "xl": _XL,
    "small_tight": _tight(_SMALL, 20),
    "medium_tight": _tight(_MEDIUM, 66),
    "large_tight": _tight(_LARGE, 220),
    "xl_tight": replace(_tight(_XL, 1100), company_min=5, counterpart_min=2),
}
"""Companies × counterparts × slots: 18 × 30 × 12, 60 × 120 × 16, 200 × 300 × 24, 1000 × 1500 × 30, and tight ones."""
