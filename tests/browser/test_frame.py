"""The frame in a real browser: entering, the programmes, the account; both languages, both widths, no JavaScript."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matcher.store import Role
from matcher.store.jobs import ask_for_job, cancel_job

Open = Callable[..., Page]
WORDS = {
    "it": ("Entra", "I miei programmi", "Il mio account", "Prossimo passo"),
    "en": ("Log in", "My programmes", "My account", "What to do next"),
}


@pytest.mark.parametrize("lang", ["it", "en"])
def test_from_login_to_the_account(new_page: Open, look: Any, log_in: Open, lang: str) -> None:
    enter, mine, account, following = WORDS[lang]
    page = new_page(lang=lang)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(enter)
    look(page, f"login-{lang}")
    page = log_in("organiser", lang=lang)
    page.goto("/account")
    page.select_option("select[name=lang]", lang)
    page.click("form[action='/account/language'] button[type=submit]")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(account)
    look(page, f"account-{lang}")
    page.get_by_role("link", name=mine).click()
    look(page, f"programmes-{lang}")
    page.get_by_role("link", name="Demo 2026").click()
    expect(page.get_by_role("heading", name=following)).to_be_visible()
    look(page, f"home-organiser-{lang}")
    page.goto("/account")
    page.select_option("select[name=lang]", "en")
    page.click("form[action='/account/language'] button[type=submit]")


@pytest.mark.parametrize(("role", "heading"), [("startup", "Whom to meet, and why"), ("viewer", "Demo 2026")])
def test_every_kind_of_member_has_a_home(log_in: Open, look: Any, role: str, heading: str) -> None:
    page = log_in(role)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    look(page, f"home-{role}")


def test_a_refusal_is_a_page(log_in: Open, look: Any) -> None:
    page = log_in("organiser", refused=True)
    page.goto("/programmes/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    look(page, "refusal")


def test_the_link_of_an_invitation_opens_it_and_leaves_no_token_in_the_address(
    new_page: Open, look: Any, site: Any
) -> None:
    token = site.invite("new@example.org", Role.VIEWER)
    page = new_page(lang="it")
    page.goto(f"/join#{token}")
    expect(page.get_by_text("new@example.org")).to_be_visible()
    assert page.url == f"{site.address}/join"
    look(page, "invitation")
    page.get_by_label("Il tuo nome").fill("Nuova Persona")
    page.get_by_label("Password").fill("una frase piuttosto lunga")
    page.get_by_role("button", name="Accetta l’invito").click()
    expect(page.get_by_role("status")).to_have_text("Benvenuto nel programma.")
    page.goto("/join")
    look(page, "join")


def test_the_progress_of_a_job_follows_the_job(log_in: Open, look: Any, site: Any) -> None:
    with site.store.writing() as tx:
        job = ask_for_job(tx, "demo", "make_shortlists", {}, asked_by="demo", now=datetime.datetime.now(datetime.UTC))
    page = log_in("organiser")
    page.goto(f"/programmes/demo/jobs/{job.id}")
    expect(page.get_by_role("status")).to_have_text("waiting")
    look(page, "job")
    with site.store.writing() as tx:
        cancel_job(tx, "demo", job.id, now=datetime.datetime.now(datetime.UTC))
    expect(page.get_by_role("status")).to_have_text("cancelled")
    page.get_by_role("link", name="Reload the page").click()
    expect(page.get_by_role("button", name="Stop this work")).to_have_count(0)


def test_it_works_without_javascript(log_in: Open) -> None:
    page = log_in("organiser", javascript=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo 2026")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("status")).to_have_text("You are logged out.")


def test_the_keyboard_reaches_the_content_first(log_in: Open) -> None:
    page = log_in("organiser")
    page.goto("/account")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Language of the pages")).to_be_focused()
