"""What is kept ready follows what is stored: never a page of before."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from service.web.prepared import MOST_PAGES, Prepared, PreparedPage

Call = Callable[..., Any]


def page(number: int) -> PreparedPage:
    return PreparedPage(content=str(number).encode(), run_id="r", shown=())


def test_a_page_is_made_again_when_its_state_is_another_and_after_all_is_forgotten() -> None:
    prepared = Prepared()
    assert prepared.page("key", 1, lambda: page(1)).content == b"1"
    assert prepared.page("key", 1, lambda: page(2)).content == b"1"
    assert prepared.page("key", 2, lambda: page(3)).content == b"3"
    assert prepared.page("other", 2, lambda: page(4)).content == b"4"
    prepared.forget()
    assert prepared.page("key", 2, lambda: page(5)).content == b"5"


def test_the_same_list_within_ten_minutes_is_one_look() -> None:
    prepared, first = Prepared(), datetime.datetime(2026, 10, 5, 9, 0, tzinfo=datetime.UTC)
    looks = [prepared.is_new_look("list", first + datetime.timedelta(minutes=minutes)) for minutes in (0, 9, 10, 19)]
    assert looks == [True, False, True, False]
    assert prepared.is_new_look("another list", first)
    prepared.forget()
    assert prepared.is_new_look("list", first)


def test_only_so_many_pages_are_kept() -> None:
    prepared = Prepared()
    for number in range(MOST_PAGES + 1):
        prepared.page(number, 0, lambda: page(0))
    assert prepared.page(1, 0, lambda: page(9)).content == b"0"
    assert prepared.page(0, 0, lambda: page(9)).content == b"9"


def test_a_list_that_was_read_follows_decisions_profiles_runs_and_erasures(organiser: Call, work: Call) -> None:
    def listed() -> dict[str, str]:
        items = organiser("GET", "/parties/st-1/suggestions").json()["items"]
        return {one["party_id"]: one["kind"] for one in items}

    assert listed() == {}
    job = work(organiser("POST", "/shortlists", {"top": 4}))
    run_id = organiser("GET", f"/jobs/{job['id']}").json()["result"]["run_id"]
    first = listed()
    assert len(first) == 4
    assert listed() == first
    path = f"/shortlists/{run_id}/suggestions/st-1/inv-1/decision"
    organiser("PUT", path, {"decision": "vetoed"}, seen=1)
    assert set(listed()) == set(first) - {"inv-1"}
    assert organiser("PATCH", "/parties/inv-2", {"kind": "corporate"}, seen=1).status_code == 200
    assert listed()["inv-2"] == "corporate"
    assert organiser("POST", "/parties/inv-3/erase").status_code == 200
    assert set(listed()) == {"inv-2", "inv-4"}
    work(organiser("POST", "/shortlists", {"top": 1}))
    assert len(listed()) == 1


def test_a_published_agenda_that_was_read_follows_what_is_published(organiser: Call, work: Call) -> None:
    work(organiser("POST", "/agendas/solve", {"event_id": "day", "agenda_id": "main", "time_limit": 5.0}))
    one = organiser("GET", "/agendas/main/versions/1").json()["agenda"]["meetings"][0]
    path = f"/agendas/main/meetings/{one['a']}/{one['b']}"
    place = organiser("GET", f"{path}/places").json()["feasible"][0]
    assert organiser("POST", f"{path}/move", place, seen=1).status_code == 200

    def start() -> str:
        engagements = organiser("GET", f"/parties/{one['a']}/agenda").json()
        return next((str(each["start"]) for each in engagements if one["b"] in each["party_ids"]), "")

    organiser("POST", "/agendas/main/publish", {"version": 1}, seen=2)
    before = start()
    organiser("POST", "/agendas/main/publish", {"version": 2}, seen=3)
    assert before
    assert start() not in {"", before}
    organiser("POST", f"/parties/{one['b']}/erase")
    assert start() == ""
