"""Shortlists, pairs and the map: made, reviewed, decided on, out of date, compared, exported."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from matcher.store import Decision, Role, Store
from matcher.store.listing import recent_runs, run_pairs
from matcher.store.shortlists import get_suggestion, list_suggestions, run_extra
from service.jobs.shortlists import fitting_of

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)
ORDER = {"side": "startups", "top": "2", "lang": "en"}


@pytest.fixture
def run(org: Any, do_jobs: Callable[[], None], spring: Store) -> str:
    """The path of a run of lists for companies, two names each."""
    org.post("/shortlists", ORDER)
    do_jobs()
    return newest(spring)


def newest(spring: Store) -> str:
    with spring.reading() as tx:
        return f"/shortlists/{recent_runs(tx, 'spring')[0].id}"


def pair_of(run: str, spring: Store) -> tuple[str, str]:
    with spring.reading() as tx:
        first = run_pairs(tx, "spring", run.rpartition("/")[2])[0]
    return first.company_id, first.counterpart_id


def test_wrong_orders_are_told(org: Any) -> None:
    assert "from 1 to 100 names" in org.post("/shortlists", {**ORDER, "top": "0"}).text
    assert org.post("/shortlists", {**ORDER, "side": "nonsense"}).status_code == 422


def test_a_run_shows_a_list_for_everybody_and_who_is_never_shown(org: Any, run: str) -> None:
    page = org.get(run).text
    assert len(re.findall(r"/lists/st-\d\">", page)) == 4
    assert "Who is shown how often" in page
    assert re.search(r"<dt>pairs suggested</dt><dd>\d", page)
    assert "st-3" not in re.sub(r".*<tbody>", "", org.get(f"{run}?q=azienda+1").text, count=1, flags=re.DOTALL)[:600]


def test_a_list_tells_the_case_for_each_pair(org: Any, run: str, spring: Store) -> None:
    company, counterpart = pair_of(run, spring)
    page = org.get(f"{run}/lists/{company}").text
    assert "What moves the score" in page
    assert "Interest of Azienda" in page
    assert f"/pairs/{company}/{counterpart}" in page
    assert "The lists that it stands in" in org.get(f"{run}/lists/{counterpart}").text


def test_a_list_says_how_well_each_pair_fits_and_when_few_do(org: Any, run: str, spring: Store) -> None:
    programme, run_id = "spring", run.rpartition("/")[2]
    with spring.reading() as tx:
        few = {party: n for party, n in fitting_of(run_extra(tx, programme, run_id)).items() if n < 2}
        listed = {one.suggestion.company_id: one for one in list_suggestions(tx, programme, run_id)}
    company, counted = next((party, n) for party, n in few.items() if party in listed)
    page = org.get(f"{run}/lists/{company}").text
    assert ("Only one of" if counted else "None of the") in page
    assert f"{listed[company].suggestion.fit} match" in page


def test_a_pair_is_locked_and_taken_back_over_what_was_seen(org: Any, run: str, spring: Store) -> None:
    company, counterpart = pair_of(run, spring)
    path, back = f"{run}/pairs/{company}/{counterpart}", f"/programmes/spring{run}/lists/{company}"
    said = org.post(path, {"decision": "locked", "version": "1", "back": back})
    assert said.url.path == back
    assert "Locked: every agenda will have this meeting." in said.text
    late = org.post(path, {"decision": "vetoed", "version": "1", "back": "//evil.example/"})
    assert late.url.path == f"/programmes/spring{path}"
    assert "Somebody else decided on this pair" in late.text
    part = org.post(path, {"decision": "", "version": "2"}, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<article class="pair ">')
    with spring.reading() as tx:
        assert get_suggestion(tx, "spring", run.rpartition("/")[2], company, counterpart).decision is None


def test_lists_go_out_of_date_when_what_they_are_made_from_changes(org: Any, run: str, spring: Store) -> None:
    assert "out of date" not in org.get(run).text
    company, counterpart = pair_of(run, spring)
    org.post(f"{run}/pairs/{company}/{counterpart}", {"decision": "vetoed", "version": "1"})
    assert "One pair is vetoed" in org.get(run).text
    org.post(f"/parties/{company}/wishes", {"other_id": counterpart, "wish": "meet"})
    page = org.get(run).text
    assert "These lists are out of date" in page
    assert "one wish was changed" in page
    assert "something has changed since they were made" in org.get("").text


def test_two_runs_are_compared(org: Any, run: str, spring: Store, do_jobs: Callable[[], None]) -> None:
    org.post("/shortlists", {**ORDER, "top": "1", "is_plain": "yes"})
    do_jobs()
    page = org.get(f"{newest(spring)}/compare/{run.rpartition('/')[2]}").text
    assert "Pairs that went out" in page
    with spring.reading() as tx:
        before, after = (len(run_pairs(tx, "spring", one.rpartition("/")[2])) for one in (run, newest(spring)))
    assert f"<dt>Pairs that went out</dt><dd>{before - after}</dd>" in page


def test_a_run_is_exported_by_a_job_whose_page_has_the_file(org: Any, run: str, do_jobs: Callable[[], None]) -> None:
    job = org.post(f"{run}/export", {"form": "csv"}).url.path.removeprefix("/programmes/spring")
    do_jobs()
    found = re.search(r'href="(/v1/programmes/spring/files/[^"]+/content)" download', org.get(job).text)
    assert found is not None
    assert org.client.get(found[1]).text.startswith("company_id")


def test_a_run_is_deleted_after_it_is_asked(org: Any, run: str) -> None:
    assert "will go, with what was decided" in org.get(f"{run}/delete").text
    assert "The lists have been deleted." in org.post(f"{run}/delete").text
    assert org.get(run).status_code == 404


def test_the_map_has_a_cell_for_every_pair_with_its_marks(org: Any, run: str, spring: Store) -> None:
    company, counterpart = pair_of(run, spring)
    org.post(f"{run}/pairs/{company}/{counterpart}", {"decision": "locked", "version": "1"})
    page = org.get("/matrix").text
    assert page.count('<span class="unseen"> locked</span>') == 1
    assert re.search(r'<td class="h9"', page)
    assert page.count('<th scope="row"') == 4
    assert org.get("/matrix?q=azienda+2").text.count('<th scope="row"') == 1
    assert "Nobody fits" in org.get("/matrix?other=nobody").text
    assert "style=" not in page


def test_a_pair_that_no_list_has_says_why(org: Any, spring: Store, do_jobs: Callable[[], None]) -> None:
    org.post("/parties/st-1/wishes", {"other_id": "inv-1", "wish": "no"})
    org.post("/shortlists", {**ORDER, "top": "1"})
    do_jobs()
    run = newest(spring)
    assert "This pair is kept apart" in org.get(f"{run}/pairs/st-1/inv-1").text
    pages = [org.get(f"{run}/pairs/st-1/inv-{n}").text for n in (2, 3, 4)]
    assert any("This pair is in no list" in page or "This pair has no score" in page for page in pages)
    assert org.get(f"{run}/pairs/inv-1/st-1").status_code == 404


def test_without_anything_the_pages_say_what_to_do(org: Any) -> None:
    assert "The map is empty" in org.get("/matrix").text
    home = org.get("").text
    assert "4 companies take part" in home
    assert "make shortlists: who should meet whom, and why" in home


def test_a_viewer_reviews_and_decides_nothing(org: Any, run: str, spring: Store, reader: Callable[..., Any]) -> None:
    company, counterpart = pair_of(run, spring)
    viewer = reader(Role.VIEWER)
    page = viewer.get(f"{run}/lists/{company}").text
    assert ("What moves the score" in page, ">Lock<" in page) == (True, False)
    assert viewer.post(f"{run}/pairs/{company}/{counterpart}", {"decision": "locked"}).status_code == 403
    with spring.reading() as tx:
        found = get_suggestion(tx, "spring", run.rpartition("/")[2], company, counterpart).decision
    assert found is not Decision.LOCKED
