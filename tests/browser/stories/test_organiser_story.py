"""An organiser, from the untidy workbook of a chamber of commerce to a published agenda, and the day's no-show."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matcher.store import Role, memberships, programmes, users
from service.demo import COMPANIES, COUNTERPARTS, demo_folder
from service.jobs import Worker
from service.web.pages.wording import Words

Open = Callable[..., Page]
Look = Callable[[Page, str], None]
DAY = "2027-04-13"
BESIDE = (
    "agendas/spring-day?view=table",
    "agendas/spring-day?view=company",
    "agendas/spring-day?view=list",
    "agendas/spring-day/standby",
    "agendas/spring-day/add",
    "agendas/spring-day/versions",
    "agendas/spring-day/compare?old=1&new=3",
    "events/spring-day/text",
    "new-event/file",
)
"""Pages beside the way, every third of them unless screenshots are kept."""


@pytest.fixture
def home(site: Any, words: Words) -> str:
    """The address of a programme that has nothing yet but its organiser."""
    now = datetime.datetime.now(datetime.UTC)
    programme = f"mission-{words.lang}"
    with site.store.writing() as tx:
        programmes.save_programme(tx, programme, name="Missione 2027", settings={}, expected_version=0, now=now)
        user = users.find_user(tx, "organiser@example.org")
        assert user is not None
        memberships.save_membership(tx, programme, user.id, role=Role.ORGANISER, expected_version=0, now=now)
    return f"/programmes/{programme}"


def wait_for(page: Page, worker: Worker, path: str) -> None:
    """The job is done, and the page goes on by itself."""
    worker.run_until_idle()
    page.wait_for_url(f"**{path}", timeout=10_000)


def upload(page: Page, words: Words, worker: Worker, path: Path) -> None:
    """Send a file, let the worker read it, and come to its preview."""
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name=words.text("imports.send")).click()
    wait_for(page, worker, "/imports/*")
    expect(page.get_by_role("heading", name=words.text("imports.before"))).to_be_visible()


def import_both_sides(page: Page, words: Words, worker: Worker, look: Look) -> None:
    """The companies with one value mended by hand and the other doubts accepted, then the counterparts."""
    page.get_by_role("link", name=words.text("home.step.companies"), exact=True).click()
    upload(page, words, worker, demo_folder() / COMPANIES)
    look(page, "story-preview")
    doubt = page.locator("details.mend", has_text=words.text("profile.field.revenue"))
    doubt.locator("summary").click()
    doubt.locator("input[name=revenue]").fill("38000000")
    doubt.get_by_role("button", name=words.text("imports.mend_send")).click()
    expect(page.get_by_role("status")).to_have_text(words.text("imports.mended_said"))
    expect(page.get_by_text(words.text("imports.mended"), exact=True)).to_have_count(1)
    page.get_by_role("button", name=words.text("imports.take")).click()
    said = words.text("imports.taken_said", added=18, changed=0, unchanged=0)
    expect(page.get_by_role("status")).to_have_text(said)
    page.get_by_role("link", name="Missione 2027").first.click()
    page.get_by_role("link", name=words.text("home.step.counterparts"), exact=True).click()
    upload(page, words, worker, demo_folder() / COUNTERPARTS)
    page.get_by_role("button", name=words.text("imports.take")).click()


def make_lists(page: Page, words: Words, worker: Worker, look: Look) -> None:
    """Lists with their reasons, one pair locked and one vetoed, and both on the map by keyboard."""
    page.get_by_role("link", name=words.text("lists.title"), exact=True).click()
    page.get_by_role("button", name=words.text("lists.make_send")).click()
    worker.run_until_idle()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.text("lists.of.startups"))
    look(page, "story-lists")
    page.get_by_role("link", name="Geovapore Ingegneria S.r.l.").click()
    for place, (act, said) in enumerate((("pair.lock", "pair.said.locked"), ("pair.veto", "pair.said.vetoed"))):
        pair = page.locator(".pair").nth(place)
        expect(pair.locator(".reasons li")).not_to_have_count(0)
        pair.locator("button", has_text=words.text(act)).click()
        expect(pair.get_by_role("status")).to_have_text(words.text(said))
    page.get_by_role("link", name=words.text("matrix.title"), exact=True).click()
    for mark in "✓✕":
        expect(page.locator(".heat td", has_text=mark)).to_have_count(1)
    look(page, "story-matrix")
    page.locator(".heat td a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(" × ")
    look(page, "story-pair")


def make_event(page: Page, words: Words, worker: Worker, look: Look) -> None:
    """An event by its form, and the first agenda of it."""
    page.get_by_role("link", name=words.text("events.title"), exact=True).click()
    page.get_by_role("button", name=words.text("event.new")).click()
    page.get_by_label(words.text("event.name")).fill("Spring day")
    labels = {
        ("event.row.day", "event.day.date"): DAY,
        ("event.row.day", "event.day.close"): "12:00",
        ("event.row.venue", "event.venue.id"): "Hub",
        ("event.row.venue", "event.venue.tables"): "9",
    }
    for (row, name), value in labels.items():
        page.get_by_label(f"{words.text(row, n=1)}: {words.text(name)}").fill(value)
    page.get_by_role("button", name=words.text("event.add.day")).click()
    second = words.text("event.row.day", n=2)
    page.get_by_role("button", name=words.text("event.drop", what=second)).click()
    for limit, value in (("event.min_meetings", "0"), ("event.max_meetings", "2")):
        page.get_by_label(f"{words.text('event.side.company')}: {words.text(limit)}").fill(value)
    page.get_by_role("button", name=words.text("event.preview")).click()
    look(page, "story-event-form")
    page.get_by_role("button", name=words.text("event.save")).click()
    look(page, "story-event")
    page.get_by_role("button", name=words.text("event.solve_send")).click()
    look(page, "story-waiting")
    wait_for(page, worker, "/agendas/spring-day")
    expect(page.get_by_text(words.text("agenda.draft"))).to_be_visible()


def see_a_narrow_first_column(page: Page) -> None:
    """Tables are numbered in a column of its content's width; the slots, though few are left, share the rest alike."""
    widths = page.locator("table.agenda").first.evaluate(
        """table => {
            for (const row of table.rows) [...row.cells].slice(4).forEach(cell => cell.remove());
            return [...table.rows[0].cells, table.parentElement].map(one => one.clientWidth);
        }"""
    )
    page.reload()
    *slots, room = widths[1:]
    assert widths[0] < 60
    assert max(slots) - min(slots) <= 1
    assert sum(slots) > 0.9 * room


