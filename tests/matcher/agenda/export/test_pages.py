"""The pages of an agenda, read back as a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from matcher.agenda.export.building import build_view
from matcher.agenda.export.pages import render_pages
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Event, Problem
from matcher.errors import ConfigError

VOID = {"meta", "link"}
HOSTILE = '<script>alert("x")</script></style>\x07=HYPERLINK("https://example.com") \u202eeman'


class Page(HTMLParser):
    """The elements with their attributes, and the texts outside the style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open and data.strip():
            self.texts.append(data.strip())

    def values(self, attribute: str) -> Iterator[str]:
        return (given[attribute] or "" for _, given in self.elements if attribute in given)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_page_is_whole_and_takes_nothing_from_outside(problem: Problem, agenda: Agenda, lang: str) -> None:
    text = render_pages(build_view(problem, agenda), lang)
    page = Page(text)
    assert page.open == []
    assert ("html", {"lang": lang}) in page.elements
    assert {tag for tag, _ in page.elements} & {"script", "img", "iframe", "object", "form"} == set()
    ids = set(page.values("id"))
    assert {link.removeprefix("#") for link in page.values("href") if link != "data:,"} <= ids
    assert list(page.values("src")) == []
    assert "url(" not in text
    assert "@import" not in text


def test_each_party_has_its_own_sheet_with_when_whom_and_where(problem: Problem, agenda: Agenda) -> None:
    text = render_pages(build_view(problem, agenda), "en")
    articles = [part.split("</article>")[0] for part in text.split("<article")[1:]]
    assert len(articles) == len(problem.parties)
    (mine,) = [part for part in articles if "<h2>st-1</h2>" in part]
    told = " ".join(Page("<article" + mine + "</article>").texts)
    assert "Startup · 2 meetings, 1 group session" in told
    assert "Monday, October 5, 2026" in told
    assert "9:00\xa0AM–9:30\xa0AM inv-1 Investor hub, table 1" in told
    assert "visit group session, 2 guests, hosted by: corp" in told


def test_lists_for_the_tables_tell_who_comes_and_when_nobody_does(problem: Problem, agenda: Agenda) -> None:
    doors = (
        render_pages(build_view(problem, agenda), "it").split('<section id="doors">')[1].split('<section id="open"')[0]
    )
    told = Page(doors.replace("</section>\n</section>", "</section>")).texts
    table = told[told.index("Tavolo 2") :]
    assert table[2:].index("12:00–12:30") > 0
    assert "libero" in table
    assert told.count("Tavolo 2") == 1
    assert "Sessioni di gruppo" in told


def test_what_changed_is_marked_and_told_to_those_it_concerns(problem: Problem, agenda: Agenda) -> None:
    after = replace(agenda, meetings=(replace(agenda.meetings[0], table=2), *agenda.meetings[1:4]))
    page = Page(render_pages(build_view(problem, after, [agenda]), "en"))
    told = " ".join(page.texts)
    assert "Participants to be told: 4." in told
    assert "Moved: Meeting with inv-1 – before Mon, Oct 5 9:00\xa0AM–9:30\xa0AM, hub, table 1; now" in told
    assert "Cancelled – Monday, October 5, 2026" in told
    assert page.texts.count("moved") == 3  # two sheets and the list of the table
    assert page.texts.count("before: Mon, Oct 5 9:00\xa0AM–9:30\xa0AM, hub, table 1") == 2


def test_without_an_agenda_before_nothing_is_said_of_changes(problem: Problem, agenda: Agenda) -> None:
    text = render_pages(build_view(problem, agenda), "en")
    assert 'id="changes"' not in text
    assert 'class="mark"' not in text


def test_what_files_say_is_shown_and_never_run(problem: Problem, agenda: Agenda) -> None:
    hostile = replace(problem, event=Event(name=HOSTILE, timezone="Europe/Rome"))
    hostile = replace(hostile, parties=tuple(replace(party, name=HOSTILE + party.id) for party in problem.parties))
    text = render_pages(build_view(hostile, agenda), "en")
    page = Page(text)
    assert page.open == []
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "script" not in {tag for tag, _ in page.elements}
    assert any('alert("x")' in shown for shown in page.texts)


def test_a_handout_has_one_party_and_nothing_of_the_others(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    text = render_pages(view, "it", party="st-1")
    assert text.count("<article") == 1
    assert 'id="doors"' not in text
    assert "st-2" not in text
    assert text == render_pages(view, "it", party="st-1")


def test_a_party_that_does_not_exist_is_refused(problem: Problem, agenda: Agenda) -> None:
    with pytest.raises(ConfigError, match='no party "st-77"'):
        render_pages(build_view(problem, agenda), "it", party="st-77")


def test_an_agenda_without_meetings_says_so(problem: Problem, agenda: Agenda) -> None:
    empty = replace(agenda, meetings=(), groups=(), unmet=(), unscheduled=())
    told = Page(render_pages(build_view(problem, empty), "it")).texts
    assert "Nessun incontro a nessun tavolo." in told
    assert "Nessuno: tutti i desideri sono esauditi." in told
