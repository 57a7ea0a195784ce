"""An evaluator from the upload of a benchmark to its report, in a real browser with a real worker."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from service.jobs import Tools, Worker
from service.jobs.tools import ToolSettings

Open = Callable[..., Page]
TABLES = {
    "startups": "id,first_date,region\n"
    + "".join(f"s{n},2014-0{n}-01,R\n" for n in range(1, 7))
    + "".join(f"q{n},2016-0{n}-01,R\n" for n in range(1, 7)),
    "counterparts": "id,name\na,Alpha\nb,Beta\nc,Gamma\n",
    "interactions": "startup_id,counterpart_id,date\n"
    + "".join(f"s{n},{who},2014-0{n}-01\n" for n in range(1, 7) for who in ("a", "b", "c")[: 2 + n % 2])
    + "".join(f"q{n},{'abc'[n % 3]},2016-0{n}-01\n" for n in range(1, 7)),
}
WORDS = {
    "it": {
        "upload": "Carica",
        "split": "Dividi alla data",
        "start": "Avvia la misura",
        "report": "Apri il rapporto",
        "figures": "Quanto è buono l’ordine",
        "compare": "Confronta",
        "same": "Le due misure hanno posto le stesse domande.",
        "language": "Italiano",
    },
    "en": {
        "upload": "Upload",
        "split": "Split at",
        "start": "Start the run",
        "report": "Open the report",
        "figures": "How good the order is",
        "compare": "Compare",
        "same": "The two runs asked the same questions.",
        "language": "English",
    },
}


@pytest.fixture
def work(site: Any, tmp_path: Path) -> Callable[[], None]:
    """Does the jobs that wait, as a worker does."""
    worker = Worker(store=site.store, tools=Tools(ToolSettings(encoder="hashing", cache_dir=tmp_path)))

    def do() -> None:
        while worker.work_once():
            pass

    return do


def glance(_page: Page, _name: str) -> None:
    """In place of a look, where the same page was looked at in the other language."""


def benchmark() -> bytes:
    """The zip of a tiny benchmark's folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, table in TABLES.items():
            archive.writestr(f"bench/{name}.csv", table)
    return buffer.getvalue()


def run_of(page: Page, words: dict[str, str], work: Callable[[], None], split: str) -> None:
    """Ask for a run, let the worker do it, and come to its figures."""
    page.goto("/programmes/demo/evaluations")
    page.get_by_label(words["split"]).fill(split)
    page.get_by_role("button", name=words["start"]).click()
    expect(page.locator(".job progress")).to_be_visible()
    work()
    expect(page.get_by_role("region", name=words["figures"])).to_be_visible()


@pytest.mark.parametrize("lang", ["it", "en"])
def test_from_the_upload_to_the_report(log_in: Open, look: Any, work: Callable[[], None], lang: str) -> None:
    words = WORDS[lang]
    look = look if lang == "it" or os.environ.get("ABBINA_LOOKS") else glance
    page = log_in("evaluator", lang=lang, refused=True)
    if lang == "it":
        page.get_by_role("button", name="Italiano").click()
    page.goto("/programmes/demo/evaluations")
    look(page, f"evaluations-empty-{lang}")
    page.set_input_files("input[type=file]", {"name": "x.zip", "mimeType": "application/zip", "buffer": b"no zip"})
    page.get_by_role("button", name=words["upload"]).click()
    expect(page.locator("input[type=file]")).to_have_attribute("aria-invalid", "true")
    zipped: FilePayload = {"name": "bench.zip", "mimeType": "application/zip", "buffer": benchmark()}
    page.set_input_files("input[type=file]", zipped)
    page.get_by_role("button", name=words["upload"]).click()
    expect(page.get_by_role("status")).to_be_visible()
    for split in ("2016-01-01", "2016-01-01"):
        run_of(page, words, work, split)
    look(page, f"evaluations-run-{lang}")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=words["report"]).click()
    report = opened.value
    expect(report.locator("svg").first).to_be_visible()
    assert report.evaluate("document.querySelectorAll('script').length") == 0
    assert report.evaluate("window.origin") == "null"
    report.close()
    with page.expect_download() as kept:
        page.get_by_role("link", name="results.json").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"{")
    page.goto("/programmes/demo/evaluations/compare")
    page.get_by_role("button", name=words["compare"]).click()
    expect(page.get_by_text(words["same"])).to_be_visible()
    look(page, f"evaluations-compare-{lang}")
    page.goto("/programmes/demo/evaluations")
    look(page, f"evaluations-{lang}")
    if lang == "it":
        page.get_by_role("button", name="English").click()
