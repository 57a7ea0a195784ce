"""Parties and what hangs on them: versions, conflicts, contacts, wishes, consent, erasure; on both databases."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from matcher.store import Role, Store, parties, programmes
from matcher.store.parties import get_party, save_party
from matcher.suggestions import Side

Call = Callable[..., Any]

EDITORS, EDITS = 2, 10


def test_a_party_is_made_read_changed_and_its_versions_stay(organiser: Call) -> None:
    profile = {"name": " Nuova ", "kind": "startup", "sectors": ["water", "agritech"], "stage": "seed"}
    made = organiser("POST", "/parties", {"id": "st-9", "side": "startups", "profile": profile})
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    assert made.json()["profile"] == {**profile, "id": "st-9", "name": "Nuova", "sectors": ["agritech", "water"]}
    assert organiser("POST", "/parties", {"id": "st-9", "side": "startups", "profile": profile}).status_code == 409
    changed = organiser("PATCH", "/parties/st-9", {"description": "Pumps", "stage": None}, seen=1)
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert "stage" not in changed.json()["profile"]
    versions = organiser("GET", "/parties/st-9/versions").json()
    assert [(one["version"], one["profile"].get("stage"), one["source"]) for one in versions] == [
        (1, "seed", {"form": "new"}),
        (2, None, {"form": "profile"}),
    ]
    assert organiser("GET", "/parties/st-9").json() == changed.json()
    missing = organiser("GET", "/parties/st-9/completeness").json()
    assert missing["missing"][0] == "description"


@pytest.mark.parametrize(
    "wrong",
    [
        {"sectors": ["no such"]},
        {"country": "Italy"},
        {"trl": 10},
        {"id": "x"},
        {"name": ""},
        {"kind": None},
        {"name": None},
    ],
)
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_profile_that_cannot_be_is_refused(organiser: Call, wrong: dict[str, Any]) -> None:
    assert organiser("PATCH", "/parties/st-1", wrong, seen=1).status_code == 422
    assert organiser("GET", "/parties/st-1").json()["version"] == 1


def test_of_two_editors_who_saw_the_same_version_one_gets_the_other_one(as_role: Call) -> None:
    organiser, startup = as_role(Role.ORGANISER), as_role(Role.STARTUP)
    assert organiser("PATCH", "/parties/st-1", {"city": "Pisa"}, seen=1).status_code == 200
    late = startup("PATCH", "/parties/st-1", {"city": "Lucca"}, seen=1)
    problem = late.json()
    assert (late.status_code, problem["code"]) == (409, "conflict")
    assert (problem["expected"], problem["found"], problem["stored"]["profile"]["city"]) == (1, 2, "Pisa")
    assert startup("PATCH", "/parties/st-1", {"city": "Lucca"}).status_code == 428
    assert startup("PATCH", "/parties/st-1", {"city": "Lucca"}, headers={"If-Match": "*"}).status_code == 400
    assert startup("PATCH", "/parties/st-1", {"city": "Lucca"}, seen=problem["found"]).status_code == 200


def append(caller: Call, word: str) -> None:
    """Add a word to the description, again from the start whenever somebody was quicker."""
    while True:
        party = caller("GET", "/parties/st-1").json()
        text = f"{party['profile']['description']} {word}"
        answer = caller("PATCH", "/parties/st-1", {"description": text}, seen=party["version"])
        if answer.status_code == 200:
            return
        assert answer.status_code == 409, answer.text


def edit_at_once(callers: list[Call]) -> list[str]:
    """Words that every caller wrote, at the same time as the others."""
    words = [[f"word{editor}x{number}" for number in range(EDITS)] for editor in range(len(callers))]

    def edit(editor: int) -> None:
        for word in words[editor]:
            append(callers[editor], word)

    with ThreadPoolExecutor(len(callers)) as pool:
        list(pool.map(edit, range(len(callers))))
    return [word for each in words for word in each]


def test_no_update_is_lost_when_two_edit_at_once(as_role: Call) -> None:
    callers = [as_role(Role.ORGANISER), as_role(Role.STARTUP)]
    words = edit_at_once(callers)
    stored = callers[0]("GET", "/parties/st-1").json()
    assert [word for word in words if word not in stored["profile"]["description"].split()] == []
    assert stored["version"] == 1 + EDITORS * EDITS


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_without_the_guard_updates_are_lost(as_role: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above: what it would see if a save did not look at the version."""

    def save_anyway(tx: Any, programme_id: str, profile: Any, **more: Any) -> int:
        more["expected_version"] = get_party(tx, programme_id, profile.id).version
        return save_party(tx, programme_id, profile, **more)

    monkeypatch.setattr("service.web.acts.profiles.save_party", save_anyway)
    organiser, startup = as_role(Role.ORGANISER), as_role(Role.STARTUP)
    seen = organiser("GET", "/parties/st-1").json()
    for caller, word in ((organiser, "first"), (startup, "second")):
        text = f"{seen['profile']['description']} {word}"
        assert caller("PATCH", "/parties/st-1", {"description": text}, seen=seen["version"]).status_code == 200
    assert "first" not in organiser("GET", "/parties/st-1").json()["profile"]["description"]


