"""Acts of an audit log in a reader's words: names for ids where they are known, and no codes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matcher.store import Transaction
from matcher.store.audit import AuditEntry
from matcher.store.listing import known_parties
from matcher.store.users import names_of
from service.web.pages.wording import Words

MADE_ID = re.compile(r"[0-9a-f]{32}")
"""An id that the store made up: it tells a reader nothing, but a log or the API finds by it."""

SAID = {"role": "role.{}", "kind": "job.kind.{}", "decision": "pair.{}", "note": "agenda.note.{}"}
"""Members of an act's detail whose values have words."""

NUMBERED = {"version": "agenda.version_n", "copy_of": "versions.copy"}
"""Members of an act's detail whose values are numbers of something."""

COUNTED = {"parties": "count.parties"}
"""Members of an act's detail whose values say how many there are of something."""

KNOWN_OTHERWISE = frozenset({"agenda_id", "event_id", "published_version"})
"""Members of an act's detail that its subject or its version tell already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAct:
    """An act as the table shows it; `subject_id` is there where the subject has no name but an id that was made up."""

    at: datetime.datetime
    who: str = field(repr=False)
    what: str
    details: Sequence[str] = field(repr=False)
    subject: str = field(repr=False)
    subject_id: str = ""


def told_acts(tx: Transaction, programme_id: str, acts: Sequence[AuditEntry], words: Words) -> list[ToldAct]:
    """The acts in words, with the names of accounts and parties that are still there."""
    accounts = names_of(tx, sorted({act.actor for act in acts} | {act.subject for act in acts}))
    ids = {act.subject for act in acts} | {value for act in acts for value in _pair(act)}
    parties = known_parties(tx, programme_id, ids=ids - accounts.keys())
    names = accounts | {party_id: str(party.document["name"]) for party_id, party in parties.items()}
    return [_told(act, names, words) for act in acts]


def _told(act: AuditEntry, names: dict[str, str], words: Words) -> ToldAct:
    key = f"audit.act.{act.action}"
    is_nameless = act.subject not in names and MADE_ID.fullmatch(act.subject) is not None
    return ToldAct(
        at=act.at,
        who=names.get(act.actor) or act.actor,
        what=words.text(key) if words.has(key) else act.action,
        details=_details(act, names, words),
        subject="" if is_nameless else names.get(act.subject) or act.subject,
        subject_id=act.subject if is_nameless else "",
    )


def _details(act: AuditEntry, names: dict[str, str], words: Words) -> list[str]:
    pair = _pair(act)
    told = [" × ".join(names.get(one, one) for one in pair)] if pair else []
    for name, value in act.detail.items():
        if name not in KNOWN_OTHERWISE and value not in pair and value not in (None, ""):
            told.append(_said(name, value, words))
    return told


def _said(name: str, value: Any, words: Words) -> str:
    if name in COUNTED:
        return words.count(COUNTED[name], value)
    if name in NUMBERED:
        return words.text(NUMBERED[name], n=value)
    key = SAID.get(name, "").format(value)
    return words.text(key) if words.has(key) else str(value)


def _pair(act: AuditEntry) -> tuple[str, ...]:
    return tuple(str(act.detail[name]) for name in ("company_id", "counterpart_id") if name in act.detail)
