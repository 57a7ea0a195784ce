"""A party that is typed, and the register, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def test_a_party_is_typed_and_added_after_what_there_is_to_know(log_in: Open, look: Any) -> None:
    page = log_in("organiser", width=390, refused=True)
    page.goto("/account")
    page.select_option("select[name=lang]", "en")
    page.click("form[action='/account/language'] button[type=submit]")
    page.goto("/programmes/demo/parties")
    page.get_by_role("button", name="Add a participant").click()
    page.get_by_label("Name").fill("Neuropasso")
    page.get_by_label("VAT number").fill("IT01234567890")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Neuropasso S.r.l.: the same name")
    look(page, "new-party")
    page.get_by_role("button", name="Add all the same").click()
    expect(page.get_by_role("status")).to_have_text("The participant has been added.")


def test_the_register_is_shown(log_in: Open, look: Any) -> None:
    page = log_in("organiser")
    page.goto("/programmes/demo/settings/records")
    look(page, "records")
