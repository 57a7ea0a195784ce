"""Adding a party by hand: the checks of a file's row, what is alike, and an id that nobody has or had."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest

from matcher.profiles import ProfileKind
from matcher.store import Store
from matcher.store.parties import get_party, list_parties, list_party_versions
from matcher.store.privacy import erase_party
from matcher.suggestions import Side
from service.web.acts.new_parties import free_id

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)

FORM = {"side": "counterparts", "name": "Nordic Pilot Lab", "kind": "university", "country": "SE", "seeks": ["pilot"]}


def known(page: str) -> list[str]:
    """What the form says that its sender has seen."""
    return re.findall(r'name="known" value="([^"]+)"', page)


def test_a_party_of_any_kind_is_added_with_where_it_came_from(org: Any, spring: Store) -> None:
    assert "Add a participant" in org.get("/parties").text
    assert 'value="investor" selected' in org.get("/new-party?side=counterparts").text
    assert "has been added" in org.post("/new-party", FORM).text
    with spring.reading() as tx:
        party = get_party(tx, "spring", "nordic-pilot-lab")
        (version,) = list_party_versions(tx, "spring", party.id)
    assert (party.side, party.profile.kind, party.profile.country) == (Side.COUNTERPARTS, ProfileKind.UNIVERSITY, "SE")
    assert (version.source, version.saved_by != "") == ({"form": "new"}, True)
    assert "added by hand" in org.get("/parties/nordic-pilot-lab/history").text


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_added(org: Any, spring: Store) -> None:
    answer = org.post("/new-party", {**FORM, "name": " ", "founded": "soon"})
    assert (answer.status_code, "2 fields to mend" in answer.text) == (422, True)
    assert org.post("/new-party", {**FORM, "name": "n.d."}).status_code == 422
    with spring.reading() as tx:
        assert len(list_parties(tx, "spring")) == 8


def test_doubts_of_a_row_are_told_before_it_is_added(org: Any, spring: Store) -> None:
    form = {**FORM, "description": "Robots. Write to ada@lab.example", "vat_number": "IT01234567890"}
    first = org.post("/new-party", form)
    assert (first.status_code, "A wrong VAT number" in first.text) == (422, True)
    assert "<code>IT01234567890</code>" in first.text
    changed = {**form, "known": known(first.text), "vat_number": "IT01234567891"}
    assert org.post("/new-party", changed).status_code == 422  # another doubt than the one that was seen
    assert "has been added" in org.post("/new-party", {**form, "known": known(first.text)}).text
    with spring.reading() as tx:
        profile = get_party(tx, "spring", "nordic-pilot-lab").profile
    assert "ada@lab.example" not in profile.description
    assert profile.vat_number == "IT01234567890"


def test_who_may_be_in_the_programme_already_is_told_before(org: Any, spring: Store) -> None:
    first = org.post("/new-party", {**FORM, "name": "FUND 2 S.r.l.", "kind": "investor"})
    assert re.search(r'/parties/inv-2">Fund 2</a>: the same name', first.text)
    with spring.reading() as tx:
        assert len(list_parties(tx, "spring")) == 8
    again = org.post("/new-party", {**FORM, "name": "FUND 2 S.r.l.", "kind": "investor", "known": known(first.text)})
    assert "has been added" in again.text


def test_an_id_is_of_nobody_who_is_there_or_was_erased(org: Any, spring: Store, now: datetime.datetime) -> None:
    org.post("/new-party", FORM)
    with spring.reading() as tx:
        assert free_id(tx, "spring", FORM["name"]) == "nordic-pilot-lab-2"
    erase_party(spring, "spring", "nordic-pilot-lab", erased_by="u", now=now)
    with spring.reading() as tx:
        assert free_id(tx, "spring", FORM["name"]) == "nordic-pilot-lab-2"
        assert free_id(tx, "spring", "Azienda 1") == "azienda-1"
