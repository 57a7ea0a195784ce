"""Shortlists: making them, the runs, one run with its lists and who is shown how often, files, two runs compared."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response
from pydantic import ValidationError

from matcher.store.audit import note_act
from matcher.store.listing import party_names, recent_runs, run_pairs
from matcher.store.parties import count_parties
from matcher.store.shortlists import delete_run, get_run
from matcher.suggestions import Side
from service.jobs.kinds import EXPORT, SHORTLIST
from service.jobs.orders import ExportOrder, ShortlistExportOrder, ShortlistOrder
from service.web.access import READ, RUN
from service.web.asking import ask_in
from service.web.context import NowDep, StoreDep
from service.web.pages.navigation import Entry
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.freshness import changes_since
from service.web.pages.views.run_review import compare_runs, exposure_of, lists_of

router = APIRouter(prefix="/programmes/{programme_id}/shortlists")

ENTRIES = (Entry(label="lists.title", path="/shortlists", roles=frozenset(READ), place=20),)
ROWS_A_PAGE = 50

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]


@router.get("")
def runs(page: Reading, store: StoreDep) -> Response:
    """The runs, the newest first, and the form that makes another."""
    return _runs(page, store)


@router.post("")
def make(
    page: Running,
    store: StoreDep,
    now: NowDep,
    side: Annotated[str, Form()] = "",
    top: Annotated[str, Form()] = "",
    is_plain: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> Response:
    """Ask for lists, and go on to the job that makes them."""
    try:
        told = {"side": side, "top": top, "is_plain": bool(is_plain), "lang": lang}
        order = ShortlistOrder.model_validate(told)
    except ValidationError as err:
        wrong = {str(one["loc"][0]) for one in err.errors()}
        return _runs(page, store, wrong="lists.wrong.top" if "top" in wrong else "lists.wrong.order")
    with store.writing() as tx:
        job = ask_in(tx, page.actor, SHORTLIST, order, now)
    return page.go(page.address(f"/jobs/{job.id}"))


@router.get("/{run_id}")
def run(
    run_id: str,
    page: Reading,
    store: StoreDep,
    q: Annotated[str, Query(max_length=200)] = "",
    start: Annotated[int, Query(ge=0, le=10**7)] = 0,
) -> Response:
    """One run: a row for each list, and who of the other side is shown how often."""
    programme_id = page.actor.programme_id
    with store.reading() as tx:
        found = get_run(tx, programme_id, run_id)
        pairs = run_pairs(tx, programme_id, run_id)
        names = party_names(tx, programme_id, with_withdrawn=True)
        sides = {side: party_names(tx, programme_id, side=side) for side in Side}
        changes = changes_since(tx, found)
        newest = recent_runs(tx, programme_id, side=found.side, limit=10)
    rows = lists_of(found, pairs, sides[found.side], names)
    looked_for = q.strip().casefold()
    fitting = [row for row in rows if looked_for in row.name.casefold()]
    other_side = Side.COUNTERPARTS if found.side is Side.STARTUPS else Side.STARTUPS
    return page.show(
        "organiser/run.html",
        run=found,
        rows=fitting[start : start + ROWS_A_PAGE],
        number=len(fitting),
        start=start,
        step=ROWS_A_PAGE,
        q=q,
        names=names,
        taking_part=sides[found.side].keys(),
        n_pairs=len(pairs),
        vetoed=sum(row.vetoed for row in rows),
        locked=sum(row.locked for row in rows),
        exposure=exposure_of(found, pairs, sides[other_side]),
        changes=changes,
        is_newest=bool(newest) and newest[0].id == run_id,
        others=[one for one in newest if one.id != run_id],
        may_run=page.actor.role in RUN,
    )


@router.post("/{run_id}/export")
def export(run_id: str, page: Running, store: StoreDep, now: NowDep, form: Annotated[str, Form()] = "xlsx") -> Response:
    """Ask for a file of the run, and go on to the job that makes it."""
    form = form if form in {"xlsx", "csv", "json"} else "xlsx"
    order = ExportOrder(
        wanted=ShortlistExportOrder.model_validate({"what": "shortlist", "run_id": run_id, "form": form})
    )
    with store.writing() as tx:
        get_run(tx, page.actor.programme_id, run_id)
        job = ask_in(tx, page.actor, EXPORT, order, now)
    return page.go(page.address(f"/jobs/{job.id}"))


@router.get("/{run_id}/compare/{other_id}")
def compare(run_id: str, other_id: str, page: Reading, store: StoreDep) -> Response:
    """What came in and what went out since another run."""
    programme_id = page.actor.programme_id
    with store.reading() as tx:
        found, other = get_run(tx, programme_id, run_id), get_run(tx, programme_id, other_id)
        came, went, kept = compare_runs(run_pairs(tx, programme_id, other_id), run_pairs(tx, programme_id, run_id))
        names = party_names(tx, programme_id, with_withdrawn=True)
    return page.show(
        "organiser/run_compare.html", run=found, other=other, came=came, went=went, kept=kept, names=names, most=200
    )


@router.get("/{run_id}/delete")
def ask_to_delete(run_id: str, page: Running, store: StoreDep) -> Response:
    """Whether the run is really to go."""
    with store.reading() as tx:
        found = get_run(tx, page.actor.programme_id, run_id)
    return page.show("organiser/run_delete.html", run=found)


@router.post("/{run_id}/delete")
def delete(run_id: str, page: Running, store: StoreDep, now: NowDep) -> Response:
    """Delete a run with what was decided on it."""
    programme_id, user_id = page.actor.programme_id, page.actor.user_id
    with store.writing() as tx:
        delete_run(tx, programme_id, run_id)
        note_act(tx, programme_id, actor=user_id, action="shortlist.delete", subject=run_id, now=now)
    return page.go(page.address("/shortlists"), "lists.deleted_said")


def _runs(page: ProgrammePage, store: StoreDep, *, wrong: str = "") -> Response:
    programme_id = page.actor.programme_id
    with store.reading() as tx:
        found = recent_runs(tx, programme_id)
        counts = {side: count_parties(tx, programme_id, side) for side in Side}
        newest = {one.side: one for one in reversed(found)}
        stale = {one.id for one in newest.values() if changes_since(tx, one)}
    return page.show(
        "organiser/runs.html",
        status=422 if wrong else 200,
        runs=found,
        newest={one.id for one in newest.values()},
        stale=stale,
        is_ready=all(counts.values()),
        sides=list(Side),
        wrong=wrong,
        may_run=page.actor.role in RUN,
    )
