"""The audit log in a reader's words: no act without them, and names in place of ids."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

import service
from matcher.store import Store
from matcher.store.audit import AuditEntry
from service.hooks import EVENTS
from service.web.pages.views.log_words import told_acts
from service.web.pages.wording import Words

NOW = datetime.datetime(2026, 10, 5, tzinfo=datetime.UTC)
NOTED = re.compile(r'(?:action=|ASK_ERASURE = |_note\(tx, \w+, )"([a-z_]+\.[a-z_]+)"')
MADE = "0123456789abcdef" * 2


def act(action: str, subject: str, **detail: object) -> AuditEntry:
    return AuditEntry(
        programme_id="spring", id="a", at=NOW, actor="a key", action=action, subject=subject, detail=detail
    )


def test_every_act_that_is_noted_has_words() -> None:
    sources = Path(service.__file__).parent.rglob("*.py")
    noted = {found for source in sources for found in NOTED.findall(source.read_text(encoding="utf-8"))}
    assert {"key.issue", "preference.save", "privacy.ask_erasure"} <= noted
    words = Words("en")
    noted |= {"import.confirmed", "import.discarded", *EVENTS}
    assert sorted(one for one in noted if not words.has(f"audit.act.{one}")) == []


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_parties_have_names_and_codes_have_words(spring: Store) -> None:
    acts = [
        act("shortlist.decide", MADE, decision="vetoed", company_id="st-1", counterpart_id="gone"),
        act("agenda.changed", "main", agenda_id="main", event_id="days", version=3, published_version=1, note="moved"),
        act("agenda.rolled_back", "main", version=5, published_version=None, copy_of=2),
        act("preference.save", "st-1"),
        act("privacy.expire", "", parties=1),
        act("invented.act", "x", role="viewer"),
    ]
    with spring.reading() as tx:
        told = told_acts(tx, "spring", acts, Words("it"))
    assert [(one.what, list(one.details), one.subject, one.subject_id) for one in told] == [
        ("coppia decisa", ["Azienda 1 × gone", "escluso"], "", MADE),
        ("agenda cambiata", ["Versione 3", "incontro spostato"], "main", ""),
        ("agenda riportata indietro", ["Versione 5", "copia della versione 2"], "main", ""),
        ("desiderio espresso", [], "Azienda 1", ""),
        ("dati scaduti cancellati", ["1 partecipante"], "", ""),
        ("invented.act", ["sola lettura"], "x", ""),
    ]
    assert {one.who for one in told} == {"a key"}
