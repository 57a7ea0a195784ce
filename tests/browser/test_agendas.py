"""The organiser's event and agenda in a real browser: made, moved by pointer and keyboard, published, re-planned."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matcher.store.agendas import publish_agenda
from matcher.store.events import save_event
from matcher.store.jobs import ask_for_job
from service.demo import demo_folder
from service.demo_agenda import EVENT
from service.event_text import read_event_text
from service.jobs import Tools, Worker
from service.jobs.tools import ToolSettings

Open = Callable[..., Page]
HOME = "/programmes/demo"
LOOKS = os.environ.get("ABBINA_LOOKS")
PAGES = (
    ("/events", "events"),
    ("/events/days", "event"),
    ("/events/days/edit", "event-form"),
    ("/agendas/main", "agenda"),
    ("/events/days/text", "event-text"),
    ("/new-event/file", "event-file"),
    ("/agendas/main?view=company", "agenda-company"),
    ("/agendas", "agendas"),
    ("/agendas/main?view=list", "agenda-list"),
    ("/agendas/main/standby", "standby"),
    ("/agendas/main/add", "add"),
    ("/agendas/main/versions", "versions"),
    ("/agendas/main/day", "day"),
    ("/agendas/main/publish", "publish"),
    ("/agendas/main/files", "files"),
)
"""Where one looks, every third of them unless screenshots are kept."""


@pytest.fixture(scope="module")
def worker(site: Any, tmp_path_factory: pytest.TempPathFactory) -> Worker:
    """Does what the pages ask for, with the encoder for tests."""
    tools = Tools(ToolSettings(encoder="hashing", cache_dir=tmp_path_factory.mktemp("cache")))
    return Worker(store=site.store, tools=tools)


def in_language(page: Page, lang: str) -> None:
    page.goto("/account")
    page.select_option("select[name=lang]", lang)
    page.click("form[action='/account/language'] button[type=submit]")


def wait_for(page: Page, worker: Worker, path: str) -> None:
    """The job is done, and the page goes on by itself."""
    worker.run_until_idle()
    page.wait_for_url(f"**{path}", timeout=10_000)


def test_from_the_event_to_a_new_agenda_on_the_day(log_in: Open, look: Any, worker: Worker) -> None:
    page = log_in("organiser")
    page.goto(f"{HOME}/events")
    look(page, "events-empty-en")
    page.get_by_role("button", name="New event").click()
    page.get_by_label("Name of the event").fill("Spring day")
    page.get_by_label("Day 1: Date").fill("2027-04-13")
    page.get_by_label("Day 1: Closes").fill("12:00")
    page.get_by_role("button", name="Add a day").click()
    page.get_by_role("button", name="Remove: Day 2").click()
    page.get_by_label("Venue 1: Name of the venue").fill("Hub")
    page.get_by_label("Venue 1: Tables").fill("9")
    page.get_by_label("Each company: At least").fill("0")
    page.get_by_label("Each company: At most").fill("2")
    page.get_by_role("button", name="Show the slots").click()
    look(page, "event-form-en")
    page.get_by_role("button", name="Save the event").click()
    look(page, "event-en")
    page.get_by_role("button", name="Make the agenda").click()
    look(page, "waiting-en")
    wait_for(page, worker, "/agendas/spring-day")
    expect(page.get_by_text("No participant sees this agenda yet.")).to_be_visible()
    look(page, "agenda-en")

    card = page.locator("table.agenda a.meeting").first
    names = card.get_attribute("data-a"), card.get_attribute("data-b")
    card.hover()
    page.mouse.down()
    page.mouse.move(640, 700, steps=4)
    target = page.locator("td.can").first
    expect(target).to_be_visible()
    look_at = (target.get_attribute("data-slot"), target.get_attribute("data-table"))
    target.hover()
    page.mouse.up()
    expect(page.get_by_role("status").first).to_contain_text("the meeting has its new place")
    moved = page.locator(f"td[data-slot={look_at[0]}][data-table='{look_at[1]}'] a.meeting")
    assert (moved.get_attribute("data-a"), moved.get_attribute("data-b")) == names

    page.locator("table.agenda a.meeting").nth(3).focus()
    page.keyboard.press("Enter")
    look(page, "meeting-en")
    page.locator("#places .options button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("the meeting has its new place")
    page.locator("table.agenda a.meeting").first.click()
    page.get_by_role("button", name="Lock in this slot").click()
    expect(page.get_by_role("status").first).to_contain_text("keeps its slot")
    page.get_by_role("link", name="Versions (4)").click()
    look(page, "versions-en")
    page.get_by_role("link", name="What changed").nth(1).click()
    look(page, "compare-en")
    page.goto(f"{HOME}/agendas/spring-day")
    page.get_by_role("link", name="Publish the agenda").click()
    look(page, "publish-en")
    page.get_by_role("button", name="Publish version 4").click()
    page.locator("table.agenda a.meeting").nth(4).click()
    page.get_by_role("button", name="did not come").first.click()
    look(page, "day-en")
    page.get_by_role("button", name="Show the new agenda").click()
    wait_for(page, worker, "/previews/*")
    look(page, "preview-en")
    page.get_by_role("button", name="Take the new agenda").click()
    expect(page.get_by_text("Participants do not see version 6 yet.")).to_be_visible()
    page.get_by_role("button", name="Export").click()
    page.get_by_label("Form", exact=True).select_option("csv")
    page.get_by_role("button", name="Make the file").click()
    wait_for(page, worker, "/files?made=*")
    look(page, "files-en")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Download").click()
    assert fetched.value.suggested_filename.endswith(".csv")


def test_the_demo_event_in_italian(log_in: Open, look: Any, site: Any, worker: Worker) -> None:
    now = datetime.datetime.now(datetime.UTC)
    document = read_event_text((demo_folder() / EVENT).read_text(encoding="utf-8"))
    name, timezone = document.pop("name"), document.pop("timezone")
    with site.store.writing() as tx:
        save_event(tx, "demo", "days", name=name, timezone=timezone, plan=document, expected_version=0, now=now)
        order = {"event_id": "days", "agenda_id": "main", "time_limit": 5.0}
        ask_for_job(tx, "demo", "solve_agenda", order, asked_by="demo", now=now)
    worker.run_until_idle()
    with site.store.writing() as tx:
        publish_agenda(tx, "demo", "main", 1, expected_version=1)
    page = log_in("organiser", lang="it")
    in_language(page, "it")
    for path, shot in PAGES if LOOKS else PAGES[::3]:
        page.goto(HOME + path)
        look(page, f"{shot}-it")
    page.goto(f"{HOME}/agendas/main?view=table")
    page.locator("a.meeting").first.click()
    look(page, "meeting-it")
    page.goto(f"{HOME}/events/days")
    page.get_by_role("button", name="Che cosa manca").click()
    wait_for(page, worker, "/advice/*")
    look(page, "advice-it")
    in_language(page, "en")
