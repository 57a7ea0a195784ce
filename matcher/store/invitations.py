"""Links by which participants come in: good once, for a while, for one role. Only the hash of the token is kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from sqlalchemy import update

from matcher.store import rows, tables
from matcher.store.engine import Transaction
from matcher.store.errors import MissingReference, NotStored
from matcher.store.tokens import find_by_token, hash_token, new_token
from matcher.store.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation; `used_at` is None for one that is still good."""

    programme_id: str
    id: str
    email: str = field(repr=False)
    role: Role
    party_id: str | None
    created_by: str
    created_at: datetime.datetime
    expires_at: datetime.datetime
    used_at: datetime.datetime | None


def invite(
    tx: Transaction,
    programme_id: str,
    *,
    email: str,
    role: Role,
    party_id: str | None = None,
    invited_by: str,
    now: datetime.datetime,
    lasts: datetime.timedelta,
) -> tuple[Invitation, str]:
    """A new invitation and its token, which is not kept.

    Raises:
        MissingReference: there is no such programme or party.
    """
    if party_id is not None and rows.find(tx, tables.parties, {"programme_id": programme_id, "id": party_id}) is None:
        raise MissingReference("invitations")
    token = new_token()
    invitation = {
        "programme_id": programme_id,
        "id": rows.new_id(now),
        "email": email.strip().lower(),
        "role": role.value,
        "party_id": party_id,
        "created_by": invited_by,
        "created_at": now,
        "expires_at": now + lasts,
        "used_at": None,
    }
    rows.add(tx, tables.invitations, {**invitation, "token_hash": hash_token(token)})
    return _read(invitation), token


def find_invitation(tx: Transaction, token: str, *, now: datetime.datetime) -> Invitation | None:
    """The invitation of this token, None for one that was used, is over, or was never made."""
    found = find_by_token(tx, tables.invitations, token)
    if found is None or found["used_at"] is not None or found["expires_at"] <= now:
        return None
    return _read(found)


def use_invitation(tx: Transaction, token: str, *, now: datetime.datetime) -> Invitation | None:
    """Use an invitation up: of several that try at once, one gets it and the others None, as after its end."""
    invitations = tables.invitations
    statement = (
        update(invitations)
        .where(
            invitations.c.token_hash == hash_token(token),
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        .values(used_at=now)
    )
    if tx.execute(statement).rowcount != 1:
        return None
    return _read(rows.get(tx, invitations, {"token_hash": hash_token(token)}))


def list_invitations(tx: Transaction, programme_id: str) -> list[Invitation]:
    """Every invitation of the programme, in the order in which they were made."""
    found = rows.listed(tx, tables.invitations, {"programme_id": programme_id}, by=["id"])
    return [_read(row) for row in found]


def revoke_invitation(tx: Transaction, programme_id: str, invitation_id: str) -> None:
    """Delete an invitation; raises NotStored."""
    if not rows.remove(tx, tables.invitations, {"programme_id": programme_id, "id": invitation_id}):
        raise NotStored("invitations")


def _read(row: rows.Values) -> Invitation:
    values = {name: value for name, value in row.items() if name != "token_hash"}
    return Invitation(**{**values, "role": Role(row["role"])})