def drag_a_meeting(page: Page, words: Words) -> None:
    """The first meeting goes by pointer to a cell that is marked as free for it."""
    card = page.locator("table.agenda a.meeting").first
    names = card.get_attribute("data-a"), card.get_attribute("data-b")
    card.hover()
    page.mouse.down()
    page.mouse.move(640, 700, steps=4)
    target = page.locator("td.can").first
    expect(target).to_be_visible()
    slot, table = target.get_attribute("data-slot"), target.get_attribute("data-table")
    target.hover()
    page.mouse.up()
    expect(page.get_by_role("status").first).to_contain_text(words.text("agenda.said.moved", first="", second="")[-20:])
    moved = page.locator(f"td[data-slot={slot}][data-table='{table}'] a.meeting")
    assert (moved.get_attribute("data-a"), moved.get_attribute("data-b")) == names


def move_by_keyboard(page: Page, words: Words, look: Look) -> None:
    """Another meeting goes to the first place that its page offers."""
    page.locator("table.agenda a.meeting").nth(3).focus()
    page.keyboard.press("Enter")
    look(page, "story-meeting")
    page.locator("#places .options button").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text(words.text("agenda.said.moved", first="", second="")[-20:])


def publish(page: Page, words: Words, version: int) -> None:
    """Participants see a version from now on."""
    page.get_by_role("button", name=words.text("publish.send", n=version)).click()
    expect(page.get_by_role("status").first).to_have_text(words.text("agenda.said.published"))


def replan(page: Page, words: Words, worker: Worker, look: Look) -> None:
    """Somebody did not come: the price of a new agenda first, then the agenda."""
    page.locator("table.agenda a.meeting").nth(4).click()
    page.get_by_role("button", name=words.text("meeting.gone", name="").strip()).first.click()
    look(page, "story-day")
    page.get_by_role("button", name=words.text("day.preview")).click()
    wait_for(page, worker, "/previews/*")
    dropped = page.locator(".tiles div", has_text=words.text("price.dropped")).locator("dd")
    assert int(dropped.text_content() or "") >= 1
    expect(page.get_by_role("table", name=words.text("notices.title"))).to_be_visible()
    look(page, "story-price")
    page.get_by_role("button", name=words.text("preview.take")).click()
    expect(page.get_by_role("status").first).to_have_text(words.text("agenda.said.replanned"))


def export(page: Page, words: Words, worker: Worker, look: Look) -> None:
    page.get_by_role("button", name=words.text("agenda.files")).click()
    page.get_by_label(words.text("files.form"), exact=True).select_option("csv")
    page.get_by_role("button", name=words.text("files.send")).click()
    wait_for(page, worker, "/files?made=*")
    look(page, "story-files")
    with page.expect_download() as fetched:
        page.locator("a[download]").click()
    rows = Path(fetched.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert fetched.value.suggested_filename.endswith(".csv")
    assert len(rows) > 10
    assert all(DAY in row for row in rows[1:])


def test_from_the_untidy_workbook_to_a_new_agenda_on_the_day(
    enter: Open, look_once: Look, home: str, worker: Worker, words: Words
) -> None:
    page = enter("organiser")
    page.goto(home)
    import_both_sides(page, words, worker, look_once)
    make_lists(page, words, worker, look_once)
    make_event(page, words, worker, look_once)
    look_once(page, "story-agenda")
    see_a_narrow_first_column(page)
    drag_a_meeting(page, words)
    move_by_keyboard(page, words, look_once)
    page.get_by_role("link", name=words.text("agenda.publish")).click()
    look_once(page, "story-publish")
    publish(page, words, 3)
    replan(page, words, worker, look_once)
    page.get_by_role("link", name=words.text("agenda.publish")).click()
    publish(page, words, 4)
    export(page, words, worker, look_once)
    for path in BESIDE if os.environ.get("ABBINA_LOOKS") else BESIDE[1::3]:
        page.goto(f"{home}/{path}")
        look_once(page, f"story-{path.partition('?')[0].replace('/', '-')}-{path[-4:]}")