def test_lists_come_in_pages_that_miss_and_repeat_nobody(organiser: Call) -> None:
    found, cursor = [], ""
    while cursor is not None:
        page = organiser("GET", "/parties", params={"limit": 3} | ({"cursor": cursor} if cursor else {})).json()
        found += [party["id"] for party in page["items"]]
        cursor = page["next_cursor"]
    assert found == sorted(f"{kind}-{number}" for kind in ("st", "inv") for number in range(1, 5))
    sides = organiser("GET", "/parties", params={"side": "startups"}).json()["items"]
    assert [party["id"] for party in sides] == ["st-1", "st-2", "st-3", "st-4"]
    assert organiser("GET", "/parties", params={"cursor": "!"}).status_code == 400
    assert organiser("GET", "/parties", params={"limit": 0}).status_code == 422


def test_who_leaves_is_not_listed_until_it_is_back(as_role: Call) -> None:
    startup, organiser = as_role(Role.STARTUP), as_role(Role.ORGANISER)
    left = startup("PUT", "/parties/st-1/participation", {"takes_part": False}, seen=1)
    assert left.json()["withdrawn_at"] is not None
    ids = [party["id"] for party in organiser("GET", "/parties").json()["items"]]
    assert "st-1" not in ids
    everyone = organiser("GET", "/parties", params={"with_withdrawn": True}).json()["items"]
    assert len(everyone) == len(ids) + 1
    back = startup("PUT", "/parties/st-1/participation", {"takes_part": True}, seen=2)
    assert back.json()["withdrawn_at"] is None


def test_a_party_says_what_its_data_may_be_used_for(as_role: Call) -> None:
    startup = as_role(Role.STARTUP)
    agreed = startup("PUT", "/parties/st-1/consent", {"purpose": "Matching", "agrees": True}, seen=1).json()
    assert (agreed["purpose"], agreed["consented_at"] is None) == ("Matching", False)
    refused = startup("PUT", "/parties/st-1/consent", {"purpose": "Matching", "agrees": False}, seen=2).json()
    assert refused["consented_at"] is None


def test_contacts_are_for_organisers_and_the_party_itself(as_role: Call) -> None:
    startup = as_role(Role.STARTUP)
    ceo = {"person": "Ada Rossi", "email": "ada@example.org", "role": "CEO", "phone": ""}
    made = startup("PUT", "/parties/st-1/contacts/ceo", ceo, seen=0)
    assert made.json() == {"id": "ceo", "version": 1, **ceo}
    assert startup("PUT", "/parties/st-1/contacts/ceo", ceo, seen=0).json()["stored"]["person"] == "Ada Rossi"
    assert as_role(Role.ORGANISER)("GET", "/parties/st-1/contacts").json() == [made.json()]
    for role in (Role.COUNTERPART, Role.VIEWER, Role.EVALUATOR):
        assert as_role(role)("GET", "/parties/st-1/contacts").status_code in {403, 404}
    assert "Ada" not in as_role(Role.VIEWER)("GET", "/parties/st-1").text
    assert startup("DELETE", "/parties/st-1/contacts/ceo", seen=1).status_code == 204
    assert startup("GET", "/parties/st-1/contacts").json() == []


