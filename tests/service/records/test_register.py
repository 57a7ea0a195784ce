"""The register says what is in the store and in the settings, names nobody, and leaves blank what is not known."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from matcher.profiles import Contact
from matcher.store import Role, Store, contacts, parties, programmes, users, webhooks
from matcher.store.memberships import save_membership
from matcher.store.privacy import erase_party
from service.records import Figures, Installation, Register, figures_of, make_register, render_register

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)

TODAY = datetime.date(2026, 11, 26)
SETUP = Installation(
    version="1",
    database="SQLite",
    has_https=False,
    is_for_this_machine=True,
    session_hours=12.0,
    invitation_days=14.0,
    idempotency_hours=24.0,
    login_limit="10/minute",
)


@pytest.fixture
def figures(spring: Store, now: datetime.datetime) -> Figures:
    """The tiny programme with a purpose, a consent, a contact, an organiser, a webhook and a party that was erased."""
    first: dict[str, Any] = {"expected_version": 1, "saved_by": "u", "now": now}
    with spring.writing() as tx:
        parties.set_consent(tx, "spring", "st-1", purpose="To *match*", consented_at=now, **first)
        contact = Contact(profile_id="st-1", person="Ada Rossi", email="ada@serra.example")
        contacts.save_contact(tx, "spring", "c", contact, expected_version=0)
        user = users.add_user(tx, email="o@example.org", name="Olga", lang="it", password_hash=None, now=now)
        save_membership(tx, "spring", user.id, role=Role.ORGANISER, expected_version=0, now=now)
        hook = {"url": "https://crm.example/hooks?secret=1", "secret": "s", "events": ["agenda.published"]}
        webhooks.save_webhook(tx, "spring", "w", **hook, saved_by="u", expected_version=0, now=now)
    erase_party(spring, "spring", "inv-4", erased_by="u", now=now)
    return figures_of(spring, "spring", now)


def told(register: Register) -> dict[str, tuple[str, ...]]:
    return {line.label: line.said for part in register.parts for line in part.lines}


def test_every_part_of_the_article_says_what_is_known(figures: Figures) -> None:
    register = make_register(figures, SETUP, today=TODAY, lang="en")
    assert [part.letter for part in register.parts] == list("abcdefg")
    lines = told(register)
    assert lines["Programme"] == ("Spring (spring)",)
    assert lines["Purposes noted of participants"] == ("no purpose noted: 6", "To *match*: 1")
    assert lines["Legal basis"] == ("consent noted of 1 participants of 7",)
    assert lines["Organisations and people who are matched"] == ("Investor: 3", "Startup: 4")
    assert lines["Contact data"] == ("names: 1", "email addresses: 1")
    assert lines["Accounts by role"] == ("organiser: 1",)
    assert lines["Other software and sites"] == ("notices sent to crm.example",)
    assert lines["Participants outside the EEA, by country"] == ("United States: 3",)
    assert lines["Participants and all about them"] == (
        "365 days after the last day of events",
        "until 2027-10-05",
        "erased so far: 1",
    )
    assert lines["On the way"] == ("on this machine alone",)
    assert "failed logins allowed: 10 per minute" in lines["Access"]
    assert "secrets that notices are signed with can be read in the database" in lines["Keeping"]


def test_what_is_not_known_is_left_blank_and_counted(figures: Figures) -> None:
    register = make_register(figures, SETUP, today=TODAY, lang="en")
    blanks = [label for label, said in told(register).items() if not said]
    assert "Controller, with address and contacts" in blanks
    assert "Where the server is" in blanks
    assert f": {len(blanks)} entries to fill in" in register.note
    assert render_register(register, "md").count("________________ (to fill in)") == len(blanks)
    assert render_register(register, "html").count("________________ (to fill in)") == len(blanks)


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("form", ["md", "html"])
def test_it_names_nobody_and_texts_of_others_are_no_markup(figures: Figures, form: str, lang: str) -> None:
    text = render_register(make_register(figures, SETUP, today=TODAY, lang=lang), form)
    found = [word for word in ("Azienda", "Ada", "serra.example", "Olga", "secret=1", "o@example") if word in text]
    assert found == []
    assert ("To \\*match\\*" if form == "md" else "To *match*") in text


def test_time_that_is_over_and_a_way_in_clear_are_told(figures: Figures) -> None:
    setup = replace(SETUP, is_for_this_machine=False)
    lines = told(make_register(figures, setup, today=datetime.date(2027, 10, 6), lang="en"))
    assert "the time is over: 7 participants are to be erased" in lines["Participants and all about them"]
    assert lines["On the way"] == ("careful: without https, passwords and data travel in clear",)


def test_an_empty_programme_has_a_register_too(store: Store, now: datetime.datetime) -> None:
    with store.writing() as tx:
        programmes.save_programme(tx, "bare", name="Bare", settings={}, expected_version=0, now=now)
    lines = told(make_register(figures_of(store, "bare", now), SETUP, today=TODAY, lang="it"))
    assert lines["Scopi annotati per i partecipanti"] == ()
    assert "Persone di contatto" not in lines
    assert (
        "non c’è ancora un evento: il termine non è ancora iniziato"
        in lines["Partecipanti e tutto ciò che li riguarda"]
    )
