"""The installation, for its administrators: how it is, its programmes, its audit log, and a backup to take away."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import FileResponse, Response
from pydantic import ValidationError
from starlette.background import BackgroundTask

from matcher import __version__
from matcher.store import AlreadyStored, Conflict, Role
from matcher.store.audit import INSTALLATION, note_act, recent_acts
from matcher.store.backup import backup
from matcher.store.jobs import queue_of_jobs
from matcher.store.migrate import current_revision, head_revision
from matcher.store.passwords import is_password
from matcher.store.programmes import every_programme, get_programme
from service.web.acts.programmes import NewProgramme, drop_programme, make_programme
from service.web.attachments import disposition
from service.web.context import Actor, NowDep, StoreDep, require_administrator
from service.web.logins import Attempts
from service.web.pages.navigation import programme_address
from service.web.pages.page import PersonPage, ReaderDep
from service.web.pages.views.log_words import told_acts
from service.web.paging import PageDep

router = APIRouter(prefix="/administration")


async def administrator_page(request: Request, user: ReaderDep) -> PersonPage:
    """A page for administrators of the installation; raises 401 for nobody, 403 for others."""
    return PersonPage(request, user=await require_administrator(user))


Administrating = Annotated[PersonPage, Depends(administrator_page)]


@router.get("")
def health(page: Administrating, store: StoreDep) -> Response:
    """The version, the database, and whether jobs are done."""
    with store.reading() as tx:
        queue, revision = queue_of_jobs(tx), current_revision(tx)
    return page.show(
        "administration/health.html",
        version_number=__version__,
        is_sqlite=store.path is not None,
        revision=revision,
        is_current=revision == head_revision(),
        queue=queue,
    )


@router.get("/programmes")
def programmes(page: Administrating, store: StoreDep, asked: PageDep) -> Response:
    """Every programme, and the form for another."""
    return _programmes(page, store, asked)


@router.post("/programmes")
def make(
    page: Administrating,
    store: StoreDep,
    asked: PageDep,
    now: NowDep,
    programme_id: Annotated[str, Form(max_length=200)] = "",
    name: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Make a programme, and go on to invite its organisers."""
    sent = (programme_id, name)
    try:
        new = NewProgramme.model_validate({"id": programme_id, "name": name})
        with store.writing() as tx:
            make_programme(tx, page.user, new, now)
    except ValidationError:
        return _programmes(page, store, asked, wrong=page.words.text("admin.programme.wrong"), sent=sent)
    except (AlreadyStored, Conflict):
        return _programmes(page, store, asked, wrong=page.words.text("admin.programme.taken"), sent=sent)
    return page.go(f"{programme_address(new.id)}/people/invitations", "admin.programme.made", name=new.name)


@router.get("/programmes/{programme}/delete")
def deleting(programme: str, page: Administrating, store: StoreDep) -> Response:
    """Ask once more, by the programme's id."""
    return _deleting(page, store, programme)


@router.post("/programmes/{programme}/delete")
def delete(
    programme: str,
    page: Administrating,
    store: StoreDep,
    now: NowDep,
    version: Annotated[int, Form(ge=1)] = 1,
    typed: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Delete a programme and all that belongs to it."""
    if typed.strip() != programme:
        return _deleting(page, store, programme, wrong=page.words.text("admin.programme.typed_wrong"))
    actor = Actor(user_id=page.user.id, programme_id=programme, role=Role.ADMINISTRATOR, party_id=None)
    try:
        with store.writing() as tx:
            drop_programme(tx, actor, seen=version, now=now)
    except Conflict:
        return _deleting(page, store, programme, wrong=page.words.text("members.stale"))
    return page.go("/administration/programmes", "admin.programme.deleted", id=programme)


@router.get("/audit")
def audit(page: Administrating, store: StoreDep, asked: PageDep) -> Response:
    """What was done to the installation, the newest first."""
    with store.reading() as tx:
        found = recent_acts(tx, INSTALLATION, before=asked.after, limit=asked.limit_plus_one)
        shown, next_cursor = asked.cut(found, lambda one: one.id)
        acts = told_acts(tx, INSTALLATION, shown, page.words)
    return page.show("administration/audit.html", acts=acts, next_cursor=next_cursor, is_first=not asked.after)


@router.get("/backup")
def backup_form(page: Administrating) -> Response:
    """What a backup holds, and the form that asks for the password again."""
    return page.show("administration/backup.html", wrong="")


@router.post("/backup")
def take_backup(
    page: Administrating,
    request: Request,
    store: StoreDep,
    now: NowDep,
    password: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """The whole database as one file, to the administrator who knows the password; nothing stays on the server."""
    attempts = Attempts(request, page.user.email)
    if not is_password(password, page.user.password_hash):
        attempts.fail()
        wrong = page.words.text("account.password_wrong")
        return page.show("administration/backup.html", status=403, wrong=wrong)
    folder = Path(tempfile.mkdtemp(prefix="abbina-backup-"))
    try:
        path = folder / "backup.zip"
        backup(store, path)
        with store.writing() as tx:
            note_act(tx, INSTALLATION, actor=page.user.id, action="backup.download", subject="", now=now)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    headers = {"Content-Disposition": disposition(f"abbina-{now:%Y-%m-%d-%H%M}.zip"), "Cache-Control": "no-store"}
    tidy = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, headers=headers, media_type="application/zip", background=tidy)


def _programmes(
    page: PersonPage, store: StoreDep, asked: PageDep, *, wrong: str = "", sent: tuple[str, str] = ("", "")
) -> Response:
    with store.reading() as tx:
        found = every_programme(tx, after=asked.after, limit=asked.limit_plus_one)
    shown, next_cursor = asked.cut(found, lambda one: one.id)
    return page.show(
        "administration/programmes.html",
        status=422 if wrong else 200,
        programmes=shown,
        next_cursor=next_cursor,
        is_first=not asked.after,
        wrong=wrong,
        sent=sent,
    )


def _deleting(page: PersonPage, store: StoreDep, programme_id: str, *, wrong: str = "") -> Response:
    with store.reading() as tx:
        found = get_programme(tx, programme_id)
    return page.show("administration/delete.html", status=422 if wrong else 200, one=found, wrong=wrong)
