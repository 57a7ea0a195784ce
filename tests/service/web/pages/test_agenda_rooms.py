"""Events and agendas by forms alone: what is made, moved, refused, published, re-planned and exported."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from matcher.store import Role, Store
from matcher.store.agendas import get_agenda, get_agenda_version, list_agendas
from matcher.store.events import get_event
from service.jobs import Tools, Worker
from service.web.context import SESSION_COOKIE, csrf_token

Call = Callable[..., Any]
HOME = "/programmes/spring"
AGENDA = f"{HOME}/agendas/day"

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


EVENT_TEXT = (
    'name = "Prova"\ntimezone = "Europe/Rome"\n[[days]]\ndate = 2027-05-04\nopen = "09:00"\nclose = "10:00"\n'
    '[[venues]]\nid = "hub"\ntables = 1\n'
)


class Browser:
    """An organiser's browser without scripts; `work` does what waits."""

    def __init__(self, client: TestClient, token: str, worker: Worker) -> None:
        self.client, self.token, self.worker = client, token, worker
        client.headers.update({"Accept": "text/html"})
        client.cookies.clear()
        client.cookies.set(SESSION_COOKIE, token)

    def get(self, path: str) -> Response:
        return self.client.get(path)

    def post(self, path: str, **fields: Any) -> Response:
        return self.client.post(path, data={"csrf_token": csrf_token(self.token), **fields})

    def work(self, asked: Response) -> Response:
        self.worker.run_until_idle()
        return self.get(asked.url.path)


@pytest.fixture
def browser(client: TestClient, as_role: Call, spring: Store, tools: Tools) -> Browser:
    return Browser(client, as_role(Role.ORGANISER).token, Worker(store=spring, tools=tools))


@pytest.fixture
def solved(browser: Browser) -> Browser:
    answer = browser.work(browser.post(f"{HOME}/events/day/solve", time_limit="5"))
    assert answer.url.path == AGENDA, answer.text
    return browser


def event_fields(**changed: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "name": "Città & Baia",
        "timezone": "Europe/Rome",
        "slot_minutes": "20",
        "pause_minutes": "0",
        "day_date": ["2027-04-13", "2027-04-14"],
        "day_open": ["09:00", "09:00"],
        "day_close": ["11:00", "10:00"],
        "day_breaks": ["10:00-10:20", ""],
        "day_slots": ["", ""],
        "venue_id": ["Hub", "Campus"],
        "venue_tables": ["4", "2"],
        "way_from": ["Hub"],
        "way_to": ["Campus"],
        "way_minutes": ["30"],
        "company.min_meetings": "1",
        "company.max_meetings": "3",
        "fairness_floor": "50",
        "idle_penalty": "0,02",
        "act": "save",
    }
    return fields | changed


def stored(spring: Store) -> tuple[int, dict[str, Any]]:
    """The version that guards changes, and the document of the agenda."""
    with spring.reading() as tx:
        agenda = get_agenda(tx, "spring", "day")
        return agenda.version, get_agenda_version(tx, "spring", "day", agenda.current_version).agenda


def options_of(page: str) -> list[dict[str, str]]:
    """The places that a meeting's page offers, as they are sent."""
    forms = re.findall(r'action="[^"]*/place">(.*?)</form>', page, re.DOTALL)
    return [dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) for form in forms]


