"""The import wizard: a file is chosen, read by a job, looked at with every problem, and taken or thrown away."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from fastapi.responses import Response

from matcher.store import Conflict, ImportStatus
from matcher.store.imports import get_import, list_problems
from matcher.store.listing import recent_imports
from matcher.subjects import ImportSubject
from service.importing import foretell_import
from service.web.access import RUN
from service.web.attachments import attachment
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.profile_form import inputs, shown
from service.web.pages.views.import_files import accepted_columns, example_file
from service.web.pages.views.import_review import columns_of, kinds_of, problems_file, rows_of
from service.web.pages.views.profile_words import ProfileWords
from service.web.problems import Problem
from service.web.uploads import ask_for_reading, discard_upload, file_name, require_size, take_upload

router = APIRouter(prefix="/programmes/{programme_id}/imports")

ENTRIES = (Entry(label="imports.title", path="/imports", roles=frozenset(RUN), place=10),)
ROWS_A_PAGE = 50
CSV = "text/csv"

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]


@router.get("")
def imports(page: Running, store: StoreDep) -> Response:
    """The imports, the newest first."""
    with store.reading() as tx:
        found = recent_imports(tx, page.actor.programme_id)
    return page.show("organiser/imports.html", imports=found)


@router.get("/new")
def choose(page: Running, settings: SettingsDep, subject: str = "") -> Response:
    """What a file may be about, and the form that sends it."""
    return _choose(page, settings, subject)


@router.post("")
def upload(
    page: Running,
    store: StoreDep,
    settings: SettingsDep,
    now: NowDep,
    subject: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Take a file in, and go on to the job that reads it."""
    if subject not in set(ImportSubject):
        return _choose(page, settings, "", wrong_subject="imports.wrong.subject")
    if file is None or not file.filename:
        return _choose(page, settings, subject, wrong_file="imports.wrong.file")
    try:
        name, content = file_name(file.filename), file.file.read(settings.upload_bytes + 1)
        require_size(content, settings.upload_bytes)
    except Problem as problem:
        return _choose(page, settings, subject, wrong_file=f"imports.wrong.{problem.code}")
    with store.writing() as tx:
        job = ask_for_reading(tx, page.actor, name=name, content=content, subject=ImportSubject(subject), now=now)
    return page.go(page.address(f"/jobs/{job.id}"))


@router.get("/examples/{subject}.csv")
def example(subject: ImportSubject, page: Running) -> Response:
    """A table to fill in, with the headers of the reader's language."""
    return attachment(example_file(subject, page.lang), f"abbina-{subject}-{page.lang}.csv", CSV)


@router.get("/{import_id}")
def preview(import_id: str, page: Running, store: StoreDep) -> Response:
    """One import: what would change, the columns, the first rows and the problems."""
    with store.reading() as tx:
        stored = get_import(tx, page.actor.programme_id, import_id)
        foretold = foretell_import(tx, stored)
        problems = list_problems(tx, page.actor.programme_id, import_id)
    known, ignored = columns_of(stored)
    words = ProfileWords(page.lang)
    kinds = kinds_of(problems, stored)
    documents = {str(one["id"]): one for one in (stored.content or {}).get("profiles", [])}
    return page.show(
        "organiser/import.html",
        stored=stored,
        is_open=stored.status is ImportStatus.PREVIEW,
        foretold=foretold,
        known=known,
        ignored=ignored,
        rows=rows_of(stored, foretold),
        kinds=kinds,
        words=words,
        choices=inputs(page.lang),
        forms={
            doubt.party: shown(documents[doubt.party], words) for kind in kinds for doubt in kind.doubts if doubt.field
        },
    )


@router.get("/{import_id}/rows")
def rows(import_id: str, page: Running, store: StoreDep, start: Annotated[int, Query(ge=0, le=10**7)] = 0) -> Response:
    """Everything that was read of parties, a page at a time."""
    with store.reading() as tx:
        stored = get_import(tx, page.actor.programme_id, import_id)
        every = (stored.content or {}).get("profiles", [])
        part = replace(stored, content={"profiles": every[start : start + ROWS_A_PAGE]})
        foretold = foretell_import(tx, part)
    return page.show(
        "organiser/import_rows.html",
        stored=stored,
        rows=rows_of(part, foretold, most=ROWS_A_PAGE),
        words=ProfileWords(page.lang),
        start=start,
        number=len(every),
        step=ROWS_A_PAGE,
    )


@router.get("/{import_id}/problems")
def problems(import_id: str, page: Running, store: StoreDep, code: str = "") -> Response:
    """Every problem with one code, or every problem."""
    with store.reading() as tx:
        stored = get_import(tx, page.actor.programme_id, import_id)
        found = [one for one in list_problems(tx, page.actor.programme_id, import_id) if code in {"", one.code}]
    return page.show(
        "organiser/import_problems.html", stored=stored, kinds=kinds_of(found, stored, most=len(found)), code=code
    )


@router.get("/{import_id}/problems.csv")
def problems_table(import_id: str, page: Running, store: StoreDep) -> Response:
    """Every problem as a table."""
    with store.reading() as tx:
        get_import(tx, page.actor.programme_id, import_id)
        found = list_problems(tx, page.actor.programme_id, import_id)
    return attachment(problems_file(found, page.lang), "problems.csv", CSV)


@router.post("/{import_id}/take")
def take(import_id: str, page: Running, store: StoreDep, now: NowDep, version: Annotated[int, Form()] = 0) -> Response:
    """Take what was read."""
    try:
        with store.writing() as tx:
            _, taken = take_upload(tx, page.actor, import_id, seen=version, now=now)
    except Conflict:
        return page.go(page.address(f"/imports/{import_id}"), "imports.conflict")
    counts = {"added": taken.added, "changed": taken.changed, "unchanged": taken.unchanged}
    return page.go(page.address(f"/imports/{import_id}"), "imports.taken_said", **counts)


@router.post("/{import_id}/discard")
def discard(
    import_id: str, page: Running, store: StoreDep, now: NowDep, version: Annotated[int, Form()] = 0
) -> Response:
    """Throw away what was read."""
    try:
        with store.writing() as tx:
            discard_upload(tx, page.actor, import_id, seen=version, now=now)
    except Conflict:
        return page.go(page.address(f"/imports/{import_id}"), "imports.conflict")
    return page.go(page.address("/imports"), "imports.discarded_said")


def _choose(
    page: ProgrammePage, settings: SettingsDep, subject: str, *, wrong_subject: str = "", wrong_file: str = ""
) -> Response:
    wrong = bool(wrong_subject or wrong_file)
    return page.show(
        "organiser/import_new.html",
        status=422 if wrong else 200,
        subject=subject if subject in set(ImportSubject) else "",
        subjects=[(each, accepted_columns(each, page.lang)) for each in ImportSubject],
        wrong_subject=wrong_subject,
        wrong_file=wrong_file,
        most_mib=settings.upload_bytes // (1024 * 1024),
    )
