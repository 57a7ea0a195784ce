"""A counterpart's pages in a real browser, without JavaScript."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from matcher.store.jobs import ask_for_job
from service.jobs import Tools, Worker
from service.jobs.kinds import SHORTLIST
from service.jobs.tools import ToolSettings

Open = Callable[..., Page]


def test_a_counterpart_says_a_wish_without_scripts(log_in: Open, site: Any, tmp_path: Path) -> None:
    order = {"side": "counterparts", "top": 10, "lang": "en"}
    with site.store.writing() as tx:
        ask_for_job(tx, "demo", SHORTLIST, order, asked_by="demo", now=datetime.datetime.now(datetime.UTC))
    Worker(store=site.store, tools=Tools(ToolSettings(encoder="hashing", cache_dir=tmp_path))).run_until_idle()
    page = log_in("counterpart", javascript=False)
    first = page.locator("article.suggestion").first
    first.get_by_role("button", name="No, thanks").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    expect(page.locator("article.suggestion").first.get_by_role("button", name="No, thanks")).to_have_attribute(
        "aria-pressed", "true"
    )