def test_an_event_is_made_changed_and_deleted_by_forms(browser: Browser, spring: Store) -> None:
    answer = browser.post(f"{HOME}/new-event", **event_fields())
    assert answer.url.path == f"{HOME}/events/citta-baia"
    assert "The event has been saved." in answer.text
    with spring.reading() as tx:
        event = get_event(tx, "spring", "citta-baia")
    assert event.plan["days"][0] == {"date": "2027-04-13", "open": "09:00", "close": "11:00", "breaks": ["10:00-10:20"]}
    assert event.plan["travel"] == [{"between": ["Hub", "Campus"], "minutes": 30}]
    assert event.plan["objective"] == {"idle_penalty": 0.02, "fairness_floor": 0.5}
    assert event.plan["limits"] == {"company": {"min_meetings": 1, "max_meetings": 3}}
    edit = browser.get(f"{HOME}/events/citta-baia/edit").text
    assert 'value="10:00-10:20"' in edit
    changed = browser.post(f"{HOME}/events/citta-baia/edit", seen="1", **event_fields(slot_minutes="30"))
    assert "The event has been saved." in changed.text
    late = browser.post(f"{HOME}/events/citta-baia/edit", seen="1", **event_fields())
    assert late.status_code == 409
    gone = browser.post(f"{HOME}/events/citta-baia/delete", seen="2")
    assert "The event has been deleted." in gone.text


def test_what_the_form_does_not_show_stays(browser: Browser, spring: Store) -> None:
    text = """{"name": "X", "timezone": "Europe/Rome", "slot_minutes": 20, "forbidden": [["st-1", "inv-1"]],
    "days": [{"date": "2027-04-13", "slots": ["09:00", "10:00-10:45"]}], "venues": [{"id": "Hub", "tables": 2}],
    "limits": {"investor": {"max_meetings": 2}}}"""
    made = browser.post(f"{HOME}/new-event/file", text=text)
    assert made.url.path == f"{HOME}/events/x"
    browser.post(f"{HOME}/events/x/edit", seen="1", **event_fields(day_slots=["09:00; 10:00-10:45", ""]))
    with spring.reading() as tx:
        plan = get_event(tx, "spring", "x").plan
    assert plan["forbidden"] == [["st-1", "inv-1"]]
    assert plan["limits"]["investor"] == {"max_meetings": 2}
    assert plan["days"][0] == {"date": "2027-04-13", "slots": ["09:00", "10:00-10:45"]}


def test_rows_come_and_go_without_a_script(browser: Browser) -> None:
    more = browser.post(f"{HOME}/new-event", **event_fields(act="add-day"))
    assert 'value="2027-04-15"' in more.text
    less = browser.post(f"{HOME}/new-event", **event_fields(act="drop-venue-1"))
    assert less.text.count('name="venue_id"') == 1
    seen = browser.post(f"{HOME}/new-event", **event_fields(act="preview"))
    assert "8 slots × 6 tables: room for 48 meetings at most." in seen.text


def test_every_error_of_a_form_is_told_in_words(browser: Browser) -> None:
    answer = browser.post(
        f"{HOME}/new-event",
        **event_fields(
            name="",
            timezone="Rome",
            slot_minutes="x",
            day_date=["", "2027-04-14"],
            day_close=["08:00", "10:00"],
            day_breaks=["lunch", ""],
            venue_id=["Hub", "Hub"],
            way_to=["Hub"],
            **{"company.min_meetings": "9"},
        ),
    )
    assert answer.status_code == 422
    for told in (
        "Give the event a name.",
        "“Rome” is not a time zone",
        "Length of a meeting (minutes): “x” will not do",
        "Day 1: choose a date.",
        "Day 1: it closes before it opens.",
        "Day 1: “lunch” is not a break",
        "The venue “Hub” is there twice.",
        "Way 1: choose two different venues.",
        "Each company: at least is more than at most.",
    ):
        assert told in answer.text
    text = browser.post(f"{HOME}/events/day/text", seen="1", text="name = 'X'\nvenues = []\n[[days]]\ndate = 3")
    assert text.status_code == 422
    assert "venues" in text.text
    assert "days[0].date" in text.text


