"""The PDF of an agenda, read back by pypdf."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from matcher.agenda.export.building import build_view
from matcher.agenda.export.paper import render_paper
from matcher.agenda.export.paper.styles import marked_up
from matcher.agenda.export.views import AgendaView
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Event, Party, Problem
from matcher.errors import ConfigError

HOSTILE = '<b>bold</b> & "x" <br/><img src="http://example.com/x.png"/> =1+1'


def read(view: AgendaView, lang: str = "en", party: str | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(render_paper(view, lang, party=party)))


def pages(reader: PdfReader) -> list[str]:
    """The text of each page, on one line and with plain spaces."""
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("it", ["Riepilogo", "corp", "inv-1", "inv-2", "st-1", "st-2", "st-3", "campus – Sessioni di gruppo"]),
        ("en", ["Overview", "corp", "inv-1", "inv-2", "st-1", "st-2", "st-3", "campus – Group sessions"]),
    ],
)
def test_the_sheets_are_in_order_and_in_the_list_of_contents(
    problem: Problem, agenda: Agenda, lang: str, titles: list[str]
) -> None:
    reader = read(build_view(problem, agenda), lang)
    assert [entry["/Title"] for entry in reader.outline][:8] == titles
    assert len(reader.outline) == len(titles) + 3 + 1  # three tables in use, and what is open
    assert reader.trailer["/Root"]["/Lang"] == lang


def test_each_party_has_a_page_with_when_whom_and_where(problem: Problem, agenda: Agenda) -> None:
    (page,) = [one for one in pages(read(build_view(problem, agenda))) if one.startswith("Settimana toscana st-1")]
    assert "Startup · 2 meetings, 1 group session" in page
    assert "9:00 AM–9:30 AM inv-1 · Investor hub, table 1" in page
    assert "visit group session, 2 guests, hosted by: corp · Corporate" in page
    assert "Pacific Daylight Time" in page


def test_each_table_has_a_page_with_all_its_slots(problem: Problem, agenda: Agenda) -> None:
    (page,) = [one for one in pages(read(build_view(problem, agenda), "it")) if "hub – Tavolo 2" in one.split(":")[0]]
    assert "09:00–09:30 libero" in page
    assert "12:00–12:30 st-1 ↔ inv-2" in page


def test_breaks_are_on_every_kind_of_page(paused: Problem, agenda: Agenda) -> None:
    shown = [page for page in pages(read(build_view(paused, agenda), "it")) if "10:30–11:30 Pausa" in page]
    assert len(shown) == 1 + len(paused.parties) + 3


def test_the_first_page_tells_the_event_at_a_glance(problem: Problem, agenda: Agenda) -> None:
    first = pages(read(build_view(problem, agenda)))[0]
    assert "5 meetings" in first
    assert "9:00 AM–9:30 AM Meetings: 2" in first
    assert "visit: corp receives 2 guests (campus, group session)" in first


def test_what_changed_is_marked_and_told(problem: Problem, agenda: Agenda) -> None:
    after = replace(agenda, meetings=(replace(agenda.meetings[0], table=2), *agenda.meetings[1:4]))
    told = pages(read(build_view(problem, after, [agenda])))
    assert told[1].startswith("What has changed")
    assert "Moved: Meeting with inv-1 – before Mon, Oct 5 9:00 AM–9:30 AM, hub, table 1; now" in told[1]
    assert "hub, table 2 before: Mon, Oct 5 9:00 AM–9:30 AM, hub, table 1" in " ".join(told)
    (corp,) = [page for page in told if page.startswith("Settimana toscana corp")]
    assert "Cancelled Mon, Oct 5 9:00 AM–9:30 AM st-3 · SME [cancelled]" in corp


def test_names_are_shown_as_they_are(problem: Problem, agenda: Agenda) -> None:
    named = replace(problem, parties=tuple(replace(one, name=HOSTILE + one.id) for one in problem.parties))
    text = " ".join(pages(read(build_view(replace(named, event=Event(name=HOSTILE, timezone="UTC")), agenda))))
    assert HOSTILE in text


def test_a_name_without_spaces_longer_than_a_line_is_broken(problem: Problem, agenda: Agenda) -> None:
    long = replace(problem, parties=tuple(replace(one, name="x" * 500 + one.id) for one in problem.parties))
    assert sum(page.count("x") for page in pages(read(build_view(long, agenda)))) >= 500 * len(problem.parties)


def test_a_session_with_more_guests_than_a_page_has_lines_goes_on(problem: Problem, agenda: Agenda) -> None:
    guests = [Party(id=f"z-{number:03}", kind="startup", name=f"Z {number:03} " + "W" * 60) for number in range(150)]
    crowd = {guest.id: 1.0 for guest in guests}
    group = replace(problem.groups[0], guests=crowd, max_guests=150)
    large = replace(problem, parties=(*problem.parties, *guests), groups=(group,))
    held = replace(agenda, groups=(replace(agenda.groups[0], guests=tuple(crowd)),))
    text = " ".join(pages(read(build_view(large, held))))
    # The list of parties, its own page and the foot of it, the host's page, and the room.
    assert text.count("Z 149 W") == 5
    assert "• st-2" in text


def test_the_faces_are_in_the_file(problem: Problem, agenda: Agenda) -> None:
    reader = read(build_view(problem, agenda))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    embedded = {font["/BaseFont"] for font in fonts if "/FontFile2" in font.get("/FontDescriptor", {})}
    assert {name.split("+")[1] for name in embedded} == {"DejaVuSans", "DejaVuSans-Bold"}


def test_a_handout_is_one_party_alone(problem: Problem, agenda: Agenda) -> None:
    (page,) = pages(read(build_view(problem, agenda), "it", "st-3"))
    assert "st-3" in page
    assert "st-2" not in page


def test_a_party_that_does_not_exist_is_refused(problem: Problem, agenda: Agenda) -> None:
    with pytest.raises(ConfigError, match='no party "st-77"'):
        render_paper(build_view(problem, agenda), "it", party="st-77")


def test_the_same_view_gives_the_same_bytes(problem: Problem, agenda: Agenda) -> None:
    view = build_view(problem, agenda)
    assert render_paper(view, "it") == render_paper(view, "it")


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a<b>&c", "a&lt;b&gt;&amp;c"),
        ("e\u0301", "é"),
        ("left\u202eright\u200b", "leftright"),
        ("one\ntwo\x07", "one<br/>two"),
    ],
)
def test_text_becomes_markup_that_says_no_more(text: str, markup: str) -> None:
    assert marked_up(text) == markup
