"""The pages of people, settings and administration, walked through in a real browser."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from matcher.profiles import Contact
from matcher.store.contacts import save_contact
from matcher.store.users import find_user

Open = Callable[..., Page]
PEOPLE = ("/people", "/people/invitations", "/settings", "/settings/webhooks", "/settings/webhooks/edit")
INSTALLATION = ("", "/programmes", "/programmes/demo/delete", "/users", "/audit", "/backup")


LANGS = ["it", "en"] if os.environ.get("ABBINA_LOOKS") else ["it"]
"""Both where somebody looks at them; the pages are the same, and every text is there in both."""


def in_language(page: Page, lang: str) -> None:
    """Read on in a language, whatever the account's is."""
    other = page.get_by_role("button", name={"it": "Italiano", "en": "English"}[lang])
    if other.count():
        other.click()


@pytest.mark.parametrize("lang", LANGS)
def test_organisers_see_people_and_settings(log_in: Open, look: Any, site: Any, lang: str) -> None:
    contact = Contact(profile_id="to-02", person="Ada Rossi", role="CEO", email=f"ada-{lang}@example.org", phone="")
    with site.store.writing() as tx:
        save_contact(tx, "demo", f"ceo-{lang}", contact, expected_version=0)
    page = log_in("organiser", lang=lang)
    in_language(page, lang)
    for path in PEOPLE:
        page.goto(f"/programmes/demo{path}")
        look(page, f"people{path.replace('/', '-')}-{lang}")
    page.goto("/programmes/demo/people")
    page.locator("td a").first.click()
    look(page, f"people-member-{lang}")
    page.goto("/programmes/demo/people/invitations/everybody")
    look(page, f"people-everybody-{lang}")
    page.locator("main form button[type=submit]").click()
    with page.expect_download() as kept:
        page.locator("a[download='invitations.csv']").click()
    table = Path(kept.value.path()).read_text(encoding="utf-8-sig")
    assert f"ada-{lang}@example.org" in table
    assert "/join#" in table
    look(page, f"people-links-{lang}")
    page.goto("/programmes/demo/settings/keys")
    page.locator("input[name=name]").fill("CRM")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("#secret")).to_have_value(re.compile("^abbina_"))
    look(page, f"people-key-{lang}")
    page.goto("/programmes/demo/settings/keys")
    look(page, f"people-keys-{lang}")
    page.goto("/programmes/demo/settings/audit")
    look(page, f"people-audit-{lang}")
    page.goto("/programmes/demo/value")
    look(page, f"people-value-{lang}")
    in_language(page, "en")


@pytest.mark.parametrize("lang", LANGS)
def test_administrators_see_the_installation(log_in: Open, new_page: Open, look: Any, site: Any, lang: str) -> None:
    page = log_in("administrator", lang=lang)
    in_language(page, lang)
    for path in INSTALLATION:
        page.goto(f"/administration{path}")
        look(page, f"administration{path.replace('/', '-')}-{lang}")
    page.goto("/administration/users")
    page.locator("input[name=email]").fill(f"new-{lang}@example.org")
    page.locator("main form button[type=submit]").click()
    look(page, f"administration-link-{lang}")
    link = page.locator("#secret").input_value()
    other = new_page(lang=lang)
    other.goto(link)
    expect(other.get_by_text(f"new-{lang}@example.org")).to_be_visible()
    look(other, f"new-password-{lang}")
    other.locator("input[name=password]").fill("una frase piuttosto lunga")
    other.locator("main form button[type=submit]").click()
    expect(other.get_by_role("status")).to_be_visible()
    with site.store.reading() as tx:
        user = find_user(tx, f"new-{lang}@example.org")
    assert user is not None
    page.goto(f"/administration/users/{user.id}")
    look(page, f"administration-user-{lang}")
    page.goto("/administration/backup")
    page.locator("input[name=password]").fill("correct horse battery staple")
    with page.expect_download() as kept:
        page.locator("main form button[type=submit]").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"PK")
    in_language(page, "en")
