"""A spreadsheet is uploaded, read by a job, looked at and taken; the same request twice happens once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from matcher.store import Store

Call = Callable[..., Any]

TABLE = """Azienda,Descrizione,Settore,Paese,Stadio,Email,Fatturato
Orto Verde,Serre idroponiche per verdure in citta.,Agritech,Italia,Seed,info@ortoverde.example,1.500
Luna Bio,Test rapidi per ospedali.,Medical devices,Italia,Qualcosa,,abc
,,,,,,
"""


def upload(
    caller: Call, content: str = TABLE, name: str = "imprese.csv", subject: str = "startups", **more: Any
) -> Any:
    files = {"file": (name, content.encode(), "text/csv")}
    return caller("POST", "/imports", files=files, params={"subject": subject}, **more)


@pytest.fixture
def imported(organiser: Call, work: Call) -> str:
    """The id of an import that waits for a decision."""
    job = work(upload(organiser))
    done = organiser("GET", f"/jobs/{job['id']}").json()
    assert done["status"] == "done", done
    return str(done["result"]["import_id"])


def test_a_preview_shows_columns_profiles_and_every_problem(organiser: Call, imported: str) -> None:
    preview = organiser("GET", f"/imports/{imported}").json()
    assert preview["status"] == "preview"
    assert preview["summary"]["columns"]["Azienda"] == "name"
    assert [profile["name"] for profile in preview["profiles"]] == ["Orto Verde", "Luna Bio"]
    assert "info@ortoverde" not in str(preview["profiles"])
    problems = organiser("GET", f"/imports/{imported}/problems").json()
    assert {"ambiguous_number"} <= {problem["code"] for problem in problems}
    assert {(problem["row"], problem["column"]) for problem in problems} >= {(2, "Fatturato"), (3, "Fatturato")}
    errors = organiser("GET", f"/imports/{imported}/problems", params={"severity": "error"}).json()
    assert {problem["severity"] for problem in errors} <= {"error"}
    assert organiser("GET", "/parties").json()["items"][0]["id"] == "inv-1"


def test_taking_it_makes_parties_and_contacts_once(organiser: Call, imported: str) -> None:
    taken = organiser("POST", f"/imports/{imported}/confirm", seen=1)
    assert taken.status_code == 200, taken.text
    assert [taken.json()[name] for name in ("added", "changed", "unchanged", "status")] == [2, 0, 0, "confirmed"]
    names = {party["profile"]["name"]: party["id"] for party in organiser("GET", "/parties").json()["items"]}
    assert {"Orto Verde", "Luna Bio"} <= set(names)
    contacts = organiser("GET", f"/parties/{names['Orto Verde']}/contacts").json()
    assert [contact["email"] for contact in contacts] == ["info@ortoverde.example"]
    version = organiser("GET", f"/parties/{names['Orto Verde']}/versions").json()[0]
    assert version["source"] == {"import": imported, "file": "imprese.csv", "row": 2}
    again = organiser("POST", f"/imports/{imported}/confirm", seen=1)
    assert (again.status_code, again.json()["stored"]["status"]) == (409, "confirmed")
    assert organiser("POST", f"/imports/{imported}/discard", seen=2).json()["code"] == "already-decided"
    assert organiser("GET", f"/imports/{imported}").json()["profiles"] == []


def test_the_same_file_again_changes_nothing_and_another_only_what_differs(
    organiser: Call, imported: str, work: Call
) -> None:
    organiser("POST", f"/imports/{imported}/confirm", seen=1)
    for content, counts in ((TABLE, (0, 0, 2)), (TABLE.replace("in citta", "in campagna"), (0, 1, 1))):
        job = work(upload(organiser, content))
        import_id = organiser("GET", f"/jobs/{job['id']}").json()["result"]["import_id"]
        taken = organiser("POST", f"/imports/{import_id}/confirm", seen=1).json()
        assert (taken["added"], taken["changed"], taken["unchanged"]) == counts
    party = [each for each in organiser("GET", "/parties").json()["items"] if each["profile"]["name"] == "Orto Verde"]
    assert len(organiser("GET", f"/parties/{party[0]['id']}/contacts").json()) == 1


def test_ids_of_the_other_side_are_not_taken_over(organiser: Call, work: Call) -> None:
    job = work(upload(organiser, "id,name,description\nst-1,Fund,We fund\nnew,New,We fund\n", subject="counterparts"))
    import_id = organiser("GET", f"/jobs/{job['id']}").json()["result"]["import_id"]
    refused = organiser("POST", f"/imports/{import_id}/confirm", seen=1)
    assert refused.status_code == 422
    assert "st-1" in refused.json()["detail"]
    assert organiser("GET", "/parties/new").status_code == 404


def test_what_is_thrown_away_is_gone(organiser: Call, imported: str, spring: Store) -> None:
    assert organiser("POST", f"/imports/{imported}/discard", seen=1).json()["status"] == "discarded"
    assert organiser("GET", f"/imports/{imported}").json()["profiles"] == []
    assert [one["id"] for one in organiser("GET", "/imports").json()["items"]] == [imported]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_the_name_of_a_file_says_its_kind_and_cannot_lead_elsewhere(organiser: Call, work: Call) -> None:
    assert upload(organiser, name="evil.exe").status_code == 415
    assert upload(organiser, name="").status_code in {415, 422}
    job = work(upload(organiser, name="../../etc/..\\x\ny.csv"))
    import_id = organiser("GET", f"/jobs/{job['id']}").json()["result"]["import_id"]
    name = organiser("GET", f"/imports/{import_id}").json()["file_name"]
    assert Path(name).name == name
    assert name.endswith("y.csv")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_file_that_is_none_fails_with_a_reason(organiser: Call, work: Call) -> None:
    job = work(upload(organiser, "PK\x03\x04 nothing", name="a.xlsx"))
    failed = organiser("GET", f"/jobs/{job['id']}").json()
    assert failed["status"] == "failed"
    assert "a.xlsx" in failed["error"]


def test_the_same_upload_twice_with_a_key_is_one(organiser: Call) -> None:
    first = upload(organiser, headers={"Idempotency-Key": "k1"})
    second = upload(organiser, headers={"Idempotency-Key": "k1"})
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert (first.headers.get("Idempotency-Replayed"), second.headers["Idempotency-Replayed"]) == (None, "true")
    assert len(organiser("GET", "/jobs").json()["items"]) == 1
    upload(organiser)
    upload(organiser)
    assert len(organiser("GET", "/jobs").json()["items"]) == 3


def test_a_key_is_good_for_one_request(organiser: Call) -> None:
    body = {"event_id": "day", "agenda_id": "main"}
    asked = [organiser("POST", "/agendas/solve", body, headers={"Idempotency-Key": "k1"}) for _ in range(2)]
    assert asked[0].json() == asked[1].json()
    other = organiser("POST", "/agendas/solve", {**body, "seed": 1}, headers={"Idempotency-Key": "k1"})
    assert (other.status_code, other.json()["code"]) == (422, "key-used")


def take(caller: Call, work: Call, content: str, subject: str) -> dict[str, Any]:
    """What a file gave that was taken as it is, the preview of which is returned."""
    job = work(upload(caller, content, subject=subject))
    import_id = caller("GET", f"/jobs/{job['id']}").json()["result"]["import_id"]
    preview: dict[str, Any] = caller("GET", f"/imports/{import_id}").json()
    assert caller("POST", f"/imports/{import_id}/confirm", seen=1).status_code == 200
    return preview


def test_wishes_and_times_are_imported_by_name(organiser: Call, work: Call) -> None:
    names = {party["id"]: party["profile"]["name"] for party in organiser("GET", "/parties").json()["items"]}
    table = f"chi,con chi,preferenza,disponibile\n{names['st-1']},{names['inv-1']},indispensabile,day 1 morning\n"
    preview = take(organiser, work, table, "preferences")
    assert preview["subject"] == "preferences"
    assert preview["preferences"] == [{"party": "st-1", "about": "inv-1", "wish": "must", "note": ""}]
    wishes = organiser("GET", "/parties/st-1/preferences").json()
    assert [(one["other_id"], one["wish"]) for one in wishes] == [("inv-1", "must")]
    presence = organiser("GET", "/parties/st-1/presence")
    assert presence.json()["words"] == "day 1 morning"
    changed = organiser("PUT", "/parties/st-1/presence", {"words": "day 2"}, seen=1)
    assert (changed.json()["words"], changed.json()["version"]) == ("day 2", 2)
    late = organiser("PUT", "/parties/st-1/presence", {"words": "day 3"}, seen=1)
    assert (late.status_code, late.json()["stored"]["words"]) == (409, "day 2")
    assert organiser("DELETE", "/parties/st-1/presence", seen=2).status_code == 204
    assert organiser("GET", "/parties/st-1/presence").status_code == 404


def test_the_past_is_imported_shown_and_forgotten(organiser: Call, work: Call) -> None:
    take(organiser, work, "id,name,description\nold,Old,Cheese of old\n", "earlier")
    assert [one["id"] for one in organiser("GET", "/parties", params={"is_earlier": True}).json()["items"]] == ["old"]
    assert "old" not in {one["id"] for one in organiser("GET", "/parties").json()["items"]}
    take(organiser, work, "startup_id,counterpart_id,date,relation\nold,inv-1,2025-05-01,meeting\n", "history")
    (fact,) = organiser("GET", "/history").json()
    assert (fact["company_id"], fact["counterpart_id"], fact["date"]) == ("old", "inv-1", "2025-05-01")
    assert organiser("DELETE", "/history").status_code == 204
    assert organiser("GET", "/history").json() == []
