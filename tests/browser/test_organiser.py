"""The organiser's list and profiles of participants in a real browser, on a phone and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


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