def test_wishes_are_stated_changed_and_taken_back(as_role: Call) -> None:
    startup = as_role(Role.STARTUP)
    path = "/parties/st-1/preferences/inv-2"
    assert startup("PUT", path, {"wish": "must", "reason": "they know us"}, seen=0).status_code == 200
    assert startup("PUT", path, {"wish": "no"}, seen=0).json()["stored"]["wish"] == "must"
    assert startup("PUT", path, {"wish": "no"}, seen=1).json()["version"] == 2
    assert [one["wish"] for one in startup("GET", "/parties/st-1/preferences").json()] == ["no"]
    assert as_role(Role.COUNTERPART)("GET", "/parties/st-1/preferences").status_code == 404
    assert startup("PUT", "/parties/st-1/preferences/st-2", {"wish": "meet"}, seen=0).json()["code"] == "same-side"
    assert startup("PUT", "/parties/st-1/preferences/none", {"wish": "meet"}, seen=0).status_code == 404
    assert startup("DELETE", path, seen=2).status_code == 204
    assert as_role(Role.ORGANISER)("GET", "/preferences").json() == []


def test_a_party_gets_what_is_kept_of_it_and_is_erased(as_role: Call, spring: Store) -> None:
    startup, organiser = as_role(Role.STARTUP), as_role(Role.ORGANISER)
    startup("PUT", "/parties/st-1/contacts/ceo", {"person": "Zelinda Q"}, seen=0)
    data = startup("GET", "/parties/st-1/personal-data")
    assert data.json()["contacts"][0]["person"] == "Zelinda Q"
    assert "password" not in data.text
    assert startup("POST", "/parties/st-1/erase").status_code == 403
    erased = organiser("POST", "/parties/st-1/erase")
    assert (erased.status_code, erased.json()["deleted_accounts"]) == (200, 1)
    assert organiser("GET", "/parties/st-1").status_code == 404
    assert startup("GET", "/parties/st-1").status_code == 401
    assert "st-1" not in {act["subject"] for act in organiser("GET", "/audit", params={"limit": 200}).json()["items"]}


def test_acts_are_noted_without_what_was_written(organiser: Call) -> None:
    organiser("PATCH", "/parties/st-1", {"description": "Zelinda Q founded us"}, seen=1)
    acts = organiser("GET", "/audit").json()["items"]
    assert [(act["action"], act["subject"]) for act in acts] == [("party.change", "st-1")]
    assert "Zelinda" not in str(acts)


def test_nothing_of_another_programme_is_reached(
    client: TestClient, as_role: Call, spring: Store, now: datetime.datetime
) -> None:
    with spring.writing() as tx:
        programmes.save_programme(tx, "other", name="Other", settings={}, expected_version=0, now=now)
        profile = parties.get_party(tx, "spring", "st-1").profile
        parties.save_party(
            tx, "other", profile, side=Side.STARTUPS, source={}, saved_by="u", expected_version=0, now=now
        )
    organiser = as_role(Role.ORGANISER)
    for path in ("", "/parties", "/parties/st-1", "/members", "/audit"):
        answer = organiser.send("GET", f"/v1/programmes/other{path}")
        assert (answer.status_code, answer.json()["detail"]) == (404, "there is no such programme here")
        assert answer.text == organiser.send("GET", f"/v1/programmes/never-made{path}").text
    seen = {"If-Match": '"1"'}
    assert (
        organiser.send("PATCH", "/v1/programmes/other/parties/st-1", {"city": "Pisa"}, headers=seen).status_code == 404
    )
