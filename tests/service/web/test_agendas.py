"""Agendas through the API: from an event to what participants see, changes on the day, files and calls to others."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from matcher.store import JobStatus, Role, Store
from matcher.store.jobs import list_jobs
from service.hooks import is_signed

PROGRAMME = "spring"
SOLVE = {"event_id": "day", "agenda_id": "main", "time_limit": 5.0}

Call = Callable[..., Any]


@pytest.fixture
def solved(organiser: Call, work: Call) -> dict[str, Any]:
    """The documents of an agenda that was made."""
    job = work(organiser("POST", "/agendas/solve", SOLVE))
    assert organiser("GET", f"/jobs/{job['id']}").json()["status"] == "done"
    found: dict[str, Any] = organiser("GET", "/agendas/main/versions/1").json()
    return found


def partner(meeting: dict[str, Any], party: str) -> str:
    return str(meeting["b"] if meeting["a"] == party else meeting["a"])


def test_an_event_is_saved_with_its_slots_and_refused_with_its_faults(organiser: Call) -> None:
    event = organiser("GET", "/events/day").json()
    assert [slot["id"] for slot in event["slots"]][:2] == ["d1s01", "d1s02"]
    edit = {"name": "Day", "timezone": "Europe/Rome", "plan": {**event["plan"], "slot_minutes": 30}}
    assert organiser("PUT", "/events/day", edit, seen=0).json()["stored"]["version"] == 1
    assert len(organiser("PUT", "/events/day", edit, seen=1).json()["slots"]) == 4
    edit["plan"] = {**event["plan"], "venues": []}
    refused = organiser("PUT", "/events/day", edit, seen=2)
    assert refused.status_code == 422
    assert "venues" in refused.json()["detail"]
    assert organiser("DELETE", "/events/day", seen=2).status_code == 204
    assert organiser("GET", "/events/day").status_code == 404


def test_what_is_published_is_what_participants_see(organiser: Call, as_role: Call, solved: dict[str, Any]) -> None:
    startup = as_role(Role.STARTUP)
    assert startup("GET", "/parties/st-1/agenda").json() == []
    assert startup("GET", "/parties/st-1/agenda/main.ics").status_code == 404
    published = organiser("POST", "/agendas/main/publish", {"version": 1}, seen=1)
    assert (published.json()["published_version"], published.headers["ETag"]) == (1, '"2"')
    mine = [one for one in solved["agenda"]["meetings"] if "st-1" in (one["a"], one["b"])]
    seen = startup("GET", "/parties/st-1/agenda").json()
    assert sorted(one["party_ids"][0] for one in seen) == sorted(partner(one, "st-1") for one in mine)
    assert seen[0]["start"].startswith("2026-10-05T")
    calendar = startup("GET", "/parties/st-1/agenda/main.ics?lang=it")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    assert calendar.headers["Content-Disposition"] == 'attachment; filename="agenda.ics"'
    assert startup("GET", "/parties/st-2/agenda/main.ics").status_code == 404


def test_a_meeting_moves_only_where_it_can_be_held(organiser: Call, solved: dict[str, Any]) -> None:
    one = solved["agenda"]["meetings"][0]
    path = f"/agendas/main/meetings/{one['a']}/{one['b']}"
    places = organiser("GET", f"{path}/places")
    assert places.headers["ETag"] == '"1"'
    assert places.json()["current"] == {name: one[name] for name in ("slot", "venue", "table")}
    target = places.json()["feasible"][0]
    busy = next(
        other
        for other in solved["agenda"]["meetings"][1:]
        if {other["a"], other["b"]} & {one["a"], one["b"]} and other["slot"] != one["slot"]
    )
    refused = organiser("POST", f"{path}/move", {"slot": busy["slot"], "venue": "hub", "table": 4}, seen=1)
    assert (refused.status_code, refused.json()["code"]) == (422, "infeasible-move")
    assert refused.json()["broken"]
    moved = organiser("POST", f"{path}/move", target, seen=1)
    assert moved.json()["current_version"] == 2
    comparison = organiser("GET", "/agendas/main/versions/1/compare/2?lang=it").json()
    assert (comparison["moved"], comparison["dropped"], comparison["new"]) == (1, 0, 0)
    assert {each["party_id"] for each in comparison["notices"]} == {one["a"], one["b"]}
    assert organiser("POST", f"{path}/move", target, seen=1).json()["stored"]["version"] == 2


def test_a_no_show_is_previewed_with_its_price_and_then_applied(
    organiser: Call, work: Call, solved: dict[str, Any]
) -> None:
    meetings = solved["agenda"]["meetings"]
    first = min(meetings, key=lambda one: one["slot"])
    stays, other = first["a"], first["b"]
    gone = next(partner(one, stays) for one in meetings if stays in (one["a"], one["b"]) and one != first)
    locked = organiser("PUT", f"/agendas/main/meetings/{stays}/{other}/lock", {"is_locked": True}, seen=1)
    assert locked.json()["current_version"] == 2
    job = work(organiser("POST", "/agendas/main/replan", {"gone": [gone], "lang": "it"}, seen=2))
    result = organiser("GET", f"/jobs/{job['id']}").json()["result"]
    assert result["price"]["dropped"] >= 1
    assert organiser("GET", "/agendas/main").json()["current_version"] == 2
    applied = organiser("POST", f"/agendas/main/replan/{job['id']}/apply", seen=2)
    assert applied.json()["current_version"] == 3
    after = organiser("GET", "/agendas/main/versions/3").json()["agenda"]["meetings"]
    assert all(gone not in (one["a"], one["b"]) for one in after)
    assert first in after
    again = organiser("POST", f"/agendas/main/replan/{job['id']}/apply", seen=3)
    assert (again.status_code, again.json()["code"]) == (409, "outdated-preview")
    back = organiser("POST", "/agendas/main/rollback", {"version": 1}, seen=3)
    assert back.json()["current_version"] == 4
    assert organiser("GET", "/agendas/main/versions/4").json()["agenda"] == solved["agenda"]
    assert organiser("GET", "/agendas/main/versions").json()[3]["copy_of"] == 1


def test_two_organisers_do_not_lose_each_others_changes(organiser: Call, solved: dict[str, Any]) -> None:
    one = solved["agenda"]["meetings"][0]
    path = f"/agendas/main/meetings/{one['a']}/{one['b']}/lock"
    answers: list[int] = []

    def save() -> None:
        answers.append(organiser("PUT", path, {"is_locked": True}, seen=1).status_code)

    threads = [threading.Thread(target=save) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409, 409, 409]


def test_an_export_is_downloaded_as_it_was_made(organiser: Call, work: Call, solved: dict[str, Any]) -> None:
    wanted = {"what": "agenda", "agenda_id": "main", "version": 1, "form": "xlsx", "lang": "it"}
    job = work(organiser("POST", "/exports", {"wanted": wanted}))
    result = organiser("GET", f"/jobs/{job['id']}").json()["result"]
    answer = organiser("GET", f"/files/{result['file_id']}/content")
    assert hashlib.sha256(answer.content).hexdigest() == result["sha256"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert organiser("DELETE", f"/files/{result['file_id']}").status_code == 204
    assert organiser("GET", f"/files/{result['file_id']}").status_code == 404


def test_an_evaluator_sees_no_file_that_names_parties(
    organiser: Call, as_role: Call, work: Call, solved: dict[str, Any]
) -> None:
    job = work(organiser("POST", "/exports", {"wanted": {"what": "training"}}))
    file_id = organiser("GET", f"/jobs/{job['id']}").json()["result"]["file_id"]
    evaluator = as_role(Role.EVALUATOR)
    assert evaluator("GET", f"/files/{file_id}").status_code == 404
    refused = evaluator("POST", "/evaluations/benchmarks", files={"file": ("b.zip", b"no zip")})
    assert (refused.status_code, refused.json()["code"]) == (422, "unreadable-file")
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    uploaded = evaluator("POST", "/evaluations/benchmarks", files={"file": ("b.zip", empty.getvalue())})
    assert uploaded.status_code == 201
    job = work(evaluator("POST", "/evaluations", {"file_id": uploaded.json()["id"], "split": "2020-01-01"}))
    told = evaluator("GET", f"/jobs/{job['id']}").json()
    assert (told["status"], "startups.csv" in told["error"]) == ("failed", True)


def test_feedback_is_of_meetings_that_were_to_be_held(organiser: Call, as_role: Call, solved: dict[str, Any]) -> None:
    mine = [partner(one, "st-1") for one in solved["agenda"]["meetings"] if "st-1" in (one["a"], one["b"])]
    other = mine[0]
    startup, path = as_role(Role.STARTUP), "/parties/st-1/feedback/day/"
    said = {"is_kept": True, "rating": 4, "follow_up": "negotiation"}
    assert startup("PUT", path + other, said, seen=0).status_code == 404
    organiser("POST", "/agendas/main/publish", {"version": 1}, seen=1)
    assert startup("PUT", path + other, said, seen=0).json()["version"] == 1
    for party in ({f"inv-{n}" for n in range(1, 5)} - set(mine)) | {"st-2", "nobody"}:
        assert startup("PUT", path + party, said, seen=0).status_code == 404
    assert startup("PUT", path + other, {**said, "rating": 9}, seen=1).status_code == 422
    assert startup("PUT", path + other, said, seen=0).json()["stored"]["rating"] == 4
    theirs = as_role(Role.COUNTERPART, other)
    agreed = {"is_kept": True, "follow_up": "agreement", "value_eur": 50000}
    assert theirs("PUT", f"/parties/{other}/feedback/day/st-1", agreed, seen=0).status_code == 200
    assert theirs("GET", f"/parties/{other}/feedback").json()[0]["rating"] is None
    assert organiser("GET", "/feedback/summary").json() == {
        "kept": 1,
        "no_show": 0,
        "contact": 0,
        "negotiation": 0,
        "agreement": 1,
        "value_eur": 50000.0,
    }
    facts = organiser("GET", "/feedback/interactions").json()
    assert [(one["relation"], one["outcome"]) for one in facts] == [("meeting", "4"), ("agreement", "")]


class Receiver(BaseHTTPRequestHandler):
    """Refuses the first call and takes the others."""

    calls: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.calls.append((dict(self.headers), body))
        self.send_response(503 if len(self.calls) == 1 else 204)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """An address of this machine, and the calls that it got."""
    Receiver.calls = []
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook", Receiver.calls
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_webhook_is_called_signed_and_again_until_it_is_heard(
    organiser: Call, solved: dict[str, Any], spring: Store, work: Call, receiver: Any
) -> None:
    url, calls = receiver
    made = organiser("PUT", "/webhooks/crm", {"url": url, "events": ["agenda.published"]}, seen=0).json()
    assert made["secret"]
    assert organiser("GET", "/webhooks").json()[0]["secret"] is None
    organiser("POST", "/agendas/main/publish", {"version": 1}, seen=1)
    work(organiser("POST", "/exports", {"wanted": {"what": "training"}}))
    assert len(calls) == 2
    headers, body = calls[1]
    now = int(time.time())
    assert is_signed(made["secret"], body, headers["Abbina-Signature"], now=now)
    assert not is_signed("other", body, headers["Abbina-Signature"], now=now)
    assert not is_signed(made["secret"], body + b" ", headers["Abbina-Signature"], now=now)
    assert not is_signed(made["secret"], body, headers["Abbina-Signature"], now=now + 3600)
    told = json.loads(body)
    assert (told["event"], told["agenda_id"], told["published_version"]) == ("agenda.published", "main", 1)
    with spring.reading() as tx:
        (call,) = [job for job in list_jobs(tx, PROGRAMME) if job.kind == "deliver_webhook"]
    assert (call.status, call.result) == (JobStatus.DONE, {"status": 204, "tries": 2})


@pytest.mark.parametrize("url", ["ftp://example.org/x", "https://user:pass@example.org/", "nonsense"])
def test_an_address_that_is_no_address_of_a_webhook_is_refused(organiser: Call, url: str) -> None:
    answer = organiser("PUT", "/webhooks/crm", {"url": url, "events": ["agenda.changed"]}, seen=0)
    assert answer.status_code == 422
