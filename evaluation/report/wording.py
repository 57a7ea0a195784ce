"""How figures are written: three decimals, signs, percentages, intervals."""

from __future__ import annotations

import math

from evaluation.stats import Interval

NONE = "–"


def figure(value: float) -> str:
    """Three decimals, a dash for what is not defined.

    >>> figure(0.1234), figure(float("nan"))
    ('0.123', '–')
    """
    return f"{value:.3f}" if math.isfinite(value) else NONE


def interval(value: Interval) -> str:
    """A mean and its bounds."""
    return str(value) if math.isfinite(value.mean) else NONE


def gain(value: Interval) -> str:
    """A difference and its bounds, with signs.

    >>> gain(Interval(mean=0.1, low=-0.02, high=0.2))
    '+0.100 (−0.020 to +0.200)'
    """
    if not math.isfinite(value.mean):
        return NONE
    return f"{signed(value.mean)} ({signed(value.low)} to {signed(value.high)})"


def signed(value: float) -> str:
    """Three decimals with a sign; what rounds to nothing has none.

    >>> signed(-0.0123), signed(-0.0001)
    ('−0.012', '0.000')
    """
    written = f"{value:+.3f}"
    return written[1:] if float(written) == 0.0 else written.replace("-", "−")


def percent(share: float) -> str:
    r"""A share in whole per cent, with a decimal near either end; the space does not break.

    >>> [percent(share).replace("\xa0", " ") for share in (0.4567, 0.0123, 0.9961, 0.0, 0.0001)]
    ['46 %', '1.2 %', '99.6 %', '0 %', 'under 0.1 %']
    """
    if not math.isfinite(share):
        return NONE
    if 0.0 < share < 0.0005:
        return "under 0.1\xa0%"
    is_near_end = 0.0 < share < 0.0995 or 0.9905 < share < 0.9995
    return f"{100 * share:.1f}\xa0%" if is_near_end else f"{100 * share:.0f}\xa0%"


def count(number: int) -> str:
    """A number with its thousands apart.

    >>> count(1977)
    '1,977'
    """
    return f"{number:,}"


def p_value(value: float, name: str = "") -> str:
    """A p value, very small ones by their bound; with a name in front for a sentence.

    >>> p_value(0.04), p_value(0.04, "p"), p_value(0.0001, "p")
    ('0.040', 'p = 0.040', 'p < 0.001')
    """
    if value < 0.001:
        return f"{name} < 0.001".strip()
    return f"{name} = {value:.3f}" if name else f"{value:.3f}"


def amount(number: int, noun: str) -> str:
    """A number and its noun, in the singular for one.

    >>> amount(1, "startup"), amount(1200, "startup")
    ('1 startup', '1,200 startups')
    """
    return f"{count(number)} {noun}" if number == 1 else f"{count(number)} {noun}s"


def listed(names: list[str]) -> str:
    """Names in a sentence.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
