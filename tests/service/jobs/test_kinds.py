"""Each kind of job makes what it is for, from what is in the store."""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from matcher.agenda.checker import check_agenda
from matcher.store import (
    Decision,
    FollowUp,
    ImportStatus,
    JobStatus,
    Store,
    Wish,
    agendas,
    files,
    imports,
    outcomes,
    preferences,
    programmes,
    shortlists,
    shown,
)
from matcher.store.jobs import Job
from service.agenda_documents import read_version

PROGRAMME = "spring"
SOLVE = {"event_id": "day", "agenda_id": "main", "time_limit": 5.0}

Doing = Callable[..., dict[str, Any]]


def test_shortlists_are_stored_with_their_reasons(done: Doing, spring: Store) -> None:
    result = done("make_shortlists", {"top": 2})
    with spring.reading() as tx:
        run = shortlists.get_run(tx, PROGRAMME, result["run_id"])
        extra = shortlists.run_extra(tx, PROGRAMME, run.id)
        own = shortlists.list_suggestions(tx, PROGRAMME, run.id, company_id="st-1")
    assert [one.suggestion.rank for one in own] == [1, 2]
    assert own[0].suggestion.counterpart_id == "inv-1"
    assert own[0].suggestion.reasons
    assert result["n_suggestions"] == 8
    assert extra["matrix"]["companies"] == ["st-1", "st-2", "st-3", "st-4"]


def test_the_same_profiles_make_the_same_lists(done: Doing, spring: Store) -> None:
    runs = [done("make_shortlists")["run_id"] for _ in range(2)]
    with spring.reading() as tx:
        first, second = ([one.suggestion for one in shortlists.list_suggestions(tx, PROGRAMME, run)] for run in runs)
        hashes = {shortlists.get_run(tx, PROGRAMME, run).stamp.data_hash for run in runs}
    assert first == second
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("settings", "order", "expected"),
    [
        ({}, {}, ("it", "US")),
        ({"lang": "en", "destination": "DE"}, {}, ("en", "DE")),
        ({"lang": "it", "destination": "DE"}, {"lang": "en", "destination": "FR"}, ("en", "FR")),
    ],
    ids=["nothing said", "the programme says", "the order says"],
)
def test_lists_are_in_the_programmes_language_and_lead_where_it_leads(
    done: Doing,
    spring: Store,
    now: datetime.datetime,
    settings: dict[str, str],
    order: dict[str, str],
    expected: tuple[str, str],
) -> None:
    with spring.writing() as tx:
        programmes.save_programme(tx, PROGRAMME, name="Spring", settings=settings, expected_version=1, now=now)
    result = done("make_shortlists", {"top": 1, **order})
    with spring.reading() as tx:
        run = shortlists.get_run(tx, PROGRAMME, result["run_id"])
    assert (run.lang, dict(run.stamp.options)["destination"]) == expected


def test_a_vetoed_pair_is_not_suggested_again_and_a_locked_one_stays_locked(done: Doing, spring: Store) -> None:
    run = done("make_shortlists")["run_id"]
    with spring.writing() as tx:
        for other, decision in (("inv-1", Decision.VETOED), ("inv-2", Decision.LOCKED)):
            shortlists.decide_suggestion(
                tx, PROGRAMME, run, "st-1", other, decision, decided_by="org", expected_version=1
            )
    again = done("make_shortlists")["run_id"]
    with spring.reading() as tx:
        own = shortlists.list_suggestions(tx, PROGRAMME, again, company_id="st-1")
    decided = {one.suggestion.counterpart_id: one.decision for one in own}
    assert "inv-1" not in decided
    assert decided["inv-2"] is Decision.LOCKED


def test_an_agenda_keeps_wishes_decisions_and_rules(done: Doing, spring: Store, now: datetime.datetime) -> None:
    run = done("make_shortlists")["run_id"]
    said = {"stated_by": "u", "expected_version": 0, "now": now}
    with spring.writing() as tx:
        preferences.save_preference(tx, PROGRAMME, "st-2", "inv-3", wish=Wish.MUST, **said)
        preferences.save_preference(tx, PROGRAMME, "inv-4", "st-4", wish=Wish.NO, **said)
        shortlists.decide_suggestion(
            tx, PROGRAMME, run, "st-1", "inv-4", Decision.LOCKED, decided_by="org", expected_version=1
        )
    result = done("solve_agenda", SOLVE)
    with spring.reading() as tx:
        problem, agenda = read_version(agendas.get_agenda_version(tx, PROGRAMME, "main", result["version"]))
    met = {tuple(sorted((one.a, one.b))) for one in agenda.meetings}
    assert {("inv-3", "st-2"), ("inv-4", "st-1")} <= met
    assert ("inv-4", "st-4") not in met
    assert check_agenda(problem, agenda) == ()


def test_an_event_that_cannot_be_planned_is_refused_in_words(do: Callable[..., Job], spring: Store) -> None:
    job = do("solve_agenda", {**SOLVE, "event_id": "elsewhere"})
    assert job.status is JobStatus.FAILED
    assert "events" in job.error


def test_an_agenda_over_another_version_is_not_saved(done: Doing, do: Callable[..., Job], spring: Store) -> None:
    done("solve_agenda", SOLVE)
    job = do("solve_agenda", SOLVE)
    assert job.status is JobStatus.FAILED
    with spring.reading() as tx:
        assert agendas.get_agenda(tx, PROGRAMME, "main").version == 1


