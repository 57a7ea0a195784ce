"""What a startup or counterpart may do on its pages, and what stays hidden from it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import Response

from matcher.store import Role, Store, Wish
from matcher.store.agendas import publish_agenda
from matcher.store.events import get_event, save_event
from matcher.store.jobs import ask_for_job, get_job
from matcher.store.outcomes import list_outcomes
from matcher.store.parties import get_party
from matcher.store.preferences import list_preferences, save_preference
from matcher.store.presences import find_presence
from matcher.store.shown import list_shown
from service.jobs import Tools, Worker

Call = Callable[..., Any]
Send = Callable[..., Response]
MINE = "/programmes/spring/mine"
HTMX = {"HX-Request": "true"}

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture
def do(spring: Store, tools: Tools, now: datetime.datetime) -> Callable[[str, dict[str, Any]], None]:
    """Does one job as a worker does."""

    def work(kind: str, payload: dict[str, Any]) -> None:
        with spring.writing() as tx:
            job = ask_for_job(tx, "spring", kind, payload, asked_by="u", now=now)
        worker = Worker(store=spring, tools=tools)
        while worker.work_once():
            pass
        with spring.reading() as tx:
            assert get_job(tx, "spring", job.id).status == "done"

    return work


@pytest.fixture
def lists(do: Call) -> None:
    """Lists for companies."""
    do("make_shortlists", {"side": "startups", "top": 2, "lang": "en"})


@pytest.fixture
def startup(as_role: Call, browser_of: Call) -> Send:
    """The browser of the startup st-1."""
    browser: Send = browser_of(as_role(Role.STARTUP))
    return browser


@pytest.fixture
def published(do: Call, spring: Store) -> None:
    """An agenda that everybody sees."""
    do("solve_agenda", {"event_id": "day", "agenda_id": "main", "time_limit": 2.0})
    with spring.writing() as tx:
        publish_agenda(tx, "spring", "main", 1, expected_version=1)


def wishes(store: Store) -> list[tuple[str, Wish, str]]:
    with store.reading() as tx:
        return [(one.other_id, one.wish, one.reason) for one in list_preferences(tx, "spring", party_id="st-1")]


@pytest.mark.usefixtures("lists")
def test_a_wish_is_said_where_somebody_is_suggested_and_taken_back(startup: Send, spring: Store) -> None:
    home = startup("GET", "/programmes/spring")
    assert home.status_code == 200
    assert "Fund 1" in home.text
    with spring.reading() as tx:
        seen = len(list_shown(tx, "spring", viewer_id="st-1"))
    assert seen == 2
    card = startup("POST", f"{MINE}/wishes", other_id="inv-1", wish="must", version="0", headers=HTMX)
    assert "<html" not in card.text
    assert 'aria-pressed="true"' in card.text
    assert wishes(spring) == [("inv-1", Wish.MUST, "")]
    stale = startup("POST", f"{MINE}/wishes", other_id="inv-1", wish="no", version="0", headers=HTMX)
    assert "Somebody changed this" in stale.text
    assert wishes(spring) == [("inv-1", Wish.MUST, "")]
    back = startup("POST", f"{MINE}/wishes", other_id="inv-1", wish="none", version="1")
    assert "Saved: Fund 1." in back.text
    assert wishes(spring) == []
    with spring.reading() as tx:
        assert len(list_shown(tx, "spring", viewer_id="st-1")) == seen  # a page that is loaded again shows nothing new


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("other", ["st-2", "nobody", ""])
def test_wishes_are_of_those_whom_the_party_knows(startup: Send, spring: Store, other: str) -> None:
    assert startup("POST", f"{MINE}/wishes", other_id=other, wish="meet").status_code == 404
    assert wishes(spring) == []


def test_a_name_is_not_told_for_an_id_that_the_party_guessed(
    startup: Send, as_role: Call, spring: Store, now: datetime.datetime
) -> None:
    body = {"wish": "meet", "reason": ""}
    assert as_role(Role.STARTUP)("PUT", "/parties/st-1/preferences/inv-4", body, seen=0).status_code == 200
    with spring.writing() as tx:
        save_preference(
            tx, "spring", "st-1", "inv-3", wish=Wish.MUST, reason="", stated_by="u", expected_version=0, now=now
        )
    page = startup("GET", f"{MINE}/wishes").text
    assert "inv-4" in page
    assert "Fund 4" not in page
    assert "Fund 3" in page


def test_before_there_are_lists_the_next_step_is_told(startup: Send) -> None:
    home = startup("GET", "/programmes/spring").text
    assert "No suggestions yet" in home
    assert "Welcome: three things to do" in home
    assert "No wishes yet" in startup("GET", f"{MINE}/wishes").text
    assert "No meetings yet" in startup("GET", f"{MINE}/agenda").text
    assert "No meetings yet" in startup("GET", f"{MINE}/feedback").text


def test_the_profile_is_saved_over_the_version_that_was_seen(startup: Send, spring: Store) -> None:
    form = {"name": "Azienda 1", "description": "Robots.", "sectors": ["agritech"], "country": "IT", "version": "1"}
    said = startup("POST", f"{MINE}/profile", amount_sought="1500000", seeks=["raise_capital"], **form)
    assert "The profile is saved." in said.text
    with spring.reading() as tx:
        party = get_party(tx, "spring", "st-1")
    assert (party.version, party.profile.description, party.profile.country) == (2, "Robots.", "IT")
    assert party.profile.amount_sought is not None
    assert party.profile.amount_sought.amount == 1_500_000
    again = {**form, "amount_sought": "1500000", "seeks": ["raise_capital"], "version": "2"}
    assert "nothing new to save" in startup("POST", f"{MINE}/profile", **again).text
    stale = startup("POST", f"{MINE}/profile", **form)
    assert (stale.status_code, "somebody changed the profile" in stale.text) == (409, True)
    wrong = startup("POST", f"{MINE}/profile", **(form | {"employees": "many", "version": "2"}))
    assert wrong.status_code == 422
    assert 'aria-invalid="true"' in wrong.text
    assert "many" in wrong.text


def test_presence_is_said_changed_and_taken_back(startup: Send, spring: Store) -> None:
    assert "is saved" in startup("POST", f"{MINE}/presence", words=" day 1 ", version="0").text
    with spring.reading() as tx:
        found = find_presence(tx, "spring", "st-1")
    assert found is not None
    assert found.words == "day 1"
    assert startup("POST", f"{MINE}/presence", words="never", version="0").status_code == 409
    startup("POST", f"{MINE}/presence", words="", version="1")
    with spring.reading() as tx:
        assert find_presence(tx, "spring", "st-1") is None


def test_a_break_stands_between_ones_meetings(startup: Send, spring: Store, do: Call, now: datetime.datetime) -> None:
    with spring.writing() as tx:
        event = get_event(tx, "spring", "day")
        plan = {**event.plan, "breaks": ["09:40-10:20 coffee"]}
        save_event(
            tx, "spring", "day", name="Day", timezone="Europe/Rome", plan=plan, expected_version=event.version, now=now
        )
    do("solve_agenda", {"event_id": "day", "agenda_id": "main", "time_limit": 2.0})
    with spring.writing() as tx:
        publish_agenda(tx, "spring", "main", 1, expected_version=1)
    page = startup("GET", f"{MINE}/agenda").text
    rows = re.findall(r'<li><span class="when">([^<]*)</span> <span class="where">([^<]*)</span></li>', page)
    assert rows == [("9:40\xa0AM–10:20\xa0AM", "Break")]


@pytest.mark.usefixtures("published")
def test_the_agenda_is_ones_own_and_what_came_of_it_is_told(startup: Send, spring: Store) -> None:
    page = startup("GET", f"{MINE}/agenda").text
    assert "Times are those of Rome." in page
    assert "Azienda 2" not in page
    calendar = startup("GET", f"{MINE}/agenda/main.ics")
    assert calendar.headers["Content-Disposition"].startswith("attachment")
    assert "BEGIN:VCALENDAR" in calendar.text
    assert startup("GET", f"{MINE}/agenda/other.ics").status_code == 404
    who = {"event_id": "day", "other_id": "inv-1", "version": "0"}
    assert startup("POST", f"{MINE}/feedback", kept="yes", rating="9", **who).status_code == 422
    assert startup("POST", f"{MINE}/feedback", kept="yes", **(who | {"other_id": "st-2"})).status_code == 404
    thanks = startup("POST", f"{MINE}/feedback", kept="yes", rating="4", follow_up="agreement", value_eur="5000", **who)
    assert "Thank you" in thanks.text
    with spring.reading() as tx:
        told = list_outcomes(tx, "spring")
    assert [(one.party_id, one.feedback.rating, one.feedback.value_eur) for one in told] == [("st-1", 4, 5000.0)]
    assert startup("POST", f"{MINE}/feedback", kept="no", **who).status_code == 409


def test_ones_data_are_given_and_one_may_leave_and_come_back(
    startup: Send, as_role: Call, browser_of: Call, spring: Store
) -> None:
    kept = startup("GET", f"{MINE}/data/export.json")
    assert kept.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert json.loads(kept.text)["party"]["id"] == "st-1"
    assert "consent is noted" in startup("POST", f"{MINE}/data/consent", agrees="yes", version="1").text
    assert "You have left" in startup("POST", f"{MINE}/data/participation", takes_part="no", version="2").text
    assert "You have left the programme" in startup("GET", "/programmes/spring").text
    assert "in the meantime" in startup("POST", f"{MINE}/data/participation", takes_part="yes", version="2").text
    assert "Welcome back" in startup("POST", f"{MINE}/data/participation", takes_part="yes", version="3").text
    with spring.reading() as tx:
        party = get_party(tx, "spring", "st-1")
    assert party.purpose.startswith("To find whom you should meet")
    assert "reached the organisers" in startup("POST", f"{MINE}/data/erasure").text
    people = browser_of(as_role(Role.ORGANISER))("GET", "/programmes/spring/people").text
    assert "Ask to be erased" in people
    assert "Azienda 1" in people
    assert "you have asked for it" in startup("GET", f"{MINE}/data").text
    home = browser_of(as_role(Role.ORGANISER))("GET", "/programmes/spring").text
    assert "one participant asks to be erased" in home