def test_a_faulty_event_is_told_in_italian_to_who_reads_italian(browser: Browser) -> None:
    browser.post("/account/language", lang="it")
    text = browser.post(f"{HOME}/events/day/text", seen="1", text="nome = 'X'\nvenues = []\n[[days]]\ndate = 3").text
    for told in (
        "nome: questa chiave non è prevista; forse «name»?",
        "venues: l’elenco è vuoto",
        "days[0].date: 3 non è un giorno: scrivi date = 2027-04-13",
        "timezone: manca questa chiave",
    ):
        assert told in text
    empty = browser.post(f"{HOME}/events/day/text", seen="1", text=EVENT_TEXT.replace("Prova", ""))
    assert (empty.status_code, "name: questo valore non è accettato" in empty.text) == (422, True)
    form = browser.post(f"{HOME}/new-event", **event_fields(day_close=["09:10", "10:00"])).text
    assert "in questo giorno non entra nessuna fascia di 20 minuti" in form
    broken = browser.post(f"{HOME}/new-event/file", text="name = \n").text
    assert "riga 1, colonna 8: qui il testo non è TOML." in broken
    halved = browser.post(f"{HOME}/new-event/file", text='{"name": "\\ud800"}')
    assert (halved.status_code, r"\ud800" in halved.text) == (422, True)


def test_an_agenda_is_made_again_as_a_version_of_its_own(solved: Browser, spring: Store) -> None:
    seen, _ = stored(spring)
    form = solved.get(f"{HOME}/events/day").text
    assert f'<option value="{seen}:day">a new version of “Day”</option>' in form
    again = solved.work(solved.post(f"{HOME}/events/day/solve", again=f"{seen}:day", time_limit="5"))
    assert again.url.path == AGENDA
    with spring.reading() as tx:
        assert [(one.id, one.current_version) for one in list_agendas(tx, "spring")] == [("day", 2)]
    late = solved.post(f"{HOME}/events/day/solve", again=f"{seen}:day", time_limit="5")
    assert "has changed in the meantime" in late.text
    assert solved.post(f"{HOME}/events/day/solve", again="1:nobody").status_code == 404


def test_a_meeting_is_moved_locked_taken_out_and_added(solved: Browser, spring: Store) -> None:
    _, made = stored(spring)
    meeting = made["meetings"][0]
    two = f"a={meeting['a']}&b={meeting['b']}"
    places = options_of(solved.get(f"{AGENDA}/meeting?{two}").text)
    assert places
    told = solved.get(f"{AGENDA}/moves?{two}").json()
    assert {(one["slot"], one["table"]) for one in told} == {(one["slot"], int(one["table"])) for one in places}
    moved = solved.post(f"{AGENDA}/place", **places[0])
    assert "the meeting has its new place" in moved.text
    late = solved.post(f"{AGENDA}/place", **places[0])
    assert late.status_code == 409
    assert "Meetings that changed" in late.text
    seen, _ = stored(spring)
    fields = {"a": meeting["a"], "b": meeting["b"], "seen": str(seen), "based_on": "2"}
    assert "keeps its slot" in solved.post(f"{AGENDA}/lock", is_locked="true", **fields).text
    seen, now = stored(spring)
    at = next(one for one in now["meetings"] if {one["a"], one["b"]} == {meeting["a"], meeting["b"]})
    other = next(one["slot"] for one in told if one["slot"] != at["slot"])
    refused = solved.post(
        f"{AGENDA}/place", **(fields | {"seen": str(seen), "slot": other, "venue": at["venue"], "table": "1"})
    )
    assert refused.status_code == 422
    assert "locked in another slot" in refused.text
    assert "no longer meet" in solved.post(f"{AGENDA}/remove", **(fields | {"seen": str(seen)})).text
    seen, now = stored(spring)
    assert len(now["meetings"]) == len(made["meetings"]) - 1
    assert "They do not meet: changed by hand." in solved.get(f"{AGENDA}/add").text
    place = options_of(solved.get(f"{AGENDA}/meeting?{two}").text)[0]
    solved.post(f"{AGENDA}/place", **place)
    assert len(stored(spring)[1]["meetings"]) == len(made["meetings"])


