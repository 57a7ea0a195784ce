"""What companies and counterparts did together before, as files tell it."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable

from matcher.profiles import Interaction, Money
from matcher.store import rows, tables
from matcher.store.engine import Transaction

_BY = ["company_id", "counterpart_id", "id"]


def add_interactions(tx: Transaction, programme_id: str, interactions: Iterable[Interaction]) -> int:
    """Keep facts that are not there yet; returns how many they are. Raises MissingReference without the programme.

    A company or counterpart need not be in the programme.
    """
    return sum(
        rows.add_if_new(tx, tables.past_interactions, {"programme_id": programme_id, **_row(each)})
        for each in interactions
    )


def list_interactions(tx: Transaction, programme_id: str) -> list[Interaction]:
    """Every fact, by company and counterpart."""
    found = rows.listed(tx, tables.past_interactions, {"programme_id": programme_id}, by=_BY)
    return [_read(row) for row in found]


def delete_interactions(tx: Transaction, programme_id: str) -> int:
    """Forget every fact; returns how many there were."""
    return rows.remove(tx, tables.past_interactions, {"programme_id": programme_id})


def _row(one: Interaction) -> rows.Values:
    values = {
        "company_id": one.startup_id,
        "counterpart_id": one.counterpart_id,
        "date": None if one.date is None else one.date.isoformat(),
        "relation": one.relation,
        "outcome": one.outcome,
        "stage_label": one.stage_label,
        "amount": None if one.amount is None else one.amount.amount,
        "currency": None if one.amount is None else one.amount.currency,
    }
    told = json.dumps(values, sort_keys=True)
    return {"id": hashlib.sha256(told.encode()).hexdigest()[:32], **values}


def _read(row: rows.Values) -> Interaction:
    amount = None if row["amount"] is None else Money(amount=row["amount"], currency=row["currency"])
    return Interaction(
        startup_id=row["company_id"],
        counterpart_id=row["counterpart_id"],
        date=None if row["date"] is None else datetime.date.fromisoformat(row["date"]),
        relation=row["relation"],
        outcome=row["outcome"],
        stage_label=row["stage_label"],
        amount=amount,
    )
