"""A startup, from the link of its invitation to its feedback on a meeting."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matcher.store.agendas import publish_agenda
from matcher.store.events import save_event
from matcher.store.jobs import ask_for_job, get_job
from service.jobs import Worker
from service.jobs.kinds import SHORTLIST, SOLVE
from service.web.pages.wording import Words

Open = Callable[..., Page]
Look = Callable[[Page, str], None]
Work = Callable[[str, dict[str, Any]], None]
PROGRAMME = "demo"
HOME = f"/programmes/{PROGRAMME}"
PARTIES = {"it": "to-03", "en": "to-04"}
EVENT = {
    "slot_minutes": 30,
    "pause_minutes": 0,
    "days": [{"date": "2026-10-05", "open": "09:00", "close": "12:00"}],
    "venues": [{"id": "Innovation Hub", "tables": 20}],
    "limits": {"company": {"max_meetings": 4}, "counterpart": {"max_meetings": 6}},
    "listing": {"least_score": 0.0},
}


@pytest.fixture
def work(site: Any, worker: Worker) -> Work:
    """Asks for a job, as an organiser's page does, and does it."""

    def do(kind: str, payload: dict[str, Any]) -> None:
        now = datetime.datetime.now(datetime.UTC)
        with site.store.writing() as tx:
            job = ask_for_job(tx, PROGRAMME, kind, payload, asked_by="demo", now=now)
        worker.run_until_idle()
        with site.store.reading() as tx:
            done = get_job(tx, PROGRAMME, job.id)
        assert done.status == "done", done.error

    return do


def publish(site: Any, work: Work, agenda_id: str) -> None:
    """An event, its agenda by the worker, and its publication."""
    now = datetime.datetime.now(datetime.UTC)
    with site.store.writing() as tx:
        save_event(
            tx, PROGRAMME, agenda_id, name=agenda_id, timezone="Europe/Rome", plan=EVENT, expected_version=0, now=now
        )
    work(SOLVE, {"event_id": agenda_id, "agenda_id": agenda_id, "name": "Main", "time_limit": 2.0})
    with site.store.writing() as tx:
        publish_agenda(tx, PROGRAMME, agenda_id, 1, expected_version=1)


def invite(page: Page, words: Words, look: Look) -> str:
    """The link that the organiser's page shows once for a new invitation."""
    page.goto(f"{HOME}/people/invitations")
    page.get_by_label(words.text("account.email")).fill(f"story-{words.lang}@example.org")
    page.get_by_label(words.text("members.role")).select_option("startup")
    page.get_by_label(words.text("members.party")).select_option(PARTIES[words.lang])
    page.get_by_role("button", name=words.text("members.make_link")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.text("members.invited"))
    look(page, "story-invited")
    return page.get_by_label(words.text("members.link")).input_value()


def accept(page: Page, words: Words, link: str, look: Look) -> None:
    page.goto(link)
    page.get_by_label(words.text("join.name")).fill("Giulia Bianchi")
    look(page, "story-invitation")
    page.get_by_label(words.text("join.password")).fill("una frase piuttosto lunga")
    page.get_by_role("button", name=words.text("join.send")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.text("mine.meet.title"))


def say_wishes(page: Page, words: Words, look: Look) -> str:
    """A yes to the first suggestion and a no to the second, by their reasons; returns the first one's name."""
    first, second = (page.locator("article.suggestion").nth(place) for place in (0, 1))
    for one in (first, second):
        expect(one.get_by_role("heading", name=words.text("mine.meet.for"))).to_be_visible()
        expect(one.locator(".case.pro li")).not_to_have_count(0)
    look(page, "story-suggestions")
    for one, wish in ((first, "must"), (second, "no")):
        button = one.get_by_role("button", name=words.text(f"mine.wish.{wish}"))
        button.click()
        expect(one.get_by_role("status")).to_have_text(words.text(f"mine.wish.now.{wish}"))
        expect(button).to_be_focused()
    name = (first.locator("h3").text_content() or "").split(maxsplit=1)[1]
    page.get_by_role("link", name=words.text("mine.wishes")).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    look(page, "story-wishes")
    return name


def tell_of_oneself(page: Page, words: Words, look: Look) -> None:
    """When one is there, and a profile that says more."""
    page.get_by_role("link", name=words.text("mine.presence")).click()
    page.get_by_label(words.text("mine.presence.words")).fill({"it": "giorno 1", "en": "day 1"}[words.lang])
    look(page, "story-presence")
    page.get_by_role("button", name=words.text("mine.save")).click()
    expect(page.get_by_role("status")).to_have_text(words.text("mine.presence.said"))
    page.get_by_role("link", name=words.text("mine.profile"), exact=True).click()
    look(page, "story-profile")
    page.get_by_label(words.text("mine.f.city"), exact=True).fill("Firenze")
    page.get_by_role("button", name=words.text("mine.save")).click()
    expect(page.get_by_role("status")).to_have_text(words.text("mine.profile.said"))


def see_the_agenda(page: Page, words: Words, event: str, name: str, look: Look) -> None:
    """The meeting that was asked for is there, and the calendar's file has as many as the page."""
    page.get_by_role("link", name=words.text("mine.agenda")).click()
    agenda = page.locator("section.agenda", has=page.get_by_role("heading", name=event))
    expect(agenda.locator(".who", has_text=name)).to_have_count(1)
    look(page, "story-own-agenda")
    with page.expect_download() as kept:
        agenda.get_by_role("link", name=words.text("mine.agenda.ics")).click()
    calendar = Path(kept.value.path()).read_text(encoding="utf-8")
    assert calendar.count("BEGIN:VEVENT") == agenda.locator(".engagements li").count()


def say_how_it_went(page: Page, words: Words, look: Look) -> None:
    page.get_by_role("link", name=words.text("mine.feedback")).click()
    look(page, "story-feedback")
    meeting = page.locator("article.suggestion").first
    meeting.get_by_label(words.text("mine.feedback.kept.yes"), exact=True).check()
    meeting.get_by_label(words.text("mine.feedback.stars.5")).check()
    meeting.get_by_role("button", name=words.text("mine.save")).click()
    expect(page.locator("p.said")).to_have_text(words.text("mine.feedback.said"))
    expect(page.get_by_text(words.text("mine.feedback.told"), exact=True)).to_have_count(1)


def test_from_the_invitation_to_the_feedback(
    enter: Open, new_page: Open, look_once: Look, site: Any, work: Work, words: Words
) -> None:
    work(SHORTLIST, {"side": "startups", "top": 10, "lang": words.lang})
    link = invite(enter("organiser"), words, look_once)
    page = new_page(lang=words.lang, width=390)
    accept(page, words, link, look_once)
    name = say_wishes(page, words, look_once)
    tell_of_oneself(page, words, look_once)
    publish(site, work, f"day-{words.lang}")
    see_the_agenda(page, words, f"day-{words.lang}", name, look_once)
    say_how_it_went(page, words, look_once)
    page.get_by_role("link", name=words.text("mine.data")).click()
    look_once(page, "story-data")
    page.get_by_role("button", name=words.text("mine.data.agree"), exact=True).click()
    expect(page.get_by_role("status")).to_have_text(words.text("mine.consent.yes"))
