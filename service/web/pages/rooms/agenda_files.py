"""Files of an agenda, for everybody or for one party, in either language."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.store.agendas import get_agenda_version
from matcher.store.files import get_file
from matcher.store.jobs import get_job
from service.agenda_documents import read_version
from service.jobs.kinds import EXPORT
from service.jobs.orders import AgendaExportOrder, ExportOrder
from service.web.access import READ, RUN
from service.web.acts.agenda_saving import current
from service.web.asking import ask_in
from service.web.context import NowDep, StoreDep
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.board import make_board

router = APIRouter(prefix="/programmes/{programme_id}/agendas/{agenda_id}/files")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
FORMS = ("xlsx", "pdf", "ics", "html", "csv")


@router.get("")
def files(agenda_id: str, page: Running, store: StoreDep, made: str = "") -> Response:
    """What can be made, and the file that was just made."""
    stored, version = current(store, page.actor, agenda_id)
    file = None
    if made:
        with store.reading() as tx:
            job = get_job(tx, page.actor.programme_id, made)
            if job.kind == EXPORT and job.result is not None:
                file = get_file(tx, page.actor.programme_id, job.result["file_id"])
    board = make_board(*read_version(version), page.lang)
    return page.show("agendas/files.html", agenda=stored, board=board, file=file, forms=FORMS)


@router.post("")
def make(
    agenda_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    form: Annotated[Literal["xlsx", "pdf", "ics", "html", "csv"], Form()] = "xlsx",
    lang: Annotated[Literal["it", "en"], Form()] = "it",
    party: Annotated[str, Form(max_length=200)] = "",
    which: Annotated[Literal["current", "published"], Form()] = "current",
) -> Response:
    """Ask for a file of the current version, or of what participants see; changes against that are marked."""
    stored, _ = current(store, page.actor, agenda_id)
    version = stored.published_version if which == "published" else stored.current_version
    number = version or stored.current_version
    with store.reading() as tx:
        get_agenda_version(tx, page.actor.programme_id, agenda_id, number)
    before = stored.published_version if stored.published_version not in (None, number) else None
    wanted = AgendaExportOrder(
        what="agenda", agenda_id=agenda_id, version=number, before=before, form=form, lang=lang, party_id=party or None
    )
    with store.writing() as tx:
        job = ask_in(tx, page.actor, EXPORT, ExportOrder(wanted=wanted), now)
    return page.go(page.address(f"/jobs/{job.id}"))
