"""What a party asks of the organisers."""

from __future__ import annotations

import datetime

from matcher.store import NotStored, Transaction
from matcher.store.audit import list_acts, note_act
from matcher.store.parties import get_party
from matcher.store.rows import MOST_ROWS
from service.web.context import Actor

ASK_ERASURE = "privacy.ask_erasure"
"""The act by which a party asks to be erased; an organiser does it."""


def ask_for_erasure(tx: Transaction, actor: Actor, party_id: str, now: datetime.datetime) -> None:
    """Note that the party asks to be erased, which an organiser then does.

    Raises:
        Problem, NotStored: there is no such party that the actor may see.
    """
    actor.require_party(party_id)
    get_party(tx, actor.programme_id, party_id)
    note_act(tx, actor.programme_id, actor=actor.user_id, action=ASK_ERASURE, subject=party_id, now=now)


def parties_asking(tx: Transaction, programme_id: str) -> list[tuple[str, str]]:
    """The id and name of each party that asked to be erased and is still there, by id."""
    found = []
    for party_id in sorted({act.subject for act in list_acts(tx, programme_id, action=ASK_ERASURE, limit=MOST_ROWS)}):
        try:
            found.append((party_id, get_party(tx, programme_id, party_id).profile.name))
        except NotStored:
            continue
    return found
