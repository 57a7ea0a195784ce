"""The organiser's first rooms in a real browser: from an untidy workbook to decided pairs and the map."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matcher.store import Role, memberships, programmes, users
from service.demo import COMPANIES, COUNTERPARTS, demo_folder
from service.jobs import Tools, Worker
from service.jobs.tools import ToolSettings

Open = Callable[..., Page]


@pytest.fixture
def work(site: Any, tmp_path: Path) -> Callable[[], None]:
    """Does the jobs that wait, with the encoder for tests."""
    worker = Worker(store=site.store, tools=Tools(ToolSettings(encoder="hashing", cache_dir=tmp_path)))

    def do() -> None:
        while worker.work_once():
            pass

    return do


@pytest.fixture
def fresh(site: Any) -> str:
    """The home of a programme that has nothing yet, with the organiser in it."""
    now = datetime.datetime.now(datetime.UTC)
    with site.store.writing() as tx:
        programmes.save_programme(tx, "fresh", name="Missione 2027", settings={}, expected_version=0, now=now)
        user = users.find_user(tx, "organiser@example.org")
        assert user is not None
        memberships.save_membership(tx, "fresh", user.id, role=Role.ORGANISER, expected_version=0, now=now)
    return "/programmes/fresh"


def upload(page: Page, work: Callable[[], None], path: Path) -> None:
    """Send a file, let the worker read it, and come to its preview."""
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Leggi il file").click()
    work()
    expect(page.get_by_role("heading", name="Che cosa cambia se confermi")).to_be_visible()


def test_from_an_untidy_workbook_to_decided_pairs_and_the_map(
    log_in: Open, look: Any, fresh: str, work: Callable[[], None]
) -> None:
    page = log_in("organiser", lang="it")
    page.goto("/account")
    page.select_option("select[name=lang]", "it")
    page.click("form[action='/account/language'] button[type=submit]")
    page.goto(fresh)
    page.get_by_role("link", name="Imprese", exact=True).click()
    upload(page, work, demo_folder() / COMPANIES)
    expect(page.get_by_text("nuovi partecipanti")).to_be_visible()
    look(page, "organiser-preview")
    page.get_by_text("Doppione unito alla sua altra riga").click()
    page.get_by_role("button", name="Conferma e importa").click()
    expect(page.get_by_role("status")).to_have_text("Importato. Nuovi: 18; cambiati: 0; invariati: 0.")
    page.goto(f"{fresh}/imports/new?subject=counterparts")
    upload(page, work, demo_folder() / COUNTERPARTS)
    page.get_by_role("button", name="Conferma e importa").click()
    page.get_by_role("link", name="Liste", exact=True).click()
    page.get_by_role("button", name="Calcola le liste").click()
    work()
    expect(page.get_by_role("heading", level=1)).to_have_text("Liste per le imprese")
    look(page, "organiser-run")
    page.get_by_role("link", name="Geovapore Ingegneria S.r.l.").click()
    first, second = page.locator(".pair").nth(0), page.locator(".pair").nth(1)
    first.get_by_role("button", name="Fissa l’incontro").click()
    expect(first.get_by_role("status")).to_have_text("Fissato: questo incontro ci sarà in ogni agenda.")
    second.get_by_role("button", name="Escludi").click()
    expect(second.get_by_role("status")).to_have_text("Escluso: questo incontro non ci sarà.")
    page.get_by_role("link", name="Mappa").click()
    expect(page.locator(".heat td", has_text="✓")).to_have_count(1)
    expect(page.locator(".heat td", has_text="✕")).to_have_count(1)
    look(page, "organiser-matrix")
    page.locator(".heat td a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(" × ")
    look(page, "organiser-pair")


def test_a_participant_is_found_edited_and_invited(log_in: Open, look: Any, site: Any) -> None:
    page = log_in("organiser", width=390, refused=True)
    page.goto("/account")
    page.select_option("select[name=lang]", "en")
    page.click("form[action='/account/language'] button[type=submit]")
    page.goto("/programmes/demo/parties")
    page.get_by_label("Find by name or id").fill("neuro")
    expect(page.locator("#found tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Neuropasso S.r.l.").click()
    look(page, "organiser-party")
    page.get_by_role("button", name="Edit the profile").click()
    page.get_by_label("Employees").fill("many")
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_role("alert")).to_have_text("One field to mend, marked below.")


def test_the_list_and_the_wizard_work_without_javascript(log_in: Open) -> None:
    page = log_in("organiser", javascript=False)
    page.goto("/programmes/demo/parties")
    page.get_by_label("Find by name or id").fill("lucevera")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#found tbody tr")).to_have_count(1)
