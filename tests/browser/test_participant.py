"""A startup from its invitation to its feedback, and a counterpart's pages, in a real browser."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matcher.store.agendas import publish_agenda
from matcher.store.events import save_event
from matcher.store.jobs import ask_for_job, get_job
from service.jobs import Tools, Worker
from service.jobs.kinds import SHORTLIST, SOLVE
from service.jobs.tools import ToolSettings

Open = Callable[..., Page]
PROGRAMME = "demo"
EVENT = {
    "slot_minutes": 30,
    "pause_minutes": 0,
    "days": [{"date": "2026-10-05", "open": "09:00", "close": "12:00"}],
    "venues": [{"id": "Innovation Hub", "tables": 20}],
    "limits": {"company": {"max_meetings": 4}, "counterpart": {"max_meetings": 6}},
    "listing": {"least_score": 0.0},
}
WORDS = {
    "it": {
        "name": "Il tuo nome",
        "send": "Accetta l’invito",
        "must": "Assolutamente sì",
        "said": "Hai detto: assolutamente sì.",
        "save": "Salva",
        "presence": "giorno 1",
        "kept": "Sì",
        "rating": "5, molto utile",
        "thanks": "Grazie, è salvato.",
        "wishes": "I miei desideri",
        "data": "I miei dati",
        "agree": "Acconsento",
    },
    "en": {
        "name": "Your name",
        "send": "Accept the invitation",
        "must": "I must",
        "said": "You said: I must.",
        "save": "Save",
        "presence": "day 1",
        "kept": "Yes",
        "rating": "5, very useful",
        "thanks": "Thank you, it is saved.",
        "wishes": "My wishes",
        "data": "My data",
        "agree": "I agree",
    },
}


@pytest.fixture(scope="module")
def work(site: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, dict[str, Any]], None]:
    """Does one job as a worker does it, with the encoder for tests."""
    cache: Path = tmp_path_factory.mktemp("cache")
    worker = Worker(store=site.store, tools=Tools(ToolSettings(encoder="hashing", cache_dir=cache)))

    def do(kind: str, payload: dict[str, Any]) -> None:
        now = datetime.datetime.now(datetime.UTC)
        with site.store.writing() as tx:
            job = ask_for_job(tx, PROGRAMME, kind, payload, asked_by="demo", now=now)
        while worker.work_once():
            pass
        with site.store.reading() as tx:
            done = get_job(tx, PROGRAMME, job.id)
        assert done.status == "done", done.error

    return do


def glance(_page: Page, _name: str) -> None:
    """In place of a look, where the same page was looked at in the other language."""


def publish(site: Any, work: Callable[[str, dict[str, Any]], None], agenda_id: str) -> None:
    """An event, its agenda by the worker, and its publication."""
    now = datetime.datetime.now(datetime.UTC)
    with site.store.writing() as tx:
        save_event(
            tx,
            PROGRAMME,
            agenda_id,
            name="Giornata di Firenze",
            timezone="Europe/Rome",
            plan=EVENT,
            expected_version=0,
            now=now,
        )
    work(SOLVE, {"event_id": agenda_id, "agenda_id": agenda_id, "name": "Main", "time_limit": 2.0})
    with site.store.writing() as tx:
        publish_agenda(tx, PROGRAMME, agenda_id, 1, expected_version=1)


def invited(log_in: Open, look: Any, email: str, role: str, party: str, *, width: int = 1280) -> str:
    """The link that the organiser's page shows for a new invitation."""
    page = log_in("organiser", width=width)
    page.goto("/programmes/demo/people/invitations")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Role").select_option(role)
    page.get_by_label("Participant").select_option(party)
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The invitation is ready")
    look(page, "people-invited-en")
    return page.get_by_label("Link of the invitation").input_value()


@pytest.mark.parametrize("lang", ["it", "en"])
def test_from_the_invitation_to_the_feedback(
    new_page: Open, log_in: Open, look: Any, site: Any, work: Any, lang: str
) -> None:
    words = WORDS[lang]
    look = look if lang == "it" or os.environ.get("ABBINA_LOOKS") else glance
    work(SHORTLIST, {"side": "startups", "top": 10, "lang": lang})
    link = invited(log_in, look, f"story-{lang}@example.org", "startup", {"it": "to-03", "en": "to-04"}[lang])
    page = new_page(lang=lang, width=390)
    page.goto(link)
    page.get_by_label(words["name"]).fill("Giulia Bianchi")
    page.get_by_label("Password").fill("una frase piuttosto lunga")
    page.get_by_role("button", name=words["send"]).click()
    first = page.locator("article.suggestion").first
    expect(first).to_be_visible()
    look(page, f"participant-home-{lang}")
    first.get_by_role("button", name=words["must"]).click()
    expect(first.get_by_role("status")).to_have_text(words["said"])
    expect(first.get_by_role("button", name=words["must"])).to_be_focused()
    name = (first.locator("h3").first.text_content() or "").split(maxsplit=1)[1]
    page.goto("/programmes/demo/mine/wishes")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    look(page, f"participant-wishes-{lang}")
    page.goto("/programmes/demo/mine/presence")
    page.locator("textarea[name=words]").fill(words["presence"])
    look(page, f"participant-presence-{lang}")
    page.get_by_role("button", name=words["save"]).click()
    page.goto("/programmes/demo/mine/profile")
    look(page, f"participant-profile-{lang}")
    page.locator("input[name=city]").fill("Firenze")
    page.get_by_role("button", name=words["save"]).click()
    expect(page.get_by_role("status")).to_be_visible()
    publish(site, work, f"day-{lang}")
    page.goto("/programmes/demo/mine/agenda")
    expect(page.get_by_text(name)).not_to_have_count(0)
    look(page, f"participant-agenda-{lang}")
    with page.expect_download() as kept:
        page.locator("a[href$='.ics']").first.click()
    assert "BEGIN:VCALENDAR" in Path(kept.value.path()).read_text(encoding="utf-8")
    page.goto("/programmes/demo/mine/feedback")
    look(page, f"participant-feedback-{lang}")
    meeting = page.locator("article.suggestion").first
    if meeting.locator("details[open]").count() == 0:
        meeting.locator("summary").click()
    meeting.get_by_label(words["kept"], exact=True).check()
    meeting.get_by_label(words["rating"]).check()
    meeting.get_by_role("button", name=words["save"]).click()
    expect(page.locator("p.said")).to_have_text(words["thanks"])
    page.goto("/programmes/demo/mine/data")
    look(page, f"participant-data-{lang}")
    page.get_by_role("button", name=words["agree"], exact=True).click()
    expect(page.get_by_role("status")).to_be_visible()


def test_a_counterpart_says_a_wish_without_scripts(log_in: Open, look: Any, work: Any) -> None:
    work(SHORTLIST, {"side": "counterparts", "top": 10, "lang": "en"})
    page = log_in("counterpart", javascript=False)
    first = page.locator("article.suggestion").first
    first.get_by_role("button", name="No, thanks").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    expect(page.locator("article.suggestion").first.get_by_role("button", name="No, thanks")).to_have_attribute(
        "aria-pressed", "true"
    )
