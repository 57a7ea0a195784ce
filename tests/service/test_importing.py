"""Files of every subject become rows of a programme, and the programme in the store is the one of the files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from matcher.agenda.programme import know_parties
from matcher.model import load_model
from matcher.pipeline import ShortlistRequest, run_shortlist
from matcher.store import Store, Wish
from matcher.store.history import list_interactions
from matcher.store.imports import get_import, list_imports, list_problems
from matcher.store.jobs import ask_for_job, get_job
from matcher.store.parties import every_profile, get_party
from matcher.store.preferences import Preference, list_preferences
from matcher.store.presences import list_presences
from matcher.store.programmes import save_programme
from matcher.store.shortlists import page_suggestions
from matcher.subjects import ImportSubject
from matcher.suggestions import Side
from service.demo import COMPANIES, COUNTERPARTS, HISTORY, PAST, demo_folder
from service.demo_programme import FILES
from service.importing import Taken, add_preview, foretell_import, import_now, known_parties, read_table
from service.jobs import Tools, Worker
from service.jobs.kinds import SHORTLIST

Take = Callable[..., Taken]


@pytest.fixture
def take(store: Store, tmp_path: Path, now: datetime.datetime) -> Take:
    """Takes the text of a file into the programme "p"."""
    with store.writing() as tx:
        save_programme(tx, "p", name="P", settings={}, expected_version=0, now=now)

    moments = (now + datetime.timedelta(minutes=number) for number in count(1))

    def call(text: str, subject: ImportSubject) -> Taken:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        with store.reading() as tx:
            known = known_parties(tx, "p")
        reading = read_table(path, subject, known, lenient=True)
        return import_now(store, "p", path.name, reading, imported_by="u", now=next(moments))

    return call


PARTIES = "id,name,description,Disponibilità\nst-1,Alfa,Sails for ships,day 1\nst-2,Beta,Wine,\n"
FUNDS = "id,name,description\ninv-1,Gamma Capital,We invest in ships\ninv-2,Delta,We buy wine\n"


@pytest.fixture
def filled(take: Take) -> Take:
    """Takes files into a programme of two companies and two counterparts."""
    take(PARTIES, ImportSubject.STARTUPS)
    take(FUNDS, ImportSubject.COUNTERPARTS)
    return take


def test_wishes_name_parties_by_id_or_name_and_are_changed_by_a_later_file(filled: Take, store: Store) -> None:
    wishes = "who,about,wish,note\nAlfa,Gamma Capital,must,they asked\nst-2,inv-2,meet,\n"
    assert filled(wishes, ImportSubject.PREFERENCES) == Taken(added=2, changed=0, unchanged=0)
    assert filled(wishes.replace(",meet", ",no"), ImportSubject.PREFERENCES) == Taken(added=0, changed=1, unchanged=1)
    with store.reading() as tx:
        found = [(one.party_id, one.other_id, one.wish, one.reason) for one in list_preferences(tx, "p")]
    assert found == [("st-1", "inv-1", Wish.MUST, "they asked"), ("st-2", "inv-2", Wish.NO, "")]


def test_a_wish_of_a_stranger_is_a_problem_and_is_left_out(filled: Take, store: Store) -> None:
    wishes = "who,about,wish,available\nAlfa,Gama Capital,must,\nst-1,st-2,meet,\nNobody,,,day 1\nst-2,inv-2,meet,\n"
    assert filled(wishes, ImportSubject.PREFERENCES) == Taken(added=1, changed=0, unchanged=0)
    with store.reading() as tx:
        problems = list_problems(tx, "p", list_imports(tx, "p")[-1].id)
    found = {(one.code, one.row, one.value) for one in problems}
    assert found == {("unknown_party", 2, "Gama Capital"), ("same_side", 3, "st-2"), ("unknown_party", 4, "Nobody")}


def test_times_of_a_table_of_wishes_go_before_those_of_a_table_of_profiles(filled: Take, store: Store) -> None:
    filled("who,available\nAlfa,day 2 morning\n", ImportSubject.PREFERENCES)
    later = PARTIES.replace("day 1", "day 3").replace("Beta,Wine,", "Beta,Wine,day 1")
    filled(later, ImportSubject.STARTUPS)
    with store.reading() as tx:
        found = {one.party_id: (one.words, one.column) for one in list_presences(tx, "p")}
    assert found == {"st-1": ("day 2 morning", ""), "st-2": ("day 1", "Disponibilità")}


def test_facts_of_the_past_are_kept_once_and_a_stranger_among_counterparts_is_told(filled: Take, store: Store) -> None:
    past = "startup_id,counterpart_id,date,relation\nst-1,inv-1,2025-05-01,meeting\nold,fund,2024-05-01,investment\n"
    assert filled(past, ImportSubject.HISTORY) == Taken(added=2, changed=0, unchanged=0)
    assert filled(past, ImportSubject.HISTORY) == Taken(added=0, changed=0, unchanged=2)
    with store.reading() as tx:
        problems = list_problems(tx, "p", list_imports(tx, "p")[-1].id)
        assert {(one.startup_id, one.counterpart_id) for one in list_interactions(tx, "p")} == {
            ("st-1", "inv-1"),
            ("old", "fund"),
        }
    assert [(one.code, one.value) for one in problems] == [("unknown_party", "fund")]


def test_a_company_of_an_earlier_programme_that_comes_again_takes_part(filled: Take, store: Store) -> None:
    earlier = "id,name,description\nold,Old,Cheese\nst-1,Alfa,Boats\n"
    assert filled(earlier, ImportSubject.EARLIER) == Taken(added=1, changed=0, unchanged=1)
    with store.reading() as tx:
        assert get_party(tx, "p", "old").is_earlier
        assert get_party(tx, "p", "st-1").profile.description == "Sails for ships"
        assert [one.id for one in every_profile(tx, "p", Side.STARTUPS)] == ["st-1", "st-2"]
    filled(earlier.replace("st-1,Alfa,Boats\n", ""), ImportSubject.STARTUPS)
    with store.reading() as tx:
        assert [one.id for one in every_profile(tx, "p", Side.STARTUPS)] == ["old", "st-1", "st-2"]


def test_what_an_import_would_change_is_told_before_it_is_taken(
    filled: Take, store: Store, tmp_path: Path, now: datetime.datetime
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("id,name,description\nst-1,Alfa,Kites\nst-2,Beta,Wine\nst-3,New,\ninv-1,Odd,\n", encoding="utf-8")
    with store.writing() as tx:
        reading = read_table(path, ImportSubject.STARTUPS, known_parties(tx, "p"), lenient=True)
        stored = get_import(tx, "p", add_preview(tx, "p", reading, file_name="t.csv", added_by="u", now=now))
        told = foretell_import(tx, stored)
    assert (told.added, told.changed, told.unchanged, told.new) == (1, 2, 1, {"st-3"})
    assert told.fields["st-1"] == ("description",)
    assert told.clashing == ("inv-1",)


def test_the_column_of_times_of_a_table_of_profiles_is_not_called_ignored(filled: Take, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(PARTIES, encoding="utf-8")
    reading = read_table(path, ImportSubject.STARTUPS, know_parties((), (), {}), lenient=True)
    assert reading.summary["columns"]["Disponibilità"] == "available"
    assert (reading.summary["ignored"], reading.problems) == ([], ())


def test_the_demo_in_the_store_gives_the_lists_of_its_files(store: Store, tools: Tools, now: datetime.datetime) -> None:
    folder = demo_folder()
    for name, subject in FILES:
        with store.reading() as tx:
            known = known_parties(tx, "demo")
        reading = read_table(folder / name, subject, known, lenient=True)
        import_now(store, "demo", name, reading, imported_by="u", now=now)
    with store.writing() as tx:
        asked = ask_for_job(tx, "demo", SHORTLIST, {"side": "startups", "lang": "en"}, asked_by="u", now=now)
    assert Worker(store=store, tools=tools).work_once()
    with store.reading() as tx:
        job = get_job(tx, "demo", asked.id)
        assert job.result is not None, job.error
        stored = page_suggestions(tx, "demo", job.result["run_id"], after=("", ""), limit=1000)
    refused = {(one.party_id, one.other_id) for one in _refusals(store)}
    request = ShortlistRequest(
        startups=folder / COMPANIES,
        counterparts=folder / COUNTERPARTS,
        history=folder / HISTORY,
        past=folder / PAST,
        lenient=True,
    )
    run = run_shortlist(request, load_model(None), tools.encoder(lambda *_: None))
    of_files = {(one.company_id, one.counterpart_id): (one.score, one.reasons) for one in run.suggestions}
    in_store = {
        (one.suggestion.company_id, one.suggestion.counterpart_id): (one.suggestion.score, one.suggestion.reasons)
        for one in stored
    }
    companies = {company for company, _ in of_files} - {one for pair in refused for one in pair}
    assert len(companies) > 10
    assert {pair: in_store[pair] for pair in in_store if pair[0] in companies} == {
        pair: of_files[pair] for pair in of_files if pair[0] in companies
    }


def _refusals(store: Store) -> list[Preference]:
    with store.reading() as tx:
        return [one for one in list_preferences(tx, "demo") if one.wish is Wish.NO]
