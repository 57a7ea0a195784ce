"""What the whole stories share: a reader in a language, who does the jobs, and where one looks."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from service.jobs import Tools, Worker
from service.jobs.tools import ToolSettings
from service.web.pages.wording import LANGUAGES, Words


@pytest.fixture(scope="module")
def worker(site: Any, tmp_path_factory: pytest.TempPathFactory) -> Worker:
    """Does what the pages ask for, with the encoder for tests."""
    tools = Tools(ToolSettings(encoder="hashing", cache_dir=tmp_path_factory.mktemp("cache")))
    return Worker(store=site.store, tools=tools)


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    """The words by which a story finds its way: it is told once in each language."""
    return Words(request.param)


@pytest.fixture
def look_once(look: Any, words: Words) -> Callable[[Page, str], None]:
    """Looks at a page in the first language alone, or in both where screenshots are kept: the pages are the same."""
    if words.lang != LANGUAGES[0] and not os.environ.get("ABBINA_LOOKS"):
        return lambda _page, _name: None
    return lambda page, name: look(page, f"{name}-{words.lang}")


@pytest.fixture
def enter(log_in: Callable[..., Page], words: Words) -> Callable[..., Page]:
    """Logs a role in, as `log_in` does, and goes on in the story's language, whatever the account's is."""

    def go_in(role: str, **options: Any) -> Page:
        page = log_in(role, lang=words.lang, **options)
        other = page.locator(f"header button[name=lang][value={words.lang}]")
        if other.count():
            other.click()
        return page

    return go_in
