"""The day of the event: who could meet at once if somebody does not appear, and what no-shows cost."""

from matcher.agenda.day.overbooking import Overbooking, overbook
from matcher.agenda.day.robustness import (
    INSIDE,
    N_DRAWS,
    PartyOutlook,
    Range,
    Robustness,
    expected_value,
    no_show_rates,
    robustness,
)
from matcher.agenda.day.standby import MOST, Standby, standby_lists

__all__ = [
    "INSIDE",
    "MOST",
    "N_DRAWS",
    "Overbooking",
    "PartyOutlook",
    "Range",
    "Robustness",
    "Standby",
    "expected_value",
    "no_show_rates",
    "overbook",
    "robustness",
    "standby_lists",
]
