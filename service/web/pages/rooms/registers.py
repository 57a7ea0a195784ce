"""The register of processing activities: on the page, and as a file to fill in and print."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from service.records import FORMS, render_register
from service.web.access import RUN
from service.web.acts.registers import register_of
from service.web.attachments import attachment
from service.web.context import NowDep, SettingsDep, StoreDep
from service.web.pages.page import ProgrammePage, programme_page

router = APIRouter(prefix="/programmes/{programme_id}/settings")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]
MEDIA = {"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}


@router.get("/records")
def records(page: Running, store: StoreDep, settings: SettingsDep, now: NowDep) -> Response:
    """The register as it is now, in the reader's language."""
    register = register_of(store, settings, page.actor.programme_id, lang=page.lang, now=now)
    return page.show("people/records.html", register=register, forms=sorted(FORMS))


@router.get("/records.{form}")
def file(form: Literal["md", "html"], page: Running, store: StoreDep, settings: SettingsDep, now: NowDep) -> Response:
    """The same as a file."""
    register = register_of(store, settings, page.actor.programme_id, lang=page.lang, now=now)
    name = f"{page.words.text('registers.file')}-{page.actor.programme_id}.{form}"
    return attachment(render_register(register, form).encode(), name, MEDIA[form])
