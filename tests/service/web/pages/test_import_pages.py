"""The import wizard: what is refused, what a preview says, mending, taking and throwing away."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from matcher.store import Role, Store
from matcher.store.imports import get_import
from matcher.store.listing import recent_imports
from matcher.store.parties import get_party

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)

COMPANIES = """id;Ragione sociale;Fatturato (mln €);Addetti;Colonna strana
st-1;Azienda 1;;12;x
st-9;Nuova S.r.l.;€ 40.000.000;pochi;y
;;;3;
"""


@pytest.fixture
def preview(org: Any, do_jobs: Callable[[], None], spring: Store) -> str:
    """The path of the preview of an untidy file."""
    send(org, "companies.csv", COMPANIES)
    do_jobs()
    with spring.reading() as tx:
        return f"/imports/{recent_imports(tx, 'spring')[0].id}"


def send(org: Any, name: str, content: str, subject: str = "startups") -> Any:
    return org.post("/imports", {"subject": subject}, files={"file": (name, content.encode())})


def test_the_wizard_explains_every_subject_and_gives_an_example(org: Any) -> None:
    page = org.get("/imports/new?subject=history").text
    assert 'value="history" required checked' in page
    for subject in ("startups", "counterparts", "earlier", "preferences", "history"):
        answer = org.get(f"/imports/examples/{subject}.csv")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="abbina-{subject}-en.csv"'
    assert org.get("/imports/examples/nonsense.csv").status_code == 422


@pytest.mark.parametrize(
    ("form", "files", "said"),
    [
        ({"subject": "nonsense"}, {"file": ("a.csv", b"x")}, "choose what the file is about"),
        ({"subject": "startups"}, {}, "choose a file"),
        ({"subject": "startups"}, {"file": ("a.exe", b"x")}, "this kind of file is not read"),
        ({"subject": "startups"}, {"file": ("a.csv", b"x" * (20 * 1024 * 1024 + 1))}, "the file is too large"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(org: Any, form: Any, files: Any, said: str) -> None:
    answer = org.post("/imports", form, files=files)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_an_upload_leads_to_its_job_and_from_there_to_the_preview(org: Any, do_jobs: Callable[[], None]) -> None:
    asked = send(org, "companies.csv", COMPANIES)
    path = asked.url.path.removeprefix("/programmes/spring")
    assert path.startswith("/jobs/")
    assert "HX-Redirect" not in org.get(path, **{"HX-Request": "true"}).headers
    do_jobs()
    assert "/programmes/spring/imports/" in org.get(path, **{"HX-Request": "true"}).headers["HX-Redirect"]
    assert org.get(path).url.path.startswith("/programmes/spring/imports/")


def test_a_preview_says_what_would_change_and_how_columns_were_read(org: Any, preview: str) -> None:
    page = org.get(preview).text
    counts = dict(
        zip(re.findall(r"<dt>([^<]+)</dt><dd>\d", page), re.findall(r"</dt><dd>(\d+)</dd>", page), strict=True)
    )
    assert counts == {"new participants": "1", "change": "1", "stay as they are": "0"}
    assert "Ragione sociale</dt><dd>→ Name" in page
    assert "<strong>Colonna strana</strong>" in page
    assert "An amount written out in full" in page
    rows = org.get(f"{preview}/rows").text
    assert re.search(r"Nuova S.r.l.</th>\s*<td><span class=\"badge good\">new", rows)


def test_problems_are_grouped_listed_and_downloaded(org: Any, preview: str) -> None:
    page = org.get(preview).text
    assert page.index("A row without a name") < page.index("An amount written out in full")
    one_code = org.get(f"{preview}/problems?code=missing_name").text
    assert ("row 4" in one_code, "An amount written out" in one_code) == (True, False)
    table = org.get(f"{preview}/problems.csv").content.decode("utf-8-sig").splitlines()
    assert table[0] == "severity,code,file,sheet,row,column,value,message,accepted"
    assert any(line.startswith("error,missing_name,companies.csv,,4") for line in table)


def test_a_value_is_mended_in_the_preview_and_taken(org: Any, preview: str, spring: Store, seen: Any) -> None:
    form = {"party": "st-9", "field": "revenue", "revenue": "35000000", "revenue.currency": "EUR"}
    said = org.post(f"{preview}/mend", {**form, "version": seen(org.get(preview))}).text
    assert "The value has been corrected in the preview." in said
    assert "corrected by hand" in said
    taken = org.post(f"{preview}/take", {"version": seen(org.get(preview))}).text
    assert "Taken. New: 1; changed: 1; as before: 0." in taken
    with spring.reading() as tx:
        revenue = get_party(tx, "spring", "st-9").profile.revenue
    assert revenue is not None
    assert revenue.amount == 35_000_000


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"party": "st-9", "field": "employees", "employees": "many"}, 200, "write the number out in full"),
        ({"party": "nobody", "field": "employees", "employees": "3"}, 404, ""),
        ({"party": "st-9", "field": "provenance", "provenance": "x"}, 404, ""),
    ],
)
def test_what_cannot_be_mended_leaves_the_preview_as_it_was(
    org: Any, preview: str, spring: Store, seen: Any, form: Any, status: int, said: str
) -> None:
    answer = org.post(f"{preview}/mend", {**form, "version": seen(org.get(preview))})
    assert (answer.status_code, said in answer.text) == (status, True)
    with spring.reading() as tx:
        assert get_import(tx, "spring", preview.rpartition("/")[2]).version == 1


def test_a_decision_is_taken_once_and_over_the_version_that_was_seen(org: Any, preview: str, seen: Any) -> None:
    version = seen(org.get(preview))
    org.post(f"{preview}/mend", {"party": "st-9", "field": "employees", "employees": "5", "version": version})
    assert "Somebody changed this import" in org.post(f"{preview}/take", {"version": version}).text
    assert "What was read has been thrown away." in org.post(f"{preview}/discard", {"version": "2"}).text
    again = org.post(f"{preview}/take", {"version": "3"})
    assert (again.status_code, "has been decided on already" in again.text) == (409, True)


def test_ids_of_the_other_side_are_told_and_nothing_can_be_taken(
    org: Any, do_jobs: Callable[[], None], spring: Store
) -> None:
    send(org, "funds.csv", "id,name\nst-1,Fund\n", subject="counterparts")
    do_jobs()
    with spring.reading() as tx:
        path = f"/imports/{recent_imports(tx, 'spring')[0].id}"
    page = org.get(path).text
    assert "One id already belongs to a party of the other side" in page
    assert f"{path}/take" not in page


def test_a_file_that_cannot_be_read_leads_back_to_the_upload(org: Any, do_jobs: Callable[[], None]) -> None:
    job = send(org, "companies.xlsx", COMPANIES)
    do_jobs()
    page = org.get(job.url.path.removeprefix("/programmes/spring")).text
    assert "The work failed" in page
    assert "<progress" not in page
    assert 'href="/programmes/spring/imports/new?subject=startups">Go back and try again' in page


def test_messages_on_a_file_stand_apart_where_they_are_in_english_alone(org: Any, preview: str) -> None:
    assert "Dettaglio, in inglese" not in org.get(preview).text
    org.post("/../../account/language", {"lang": "it"})
    page = org.get(preview).text
    assert "Numero non leggibile" in page
    assert "<summary>Dettaglio, in inglese</summary>" in page


def test_wishes_and_the_past_have_previews_too(org: Any, do_jobs: Callable[[], None], spring: Store, seen: Any) -> None:
    send(org, "w.csv", "who,with whom,wish\nst-1,inv-2,must\nst-1,inv-3,no\n", subject="preferences")
    send(org, "h.csv", "startup_id,counterpart_id,date\nst-1,inv-1,2025-05-01\n", subject="history")
    do_jobs()
    with spring.reading() as tx:
        history, wishes = (f"/imports/{one.id}" for one in recent_imports(tx, "spring"))
    assert "2</dd>" in org.get(wishes).text
    assert "New: 2" in org.post(f"{wishes}/take", {"version": seen(org.get(wishes))}).text
    assert "New: 1" in org.post(f"{history}/take", {"version": seen(org.get(history))}).text


def test_who_runs_nothing_imports_nothing(reader: Callable[..., Any]) -> None:
    assert reader(Role.VIEWER).get("/imports").status_code == 403
