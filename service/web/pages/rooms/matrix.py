"""The match matrix: every company against every counterpart that stands in a list, as a heat map."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from matcher.store.listing import party_names, recent_runs, run_pairs
from matcher.store.shortlists import get_run, run_extra
from service.web.access import READ
from service.web.context import StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.heat import COLUMNS, ROWS, STEPS, heat_of

router = APIRouter(prefix="/programmes/{programme_id}/matrix")

ENTRIES = (Entry(label="matrix.title", path="/matrix", roles=frozenset(READ), place=25),)

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Start = Annotated[int, Query(ge=0, le=10**7)]
Words = Annotated[str, Query(max_length=200)]


@router.get("")
def matrix(
    page: Reading,
    store: StoreDep,
    run: Annotated[str, Query(max_length=100)] = "",
    q: Words = "",
    other: Words = "",
    row: Start = 0,
    column: Start = 0,
) -> Response:
    """The map of a run, the newest one unless another is named; its parties by name, a page of them at a time."""
    programme_id = page.actor.programme_id
    with store.reading() as tx:
        runs = recent_runs(tx, programme_id, limit=20)
        if not runs:
            return page.show("organiser/matrix_empty.html")
        found = get_run(tx, programme_id, run or runs[0].id)
        extra = run_extra(tx, programme_id, found.id)
        pairs = run_pairs(tx, programme_id, found.id)
        names = party_names(tx, programme_id)
    heat = heat_of(extra, pairs, names, words=q, other_words=other, first_row=row, first_column=column)
    asked = {"run": run, "q": q, "other": other}
    return page.show(
        "organiser/matrix.html",
        runs=runs,
        run=found,
        heat=heat,
        names=names,
        q=q,
        other=other,
        row=row,
        column=column,
        rows_step=ROWS,
        columns_step=COLUMNS,
        n_steps=STEPS,
        address=page.address("/matrix"),
        by_rows=_address(page, asked, "column", column),
        by_columns=_address(page, asked, "row", row),
    )


def _address(page: ProgrammePage, asked: dict[str, str], name: str, start: int) -> str:
    """The address of the map that keeps where the other direction is."""
    told = {key: value for key, value in asked.items() if value} | ({name: str(start)} if start else {})
    return page.address("/matrix") + (f"?{urlencode(told)}" if told else "")
