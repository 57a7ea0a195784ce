"""Participants: finding them, editing with two at once, people, wishes, presence, consent, and erasing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest

from matcher.store import Role, Store, Wish
from matcher.store.contacts import list_contacts
from matcher.store.parties import get_party, list_parties, set_withdrawn
from matcher.store.preferences import find_preference
from matcher.store.presences import find_presence

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>([^<]+)</a>', page)


def test_parties_are_found_by_words_side_kind_and_what_is_shown(
    org: Any, spring: Store, now: datetime.datetime
) -> None:
    every = names(org.get("/parties").text)
    assert every == [f"Azienda {n}" for n in range(1, 5)] + [f"Fund {n}" for n in range(1, 5)]
    assert names(org.get("/parties?q=UND+2").text) == ["Fund 2"]
    assert names(org.get("/parties?q=st-3").text) == ["Azienda 3"]
    assert names(org.get("/parties?q=%25").text) == []
    assert len(names(org.get("/parties?side=counterparts").text)) == 4
    assert names(org.get("/parties?kind=mentor").text) == []
    with spring.writing() as tx:
        set_withdrawn(tx, "spring", "st-1", withdrawn_at=now, saved_by="u", expected_version=1, now=now)
    assert names(org.get("/parties?show=withdrawn").text) == ["Azienda 1"]
    assert "Azienda 1" not in names(org.get("/parties").text)
    assert names(org.get("/parties?show=earlier").text) == []
    assert len(names(org.get("/parties?show=incomplete&side=nonsense").text)) == 4


def test_a_list_has_pages_by_name_and_a_script_gets_the_table_alone(org: Any) -> None:
    page = org.get("/parties?limit=3", **{"HX-Request": "true"}).text
    assert "<html" not in page
    following = re.search(r'href="/programmes/spring(/parties\?cursor=[^"]+)" rel="next"', page)
    assert following is not None
    assert names(org.get(following[1] + "&limit=3").text) == ["Azienda 4", "Fund 1", "Fund 2"]


def test_a_profile_is_shown_in_words_with_what_to_add(org: Any) -> None:
    page = org.get("/parties/inv-1").text
    assert "Agriculture, forestry, fishing and agritech" in page
    assert re.search(r"<strong>Countries of interest</strong> <span class=\"badge good\">\+15%", page)
    assert org.get("/parties/nobody").status_code == 404


def form_of(page: str) -> dict[str, Any]:
    """What a browser would send of the form of a profile, as it was shown."""
    form: dict[str, Any] = dict(re.findall(r'<input id="p-[^"]+" name="([^"]+)" value="([^"]*)"', page))
    form |= dict(re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>([^<]*)</textarea>', page))
    for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        form[name] = chosen[1] if chosen else ""
    for name, code in re.findall(r'name="([^"]+)" value="([^"]+)" checked', page):
        form.setdefault(name, []).append(code)
    return form


def test_a_profile_is_saved_and_its_version_says_what_changed(org: Any, spring: Store, seen: Any) -> None:
    opened = org.get("/parties/st-1/edit")
    form = form_of(opened.text) | {"employees": "1,200", "amount_sought": "1500000", "country": "France"}
    said = org.post("/parties/st-1/edit", {**form, "seeks": ["pilot", "raise_capital"], "version": seen(opened)}).text
    assert "The profile has been saved." in said
    with spring.reading() as tx:
        party = get_party(tx, "spring", "st-1")
    assert party.profile.employees == 1200
    assert party.profile.country == "FR"
    assert [str(one) for one in party.profile.seeks] == ["pilot", "raise_capital"]
    assert party.profile.sectors == ("agritech",)
    history = org.get("/parties/st-1/history").text
    assert "edited by hand" in history
    assert "<del>Italy</del> <ins>France</ins>" in history


def test_a_form_as_it_was_shown_changes_nothing(org: Any, spring: Store, seen: Any) -> None:
    for party_id in ("st-1", "inv-1"):
        opened = org.get(f"/parties/{party_id}/edit")
        said = org.post(f"/parties/{party_id}/edit", {**form_of(opened.text), "version": seen(opened)}).text
        assert "There was nothing new to save." in said
        with spring.reading() as tx:
            assert get_party(tx, "spring", party_id).version == 1


def test_wrong_values_are_told_at_their_fields_and_what_was_typed_stays(org: Any, seen: Any) -> None:
    opened = org.get("/parties/st-1/edit")
    wrong = {"name": "", "trl": "12", "country": "Atlantis", "founded": "1.5", "revenue": "a lot"}
    answer = org.post("/parties/st-1/edit", {**form_of(opened.text), **wrong, "version": seen(opened)})
    assert answer.status_code == 422
    assert "5 fields to mend" in answer.text
    assert 'value="Atlantis" aria-invalid="true"' in answer.text


def test_of_two_who_save_at_once_the_second_sees_both_and_chooses(org: Any, spring: Store, seen: Any) -> None:
    opened = org.get("/parties/st-1/edit")
    form = form_of(opened.text)
    org.post("/parties/st-1/edit", {**form, "city": "Pisa", "version": seen(opened)})
    clash = org.post("/parties/st-1/edit", {**form, "city": "Lucca", "version": seen(opened)})
    assert clash.status_code == 409
    assert re.search(r'City</th>\s*<td class="text">Lucca</td>\s*<td class="text">Pisa</td>', clash.text)
    with spring.reading() as tx:
        assert get_party(tx, "spring", "st-1").profile.city == "Pisa"
    org.post("/parties/st-1/edit", {**form, "city": "Lucca", "version": seen(clash)})
    with spring.reading() as tx:
        assert get_party(tx, "spring", "st-1").profile.city == "Lucca"


def test_contacts_are_added_changed_and_deleted(org: Any, spring: Store) -> None:
    assert "at least a name" in org.post("/parties/st-1/people/contacts", {"role": "CEO"}).text
    org.post("/parties/st-1/people/contacts", {"person": "Ada Rossi", "email": "ada@example.org"})
    with spring.reading() as tx:
        (stored,) = list_contacts(tx, "spring", "st-1")
    change = {"contact_id": stored.id, "version": "1", "person": "Ada Bianchi"}
    assert "The contact has been saved." in org.post("/parties/st-1/people/contacts", change).text
    assert "Somebody else changed this" in org.post("/parties/st-1/people/contacts", change).text
    gone = {"contact_id": stored.id, "version": "2"}
    assert "The contact has been deleted." in org.post("/parties/st-1/people/contacts/delete", gone).text


def test_an_invitation_shows_its_link_once(org: Any) -> None:
    made = org.post("/parties/inv-1/people/invite", {"email": " New@Example.org "}).text
    assert re.search(r'value="http[^"]+/join#[^"]+" readonly', made)
    later = org.get("/parties/inv-1/people").text
    assert ("new@example.org" in later, "/join#" in later) == (True, False)
    wrong = org.post("/parties/inv-1/people/invite", {"email": "nonsense"})
    assert (wrong.status_code, "write an email address" in wrong.text) == (422, True)


def test_a_wish_is_searched_for_stated_changed_and_removed(org: Any, spring: Store) -> None:
    found = org.get("/parties/st-1/wishes?q=fund+3", **{"HX-Request": "true"}).text
    assert ("Fund 3" in found, "Fund 2" in found, "<html" in found) == (True, False, False)
    assert org.post("/parties/st-1/wishes", {"other_id": "inv-3", "wish": "nonsense"}).status_code == 422
    same_side = org.post("/parties/st-1/wishes", {"other_id": "st-2", "wish": "must"})
    assert (same_side.status_code, "between a company and a counterpart" in same_side.text) == (422, True)
    form = {"other_id": "inv-3", "wish": "must", "reason": "They asked"}
    assert "The wish has been saved." in org.post("/parties/st-1/wishes", form).text
    assert "There is a wish about this one already" in org.post("/parties/st-1/wishes", form).text
    org.post("/parties/st-1/wishes", {**form, "wish": "no", "version": "1"})
    with spring.reading() as tx:
        stored = find_preference(tx, "spring", "st-1", "inv-3")
    assert stored is not None
    assert stored.wish is Wish.NO
    assert "will not meet" in org.get("/parties/inv-3/wishes").text
    gone = org.post("/parties/st-1/wishes/delete", {"other_id": "inv-3", "version": "2"}).text
    assert "The wish has been removed." in gone


def test_presence_is_said_and_emptied(org: Any, spring: Store) -> None:
    org.post("/parties/st-1/wishes/presence", {"words": "day 1", "version": "0"})
    assert 'value="day 1"' in org.get("/parties/st-1/wishes").text
    assert "It is always there." in org.post("/parties/st-1/wishes/presence", {"words": " ", "version": "1"}).text
    with spring.reading() as tx:
        assert find_presence(tx, "spring", "st-1") is None


def test_consent_and_taking_part_are_noted_over_what_was_seen(org: Any, spring: Store) -> None:
    form = {"purpose": "Matching", "agrees": "yes", "version": "1"}
    assert "The consent has been saved." in org.post("/parties/st-1/consent", form).text
    assert "Somebody else changed this" in org.post("/parties/st-1/consent", form).text
    org.post("/parties/st-1/participation", {"takes_part": "", "version": "2"})
    with spring.reading() as tx:
        party = get_party(tx, "spring", "st-1")
    assert party.purpose == "Matching"
    assert party.consented_at is not None
    assert party.withdrawn_at is not None
    back = org.post("/parties/st-1/participation", {"takes_part": "yes", "version": "3"}).text
    assert "It takes part again." in back


def test_personal_data_are_a_file_and_an_erasure_asks_first(org: Any, spring: Store) -> None:
    data = org.post("/parties/st-1/personal-data")
    assert data.headers["Content-Disposition"] == 'attachment; filename="personal-data-st-1.json"'
    assert "Azienda 1" in data.text
    sure = org.get("/parties/st-1/erase").text
    assert "Erase Azienda 1 for good?" in sure
    assert "This cannot be undone." in sure
    assert "has been erased" in org.post("/parties/st-1/erase").text
    with spring.reading() as tx:
        assert "st-1" not in {party.id for party in list_parties(tx, "spring")}


def test_a_viewer_reads_and_sees_no_people_and_no_forms(reader: Callable[..., Any]) -> None:
    viewer = reader(Role.VIEWER)
    page = viewer.get("/parties/st-1").text
    assert ("/people" in page, "/edit" in page) == (False, False)
    assert viewer.get("/parties/st-1/people").status_code == 403
    assert "<form" not in viewer.get("/parties/st-1/wishes").text.partition("<main")[2]