def test_a_replan_is_a_preview_with_its_price(done: Doing, spring: Store) -> None:
    done("solve_agenda", SOLVE)
    with spring.reading() as tx:
        _, before = read_version(agendas.get_agenda_version(tx, PROGRAMME, "main", 1))
    gone = before.meetings[-1].b
    result = done("preview_replan", {"agenda_id": "main", "expected_version": 1, "gone": [gone], "lang": "it"})
    after = {(one["a"], one["b"]) for one in result["agenda"]["meetings"]}
    assert all(gone not in pair for pair in after)
    assert result["price"]["dropped"] >= 1
    assert {"party_id", "change", "text"} <= set(result["notices"][0])
    with spring.reading() as tx:
        assert agendas.get_agenda(tx, PROGRAMME, "main").version == 1


def test_an_export_is_kept_with_its_checksum(done: Doing, spring: Store) -> None:
    run = done("make_shortlists")["run_id"]
    done("solve_agenda", SOLVE)
    orders: list[dict[str, Any]] = [
        *({"what": "agenda", "agenda_id": "main", "version": 1, "form": form} for form in ("xlsx", "ics", "csv")),
        *({"what": "shortlist", "run_id": run, "form": form} for form in ("xlsx", "csv", "json")),
        {"what": "training"},
    ]
    for wanted in orders:
        result = done("make_export", {"wanted": wanted})
        with spring.reading() as tx:
            kept = files.get_file(tx, PROGRAMME, result["file_id"])
        assert hashlib.sha256(kept.content).hexdigest() == kept.sha256 == result["sha256"]
        assert kept.size == len(kept.content) > 0
        assert kept.names_parties


def test_feedback_becomes_history_of_the_next_lists(done: Doing, spring: Store, now: datetime.datetime) -> None:
    run = done("make_shortlists")["run_id"]
    feedback = outcomes.Feedback(is_kept=True, rating=5, follow_up=FollowUp.CONTACT)
    with spring.writing() as tx:
        outcomes.save_outcome(tx, PROGRAMME, "day", "st-1", "inv-1", feedback, said_by="u", expected_version=0, now=now)
        shown.note_shown(tx, PROGRAMME, run, "st-1", [("inv-1", 1), ("inv-2", 2)], place="page", now=now)
    again = done("make_shortlists")["run_id"]
    file_id = done("make_export", {"wanted": {"what": "training"}})["file_id"]
    with spring.reading() as tx:
        hashes = [shortlists.get_run(tx, PROGRAMME, one).stamp.data_hash for one in (run, again)]
        table = files.get_file(tx, PROGRAMME, file_id).content.decode().splitlines()
    assert hashes[0] != hashes[1]
    assert table[1:] == [
        "st-1,inv-1,2026-10-05,meeting,5,1,1",
        "st-1,inv-1,2026-10-05,contact,,1,1",
        "st-1,inv-2,,,,1,2",
    ]


def keep(store: Store, name: str, content: bytes, now: datetime.datetime) -> str:
    """The id of an uploaded file."""
    with store.writing() as tx:
        kept = files.add_file(
            tx, PROGRAMME, name=name, media_type="", content=content, names_parties=True, added_by="u", now=now
        )
    return kept.id


def test_an_upload_becomes_a_preview_and_is_deleted(
    do: Callable[..., Job], spring: Store, now: datetime.datetime
) -> None:
    table = b"id,name,kind,description,founded\nc1,Serra,startup,Robots,soon\n"
    job = do("read_upload", {"file_id": keep(spring, "companies.csv", table, now), "subject": "startups"})
    assert job.result is not None, job.error
    with spring.reading() as tx:
        preview = imports.get_import(tx, PROGRAMME, job.result["import_id"])
        problems = imports.list_problems(tx, PROGRAMME, preview.id)
    assert preview.status is ImportStatus.PREVIEW
    assert preview.content is not None
    assert preview.content["profiles"][0]["name"] == "Serra"
    assert [one.column for one in problems if one.value == "soon"] == ["founded"]


def test_a_benchmark_is_measured_and_reported(do: Callable[..., Job], spring: Store, now: datetime.datetime) -> None:
    tables = {
        "startups": "id,first_date,region\ns1,2014-01-01,R\ns2,2014-06-01,R\nq1,2016-02-01,R\n",
        "counterparts": "id,name\na,Alpha\nb,Beta\n",
        "interactions": (
            "startup_id,counterpart_id,date\n"
            "s1,a,2014-01-01\ns2,a,2014-06-01\ns1,b,2014-01-01\ns2,b,2014-06-01\nq1,a,2016-02-01\n"
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, table in tables.items():
            archive.writestr(f"bench/{name}.csv", table)
    file_id = keep(spring, "bench.zip", buffer.getvalue(), now)
    job = do("evaluate_benchmark", {"file_id": file_id, "split": "2016-01-01"})
    assert job.result is not None, job.error
    assert job.result["figures"]["stamp"]["dataset"] == "bench.zip"
    names = {one["name"]: one["file_id"] for one in job.result["files"]}
    assert set(names) == {"report.html", "report.md", "results.json"}
    with spring.reading() as tx:
        assert files.get_file(tx, PROGRAMME, names["report.html"]).content.startswith(b"<!")


def test_a_benchmark_that_is_no_benchmark_is_refused(
    do: Callable[..., Job], spring: Store, now: datetime.datetime
) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("bench/startups.csv", "id,first_date\n")
    for content, word in ((b"no zip", "zip"), (buffer.getvalue(), "counterparts.csv")):
        job = do("evaluate_benchmark", {"file_id": keep(spring, "b.zip", content, now), "split": "2020-01-01"})
        assert job.status is JobStatus.FAILED
        assert word in job.error
