"""How much is kept of a programme, counted: no name, no text, nothing of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from matcher.store import rows, tables
from matcher.store.engine import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a programme holds.

    `rows` are the numbers of rows by table. `purposes` are the purposes that are noted of parties, each with how many
    have it, "" for none; `consented` and `withdrawn` are numbers of parties. `contacts` counts the people to reach by
    what is known of them: person, role, email, phone.
    """

    rows: Mapping[str, int]
    purposes: tuple[tuple[str, int], ...]
    consented: int
    withdrawn: int
    contacts: Mapping[str, int]


def count_holdings(tx: Transaction, programme_id: str) -> Holdings:
    """What a programme holds; all zero where there is no such programme."""
    parties = tables.parties
    here = parties.c.programme_id == programme_id
    purposes = select(parties.c.purpose, func.count()).where(here).group_by(parties.c.purpose)
    consented = select(func.count()).select_from(parties).where(here, parties.c.consented_at.is_not(None))
    withdrawn = select(func.count()).select_from(parties).where(here, parties.c.withdrawn_at.is_not(None))
    return Holdings(
        rows={name: _number(tx, name, programme_id) for name in sorted(_OF_PROGRAMMES)},
        purposes=tuple(sorted((str(purpose), int(number)) for purpose, number in tx.execute(purposes))),
        consented=int(tx.execute(consented).scalar_one()),
        withdrawn=int(tx.execute(withdrawn).scalar_one()),
        contacts={name: _number(tx, "contacts", programme_id, name) for name in ("person", "role", "email", "phone")},
    )


_OF_PROGRAMMES = frozenset(table.name for table in tables.metadata.sorted_tables if "programme_id" in table.c)


def _number(tx: Transaction, name: str, programme_id: str, filled: str = "") -> int:
    """The rows of a programme in a table, those alone in which the column `filled` says something."""
    table = tables.metadata.tables[name]
    conditions = [rows.matches(table, {"programme_id": programme_id}), *([table.c[filled] != ""] if filled else [])]
    return int(tx.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())
