"""What a party asks of the organisers."""

from __future__ import annotations

import datetime

from matcher.store import Transaction
from matcher.store.audit import note_act
from matcher.store.parties import get_party
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
