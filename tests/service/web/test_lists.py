"""Lists through the API: made by a job, read a page at a time, decided on, and shown to each party alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matcher.profiles import Contact
from matcher.store import Role, Store, contacts, shown

PROGRAMME = "spring"


@pytest.fixture
def run_id(organiser: Callable[..., Any], work: Callable[..., Any]) -> str:
    """The id of a run of lists for the startups."""
    job = work(organiser("POST", "/shortlists", {"top": 3, "lang": "it"}))
    found: str = organiser("GET", f"/jobs/{job['id']}").json()["result"]["run_id"]
    return found


def test_a_run_is_read_a_page_at_a_time(organiser: Callable[..., Any], run_id: str) -> None:
    pairs, cursor = [], ""
    while True:
        page = organiser("GET", f"/shortlists/{run_id}/suggestions?limit=5{cursor}").json()
        pairs += [(one["company_id"], one["counterpart_id"]) for one in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(pairs) == len(set(pairs)) == 12
    assert pairs == sorted(pairs)
    own = organiser("GET", f"/shortlists/{run_id}/suggestions?company_id=st-2").json()["items"]
    assert {one["company_id"] for one in own} == {"st-2"}
    assert all(one["reasons"] for one in own if one["rank"] == 1)
    (run,) = organiser("GET", "/shortlists").json()["items"]
    assert run["options"]["top"] == "3"
    assert organiser("GET", f"/shortlists/{run_id}/matrix").json()["companies"][0] == "st-1"


def test_the_same_key_asks_for_one_job(organiser: Callable[..., Any]) -> None:
    asked = [organiser("POST", "/shortlists", {}, headers={"Idempotency-Key": "k"}).json() for _ in range(2)]
    assert asked[0]["id"] == asked[1]["id"]
    assert len(organiser("GET", "/jobs").json()["items"]) == 1


def test_a_decision_needs_the_version_that_was_seen(organiser: Callable[..., Any], run_id: str) -> None:
    path = f"/shortlists/{run_id}/suggestions/st-1/inv-1/decision"
    assert organiser("PUT", path, {"decision": "vetoed"}).status_code == 428
    decided = organiser("PUT", path, {"decision": "vetoed"}, seen=1)
    assert (decided.json()["decision"], decided.headers["ETag"]) == ("vetoed", '"2"')
    late = organiser("PUT", path, {"decision": "locked"}, seen=1)
    assert (late.status_code, late.json()["found"]) == (409, 2)


def test_a_startup_sees_its_own_list_and_what_it_was_shown_is_kept(
    as_role: Callable[..., Any], organiser: Callable[..., Any], run_id: str, spring: Store
) -> None:
    organiser("PUT", f"/shortlists/{run_id}/suggestions/st-1/inv-1/decision", {"decision": "vetoed"}, seen=1)
    startup = as_role(Role.STARTUP)
    listed = startup("GET", "/parties/st-1/suggestions").json()
    assert listed["run_id"] == run_id
    ids = [one["party_id"] for one in listed["items"]]
    assert len(ids) == 2
    assert "inv-1" not in ids
    with spring.reading() as tx:
        kept = sorted(shown.list_shown(tx, PROGRAMME, viewer_id="st-1"), key=lambda one: one.rank)
    assert [(one.other_id, one.rank) for one in kept] == [(one["party_id"], one["rank"]) for one in listed["items"]]
    organiser("GET", "/parties/st-1/suggestions")
    with spring.reading() as tx:
        assert len(shown.list_shown(tx, PROGRAMME)) == len(kept)


def test_a_participant_sees_nothing_of_others(as_role: Callable[..., Any], run_id: str, spring: Store) -> None:
    with spring.writing() as tx:
        person = Contact(profile_id="inv-2", person="Mario Rossi", email="mario@fund.example")
        contacts.save_contact(tx, PROGRAMME, "c", person, expected_version=0)
    startup = as_role(Role.STARTUP)
    closed = (
        "/parties/st-2/suggestions",
        "/parties/inv-1/suggestions",
        "/parties/nobody/suggestions",
        "/parties/st-2/agenda",
        "/parties/st-2/feedback",
    )
    assert [startup("GET", path).status_code for path in closed] == [404] * len(closed)
    for path in (f"/shortlists/{run_id}", f"/shortlists/{run_id}/suggestions", "/feedback", "/jobs", "/agendas"):
        assert startup("GET", path).status_code == 403
    own = startup("GET", "/parties/st-1/suggestions")
    for word in ("score", "interest", "mario", "contribution"):
        assert word not in own.text.lower()


def test_a_job_is_cancelled_and_an_evaluator_sees_only_their_own(
    organiser: Callable[..., Any], as_role: Callable[..., Any]
) -> None:
    job = organiser("POST", "/shortlists", {}).json()
    evaluator = as_role(Role.EVALUATOR)
    assert evaluator("GET", "/jobs").json()["items"] == []
    assert evaluator("GET", f"/jobs/{job['id']}").status_code == 404
    assert evaluator("POST", f"/jobs/{job['id']}/cancel").status_code == 404
    assert organiser("POST", f"/jobs/{job['id']}/cancel").json()["status"] == "cancelled"
