"""An evaluator, from the upload of a benchmark to its report, and to two runs side by side."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from service.jobs import Worker
from service.web.pages.wording import Words

Open = Callable[..., Page]
Look = Callable[[Page, str], None]
SPLIT = "2016-01-01"
TABLES = {
    "startups": "id,first_date,region\n"
    + "".join(f"s{n},2014-0{n}-01,R\n" for n in range(1, 7))
    + "".join(f"q{n},2016-0{n}-01,R\n" for n in range(1, 7)),
    "counterparts": "id,name\na,Alpha\nb,Beta\nc,Gamma\n",
    "interactions": "startup_id,counterpart_id,date\n"
    + "".join(f"s{n},{who},2014-0{n}-01\n" for n in range(1, 7) for who in ("a", "b", "c")[: 2 + n % 2])
    + "".join(f"q{n},{'abc'[n % 3]},2016-0{n}-01\n" for n in range(1, 7)),
}


def benchmark() -> bytes:
    """The zip of a tiny benchmark's folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, table in TABLES.items():
            archive.writestr(f"bench/{name}.csv", table)
    return buffer.getvalue()


def upload(page: Page, words: Words) -> None:
    """A file that is no zip is refused at its field; then the benchmark is kept."""
    refused: FilePayload = {"name": "x.zip", "mimeType": "application/zip", "buffer": b"no zip"}
    page.set_input_files("input[type=file]", refused)
    page.get_by_role("button", name=words.text("eval.upload_do")).click()
    expect(page.locator("input[type=file]")).to_have_attribute("aria-invalid", "true")
    zipped: FilePayload = {"name": "bench.zip", "mimeType": "application/zip", "buffer": benchmark()}
    page.set_input_files("input[type=file]", zipped)
    page.get_by_role("button", name=words.text("eval.upload_do")).click()
    expect(page.get_by_role("status")).to_have_text(words.text("eval.uploaded"))


def measure(page: Page, words: Words, worker: Worker) -> None:
    """Ask for a run, let the worker do it, and come to its figures."""
    page.get_by_role("link", name=words.text("eval.title")).first.click()
    page.get_by_label(words.text("eval.split")).fill(SPLIT)
    page.get_by_role("button", name=words.text("eval.start")).click()
    expect(page.locator(".job progress")).to_be_visible()
    worker.run_until_idle()
    expect(page.get_by_role("region", name=words.text("eval.figures"))).to_be_visible()


def read_the_report(page: Page, words: Words) -> None:
    """The report with its plots, as if from another site; and the figures as a file."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=words.text("eval.report")).click()
    report = opened.value
    expect(report.locator("svg").first).to_be_visible()
    assert report.locator("svg").count() > 1
    assert report.evaluate("document.querySelectorAll('script').length") == 0
    assert report.evaluate("window.origin") == "null"
    report.close()
    with page.expect_download() as kept:
        page.get_by_role("link", name="results.json").click()
    assert Path(kept.value.path()).read_bytes().startswith(b"{")


def test_from_the_upload_to_the_report(enter: Open, look_once: Look, worker: Worker, words: Words) -> None:
    page = enter("evaluator", refused=True)
    page.get_by_role("link", name=words.text("eval.title")).click()
    look_once(page, "story-no-benchmark")
    upload(page, words)
    measure(page, words, worker)
    measure(page, words, worker)
    look_once(page, "story-run")
    read_the_report(page, words)
    page.get_by_role("link", name=words.text("eval.compare")).click()
    page.get_by_role("button", name=words.text("eval.compare_do")).click()
    expect(page.get_by_text(words.text("eval.same"))).to_be_visible()
    look_once(page, "story-compare-runs")
    page.get_by_role("link", name=words.text("eval.title")).first.click()
    look_once(page, "story-runs")
