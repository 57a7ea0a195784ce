"""What a programme holds is counted, on either database, and nothing of another programme with it."""

from __future__ import annotations

import datetime
from typing import Any

from matcher.profiles import Contact, Profile, ProfileKind
from matcher.store import Store, contacts, parties, programmes
from matcher.store.holdings import count_holdings
from matcher.suggestions import Side


def test_rows_purposes_and_contacts_are_counted(store: Store, now: datetime.datetime) -> None:
    new: dict[str, Any] = {"side": Side.STARTUPS, "source": {}, "saved_by": "u", "expected_version": 0, "now": now}
    with store.writing() as tx:
        for programme in ("spring", "autumn"):
            programmes.save_programme(tx, programme, name=programme, settings={}, expected_version=0, now=now)
        for programme, one in (("spring", "a"), ("spring", "b"), ("autumn", "a")):
            parties.save_party(tx, programme, Profile(id=one, name=one, kind=ProfileKind.SME), **new)
        seen: dict[str, Any] = {"saved_by": "u", "expected_version": 1, "now": now}
        parties.set_consent(tx, "spring", "a", purpose="matching", consented_at=now, **seen)
        parties.set_withdrawn(tx, "spring", "b", withdrawn_at=now, **seen)
        for number, email in enumerate(("a@example.org", "")):
            contact = Contact(profile_id="a", person="Ada", email=email)
            contacts.save_contact(tx, "spring", f"c{number}", contact, expected_version=0)
    with store.reading() as tx:
        found, nothing = count_holdings(tx, "spring"), count_holdings(tx, "winter")
    assert {name: n for name, n in found.rows.items() if n} == {"contacts": 2, "parties": 2, "party_versions": 4}
    assert found.purposes == (("", 1), ("matching", 1))
    assert (found.consented, found.withdrawn) == (1, 1)
    assert found.contacts == {"person": 2, "role": 0, "email": 1, "phone": 0}
    assert set(nothing.rows.values()) == {0}
    assert nothing.purposes == ()
