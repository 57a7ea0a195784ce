"""The watch that every browser test is under: it does tell of what it is there for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

Watch = Callable[..., AbstractContextManager[Page]]
WRONG = {
    "request to https://elsewhere.example/": '<img alt="" src="https://elsewhere.example/">',
    "error on the console: oh no": "<script>console.error('oh no')</script>",
    "warning on the console: hm": "<script>console.warn('hm')</script>",
    "error of a script: nothing_of_this_name": "<script>nothing_of_this_name()</script>",
}


def show(watched: AbstractContextManager[Page], content: str, *, is_opened: bool) -> None:
    """Show a page of this content under the watch, or a window that a page opened."""
    with watched as page:
        if is_opened:
            with page.context.expect_page() as opened:
                page.evaluate("window.open('about:blank')")
            page = opened.value
        page.set_content(content, wait_until="networkidle")


@pytest.mark.parametrize(
    ("told", "content", "is_opened"),
    [*((*one, False) for one in WRONG.items()), (*next(iter(WRONG.items())), True)],
)
def test_what_goes_wrong_is_told(
    chromium: Browser, site: Any, watch: Watch, told: str, content: str, is_opened: bool
) -> None:
    context = chromium.new_context()
    with pytest.raises(AssertionError, match=told):
        show(watch(context, site.address), content, is_opened=is_opened)
    context.close()


def test_a_page_of_the_site_is_not_told(chromium: Browser, site: Any, watch: Watch) -> None:
    context = chromium.new_context()
    with watch(context, site.address) as page:
        page.goto(f"{site.address}/login")
    context.close()