def test_versions_are_compared_and_brought_back(solved: Browser, spring: Store) -> None:
    seen, made = stored(spring)
    meeting = made["meetings"][0]
    solved.post(f"{AGENDA}/remove", a=meeting["a"], b=meeting["b"], seen=str(seen), based_on="1")
    compared = solved.get(f"{AGENDA}/compare?old=1&new=2").text
    assert "dropped" in compared
    assert "Who has to be told what" in compared
    back = solved.post(f"{AGENDA}/rollback", version="1", seen=str(stored(spring)[0]))
    assert "Version 1 is the current one again." in back.text
    assert stored(spring)[1]["meetings"] == made["meetings"]
    assert "copy of version 1" in solved.get(f"{AGENDA}/versions").text


def test_it_is_published_after_a_question_and_withdrawn(solved: Browser, spring: Store) -> None:
    assert "not published" in solved.get(AGENDA).text
    assert "Nobody sees others’ meetings or scores." in solved.get(f"{AGENDA}/publish").text
    answer = solved.post(f"{AGENDA}/publish", version="1", seen=str(stored(spring)[0]))
    assert "Participants now see this agenda." in answer.text
    answer = solved.post(f"{AGENDA}/publish", version="0", seen=str(stored(spring)[0]))
    assert "No participant sees this agenda yet." in answer.text


def test_a_no_show_is_previewed_and_taken(solved: Browser, spring: Store) -> None:
    seen, made = stored(spring)
    gone = made["meetings"][0]["a"]
    assert "Choose at least one participant." in solved.post(f"{AGENDA}/day", seen=str(seen), act="preview").text
    preview = solved.work(
        solved.post(f"{AGENDA}/day", seen=str(seen), now="", party=[gone, ""], what=["gone", "gone"], act="preview")
    )
    assert "This is a preview: nothing has changed yet." in preview.text
    assert stored(spring)[1] == made
    taken = solved.post(f"{preview.url.path}/take", seen=str(seen))
    assert "The new agenda is saved." in taken.text
    assert all(gone not in (one["a"], one["b"]) for one in stored(spring)[1]["meetings"])
    assert "changed since this preview was made" in solved.get(preview.url.path).text
    assert stored(spring)[1]["gone"] == [gone]
    assert gone not in {one["party"] for one in stored(spring)[1]["unmet"]}
    assert f'<option value="{gone}" selected>' in solved.get(f"{AGENDA}/day").text


def test_a_meeting_that_was_taken_out_does_not_come_back_with_a_no_show(solved: Browser, spring: Store) -> None:
    seen, made = stored(spring)
    meeting, other = made["meetings"][0], made["meetings"][-1]
    two = {meeting["a"], meeting["b"]}
    late = next(name for name in (other["a"], other["b"]) if name not in two)
    solved.post(f"{AGENDA}/remove", a=meeting["a"], b=meeting["b"], seen=str(seen), based_on="1")
    seen, _ = stored(spring)
    preview = solved.work(
        solved.post(f"{AGENDA}/day", seen=str(seen), now="", party=[late], what=["gone"], act="preview")
    )
    solved.post(f"{preview.url.path}/take", seen=str(seen))
    _, now = stored(spring)
    assert all({one["a"], one["b"]} != two for one in now["meetings"])
    assert {"a": min(two), "b": max(two), "why": "changed by hand"} in now["unscheduled"]


@pytest.mark.parametrize("form", ["csv", "ics"])
def test_a_file_is_made_and_fetched(solved: Browser, form: str) -> None:
    answer = solved.work(solved.post(f"{AGENDA}/files", form=form, lang="it", party="st-1"))
    found = re.search(r'href="(/v1/[^"]+/content)"', answer.text)
    assert found is not None
    assert solved.get(found[1]).headers["Content-Disposition"].endswith(f'.{form}"')


