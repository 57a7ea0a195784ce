"""A pair for who reviews it: what pulls it up and down, as bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.suggestions import Contribution

STEPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A contribution in logits; `step` from 0 to 10 is its length against the longest, `is_for` whether it pulls up."""

    label: str
    logit: float
    step: int
    is_for: bool


def bars_of(contributions: Iterable[Contribution]) -> list[Bar]:
    """The contributions that are not nothing, the strongest first."""
    told = [one for one in contributions if abs(one.logit) >= 0.005]
    longest = max((abs(one.logit) for one in told), default=1.0)
    return [
        Bar(label=one.label, logit=one.logit, step=_step(one.logit / longest), is_for=one.logit > 0)
        for one in sorted(told, key=lambda one: (-abs(one.logit), one.label))
    ]


def _step(share: float) -> int:
    return max(1, round(STEPS * abs(share)))
