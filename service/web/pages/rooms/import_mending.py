"""Mending single values of a preview: what an organiser types takes the place of what was read, before it is taken."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from matcher.store import Conflict
from matcher.store.imports import save_preview
from matcher.store.profile_json import profile_from_json, profile_to_json
from matcher.store.rows import Document
from service.web.access import RUN
from service.web.context import StoreDep
from service.web.pages.forms import SentForm
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.profile_form import read_edit, sent, sent_version
from service.web.pages.views.import_review import MENDED
from service.web.pages.views.profile_words import FORM_FIELDS
from service.web.problems import not_found
from service.web.profile_body import changed_profile
from service.web.uploads import open_upload

router = APIRouter(prefix="/programmes/{programme_id}/imports/{import_id}")

Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]


@router.post("/mend")
def mend(import_id: str, page: Running, store: StoreDep, form: SentForm) -> Response:
    """Put a value into the preview, checked as an edit of a profile is."""
    party, field, version = str(form.get("party", "")), str(form.get("field", "")), sent_version(form)
    back = page.address(f"/imports/{import_id}")
    if field not in FORM_FIELDS:
        raise not_found("field")
    try:
        with store.writing() as tx:
            stored = open_upload(tx, page.actor, import_id, seen=version)
            content = stored.content or {}
            place = _place(content, party)
            document = content["profiles"][place]
            edit, wrong = read_edit(sent(form, [field]), [field], document, page.lang)
            if wrong:
                return page.go(f"{back}#problems", wrong[field])
            content["profiles"][place] = profile_to_json(changed_profile(profile_from_json(document), edit))
            mended = [*stored.summary.get(MENDED, []), [party, field]]
            summary = {**stored.summary, MENDED: mended}
            programme_id = page.actor.programme_id
            save_preview(tx, programme_id, import_id, summary=summary, content=content, expected_version=version)
    except Conflict:
        return page.go(back, "imports.conflict")
    return page.go(f"{back}#problems", "imports.mended_said")


def _place(content: Document, party: str) -> int:
    for place, document in enumerate(content.get("profiles", ())):
        if document["id"] == party:
            return place
    raise not_found("row")