@pytest.mark.parametrize("view", ["", "table", "company", "counterpart", "list"])
def test_every_view_shows_the_meetings(solved: Browser, view: str, spring: Store) -> None:
    text = solved.get(f"{AGENDA}?view={view}").text
    _, made = stored(spring)
    assert text.count("/meeting?a=") >= len(made["meetings"])


def test_advice_is_a_job(browser: Browser) -> None:
    answer = browser.work(browser.post(f"{HOME}/events/day/advice"))
    assert "What the event is short of" in answer.text
    assert answer.url.path.startswith(f"{HOME}/events/day/advice/")


def test_a_viewer_looks_and_changes_nothing(solved: Browser, as_role: Call) -> None:
    viewer = Browser(solved.client, as_role(Role.VIEWER).token, solved.worker)
    page = viewer.get(AGENDA)
    assert page.status_code == 200
    assert "draggable" not in page.text
    assert viewer.get(f"{AGENDA}/day").status_code == 403
    assert viewer.get(f"{AGENDA}/standby").status_code == 403


def test_words_about_days_of_one_event_set_no_limit_in_another_and_its_page_says_so(
    browser: Browser, spring: Store
) -> None:
    browser.post(f"{HOME}/new-event", **event_fields())
    browser.post(f"{HOME}/parties/st-1/wishes/presence", words="April 13; giorno 2 pomeriggio; day 9", version="0")
    browser.post(f"{HOME}/parties/st-2/wishes/presence", words="boh", version="0")
    page = browser.get(f"{HOME}/events/day").text
    assert "“April 13; giorno 2 pomeriggio; day 9”: no day of this event. Read as no limit." in page
    assert f'href="{HOME}/parties/st-1/wishes#presence">Change</a>' in page
    assert "“boh” is not understood, or is no slot here." in page
    assert 'id="presence"' in browser.get(f"{HOME}/parties/st-1/wishes").text
    browser.post(f"{HOME}/parties/st-1/wishes/presence", words="April 13; day 9", version="1")
    assert "not of this event: day 9. The rest counts." in browser.get(f"{HOME}/events/citta-baia").text
    stopped = browser.work(browser.post(f"{HOME}/events/day/solve", time_limit="5"))
    assert "boh" in stopped.text
    browser.post(f"{HOME}/parties/st-2/wishes/presence", words="", version="1")
    assert browser.work(browser.post(f"{HOME}/events/day/solve", time_limit="5")).url.path == AGENDA
    meetings = stored(spring)[1]["meetings"]
    assert any("st-1" in (one["a"], one["b"]) for one in meetings)
    browser.post("/account/language", lang="it")
    assert "nessun giorno di questo evento. Letto come nessun limite." in browser.get(f"{HOME}/events/day").text


def test_who_does_not_come_to_an_event_has_no_meetings_by_its_text(browser: Browser, spring: Store) -> None:
    with spring.reading() as tx:
        plan = dict(get_event(tx, "spring", "day").plan)
    absent = {"name": "Day", "timezone": "Europe/Rome", **plan, "parties": [{"party": "st-1", "max_meetings": 0}]}
    assert browser.post(f"{HOME}/events/day/text", seen="1", text=json.dumps(absent)).status_code == 200
    assert browser.work(browser.post(f"{HOME}/events/day/solve", time_limit="5")).url.path == AGENDA
    meetings = stored(spring)[1]["meetings"]
    assert meetings
    assert not any("st-1" in (one["a"], one["b"]) for one in meetings)


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/new-event", "Events"),
        ("/new-event/file", "Events"),
        ("/events/day", "Events"),
        ("/new-party", "Participants"),
        ("/parties/st-1", "Participants"),
        ("", "Overview"),
    ],
)
def test_the_navigation_marks_the_room_of_a_page(browser: Browser, path: str, entry: str) -> None:
    text = browser.get(HOME + path).text
    rooms = text.split('<nav class="container rooms"')[1].split("</nav>")[0]
    assert re.findall(r'aria-current="page">([^<]+)<', rooms) == [entry]
