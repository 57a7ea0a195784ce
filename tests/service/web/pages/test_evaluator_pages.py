"""Benchmarks and runs: whose they are, how a report is shown, and two runs side by side."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import Response

from matcher.store import Role, Store
from matcher.store.files import add_file
from matcher.store.jobs import list_jobs
from matcher.store.leases import claim_job, complete_job
from matcher.store.users import find_user

Call = Callable[..., Any]
Send = Callable[..., Response]
ROOM = "/programmes/spring/evaluations"
ZIP = b"PK\x05\x06" + bytes(18)
"""A zip of nothing."""

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def evaluator(as_role: Call, browser_of: Call) -> Send:
    """The browser of an evaluator."""
    browser: Send = browser_of(as_role(Role.EVALUATOR))
    return browser


def figures(mean: float) -> dict[str, Any]:
    """What a run found, as far as the pages read it."""
    means = {"ndcg@10": {"mean": mean, "low": mean - 0.1, "high": mean + 0.1}, "mrr": None}
    table = {"baseline": "place-knn", "models": [{"name": "abbina", "means": means, "spread": {}}]}
    protocol = {"n_queries": 3, "n_candidates": 4, "protocol_hash": "p"}
    calibration = {"ece": 0.1, "brier": 0.2, "n_pairs": 12}
    return {**table, "protocol": protocol, "differences": [], "reverse": table, "calibration": calibration}


@pytest.fixture
def run_of(evaluator: Send, spring: Store, now: datetime.datetime) -> Callable[[float], str]:
    """A run of the evaluator that is done, with a report that tries to do harm; its id."""

    def make(mean: float) -> str:
        evaluator("POST", f"{ROOM}/benchmarks", files={"file": ("b.zip", ZIP, "application/zip")})
        page = evaluator("GET", ROOM).text
        file_id = page.partition('name="file_id">')[2].partition('value="')[2].partition('"')[0]
        asked = evaluator("POST", ROOM, file_id=file_id, split="2016-01-01", min_history="2", key=str(mean))
        job_id = asked.url.path.rpartition("/")[2]
        with spring.reading() as tx:
            user = find_user(tx, "evaluator-none@example.org")
        assert user is not None
        with spring.writing() as tx:
            claimed = claim_job(tx, worker="w", lasts=datetime.timedelta(hours=1), now=now)
            assert claimed is not None
            kept = add_file(
                tx,
                "spring",
                name="report.html",
                media_type="text/html",
                content=b"<!doctype html><script>steal()</script>",
                names_parties=False,
                added_by=user.id,
                now=now,
            )
            result = {"figures": figures(mean), "files": [{"name": "report.html", "file_id": kept.id}]}
            complete_job(tx, claimed[1], result, now=now)
        return job_id

    return make


def test_a_report_is_shown_as_of_another_site_and_files_are_kept(evaluator: Send, run_of: Call) -> None:
    path = f"{ROOM}/{run_of(0.5)}"
    page = evaluator("GET", path).text
    assert "How good the order is" in page
    assert "0.5" in page
    report = evaluator("GET", f"{path}/report")
    policy = report.headers["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'"} <= set(policy)
    assert not any("script" in part or "allow-" in part for part in policy)
    kept = evaluator("GET", f"{path}/files/report.html")
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert evaluator("GET", f"{path}/files/other.html").status_code == 404


def test_runs_and_benchmarks_are_ones_own(run_of: Call, as_role: Call, browser_of: Call, log_in: Call) -> None:
    job_id = run_of(0.5)
    other = browser_of(as_role(Role.ORGANISER))
    assert other("GET", f"{ROOM}/{job_id}").status_code == 200
    for role in (Role.VIEWER, Role.STARTUP):
        assert browser_of(as_role(role))("GET", f"{ROOM}/{job_id}").status_code == 403


def test_a_form_that_is_sent_twice_asks_once(evaluator: Send, run_of: Call, spring: Store) -> None:
    run_of(0.5)
    page = evaluator("GET", ROOM).text
    file_id = page.partition('name="file_id">')[2].partition('value="')[2].partition('"')[0]
    for _ in range(2):
        evaluator("POST", ROOM, file_id=file_id, split="2017-01-01", min_history="2", key="once")
    with spring.reading() as tx:
        assert len(list_jobs(tx, "spring")) == 2


@pytest.mark.parametrize(
    "form",
    [{"split": "2016-13-01"}, {"split": ""}, {"split": "2016-01-01", "min_history": "0"}],
)
def test_what_cannot_be_measured_is_told_at_the_form(evaluator: Send, form: dict[str, str]) -> None:
    evaluator("POST", f"{ROOM}/benchmarks", files={"file": ("b.zip", ZIP, "application/zip")})
    answer = evaluator("POST", ROOM, file_id="none", **form)
    assert answer.status_code == 422
    assert "check the dates" in answer.text


def test_what_is_no_zip_file_is_refused(evaluator: Send) -> None:
    for files in ({"file": ("b.zip", b"no", "application/zip")}, None):
        answer = evaluator("POST", f"{ROOM}/benchmarks", files=files)
        assert answer.status_code == 422
        assert "No benchmarks yet" in answer.text


def test_two_runs_are_compared(evaluator: Send, run_of: Call) -> None:
    assert "It takes two runs" in evaluator("GET", f"{ROOM}/compare").text
    before, after = run_of(0.5), run_of(0.9)
    page = evaluator("GET", f"{ROOM}/compare?before={before}&after={after}").text
    assert "The two runs asked the same questions." in page
    assert "clear" in page
    assert "0.4" in page
