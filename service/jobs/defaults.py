"""What an order leaves out, the programme's settings say."""

from __future__ import annotations

from typing import Final

from matcher.store import Transaction
from matcher.store.programmes import get_programme
from service.jobs.orders import Lang

LANG: Final[Lang] = "it"
"""The language of a programme that has not said another."""

DESTINATION = "US"
"""The country that a programme leads to unless it says another: ISO 3166, alpha-2."""


def language(tx: Transaction, programme_id: str, asked: Lang | None) -> str:
    """The language asked for, else the programme's; raises NotStored for a programme that is not there."""
    return asked or str(get_programme(tx, programme_id).settings.get("lang", LANG))


def destination(tx: Transaction, programme_id: str, asked: str | None) -> str:
    """The country asked for, else the one that the programme leads to; raises NotStored."""
    return asked or str(get_programme(tx, programme_id).settings.get("destination", DESTINATION))
