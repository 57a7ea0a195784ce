"""The parties and the history of a programme as the ledger that rankers over the past read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from matcher.history import outcome_value
from matcher.past.ledger import COMPANY_COLUMNS, DEAL_COLUMNS, Ledger, build_ledger
from matcher.past.vectors import encode_prose
from matcher.profiles import Interaction, Profile
from models.encoders import Encoder

UNDATED = dt.date(1, 1, 1)


def programme_ledger(
    companies: Iterable[Profile], interactions: Sequence[Interaction], encoder: Encoder | None = None
) -> Ledger:
    """The ledger of these companies and of what counterparts did with them, whatever the order of either.

    A company that only the interactions name has a row without facts, so that what was done with it still counts as
    activity. Of profiles with the same id the first counts. An interaction that went badly (a no-show, a low rating)
    is no deal. Undated ones are taken to be as old as the oldest dated one: known to be past, and no more. With an
    encoder the texts of companies that have prose are there as vectors too.
    """
    companies = list(companies)
    rows = {profile.id: company_facts(profile) for profile in reversed(companies)}
    deals = [one for one in interactions if outcome_value(one) >= 0.0]
    oldest = min((one.date for one in deals if one.date is not None), default=UNDATED)
    for one in deals:
        rows.setdefault(one.startup_id, {"id": one.startup_id})
    ledger = build_ledger(
        pd.DataFrame(list(rows.values()), columns=list(COMPANY_COLUMNS)),
        pd.DataFrame(
            [(one.startup_id, one.counterpart_id, (one.date or oldest).isoformat()) for one in deals],
            columns=list(DEAL_COLUMNS),
        ),
    )
    if encoder is None:
        return ledger
    prose = {one.id: str(rows[one.id]["text"]) for one in reversed(companies) if one.description or one.offer}
    return replace(ledger, vectors=encode_prose(ledger.company_ids, prose, encoder))


def company_facts(profile: Profile) -> dict[str, object]:
    """The facts of a company that a ledger holds, by `COMPANY_COLUMNS`; "" and () for what is not known.

    Sectors and stage are as written, since what counts is who shares them. The text is that of a benchmark: what the
    company is, its sectors and its name.
    """
    labels = "; ".join(profile.sector_labels)
    return {
        "id": profile.id,
        "founded": f"{profile.founded:04d}-01-01" if profile.founded else "",
        "first_date": profile.first_date.isoformat() if profile.first_date else "",
        "country": profile.country,
        "region": profile.region,
        "metro": profile.metro,
        "city": profile.city,
        "stage": profile.stage_label or str(profile.stage or ""),
        "sectors": list(profile.sector_labels),
        "text": " ".join(part for part in (profile.description, profile.offer, labels, profile.name) if part),
    }


def day_after(interactions: Sequence[Interaction]) -> int:
    """The ordinal day after the last of them: all that happened is known then, and nothing is older than it must be."""
    return max((one.date or UNDATED for one in interactions), default=UNDATED).toordinal() + 1
