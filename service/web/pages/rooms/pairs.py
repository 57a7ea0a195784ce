"""One party's list, one pair with its why, and what the organiser decides on it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from matcher.store import Conflict, Decision, NotStored, Transaction
from matcher.store.parties import count_parties, get_party
from matcher.store.rows import Document
from matcher.store.shortlists import StoredRun, StoredSuggestion, get_run, get_suggestion, list_suggestions, run_extra
from matcher.suggestions import Side
from service.jobs.shortlists import fitting_of
from service.web.access import READ, RUN
from service.web.acts.deciding import decide_pair
from service.web.bodies import PartyId
from service.web.context import NowDep, StoreDep
from service.web.pages.local_paths import local_path, path_part
from service.web.pages.page import ProgrammePage, programme_page
from service.web.pages.views.pair_words import bars_of
from service.web.pages.views.profile_words import ProfileWords
from service.web.problems import not_found

router = APIRouter(prefix="/programmes/{programme_id}/shortlists/{run_id}")

Reading = Annotated[ProgrammePage, Depends(programme_page(*READ))]
Running = Annotated[ProgrammePage, Depends(programme_page(*RUN))]


@router.get("/lists/{party_id}")
def party_list(run_id: str, party_id: PartyId, page: Reading, store: StoreDep) -> Response:
    """The list of one party, best first, or the lists that it is in."""
    programme_id = page.actor.programme_id
    with store.reading() as tx:
        run = get_run(tx, programme_id, run_id)
        party = get_party(tx, programme_id, party_id)
        found = list_suggestions(tx, programme_id, run_id, **_named(party.side, party_id))
        is_main = party.side is run.side is Side.STARTUPS
        fitting = fitting_of(run_extra(tx, programme_id, run_id)).get(party_id) if is_main else None
        n_others = count_parties(tx, programme_id, Side.COUNTERPARTS)
    return page.show(
        "organiser/list.html",
        run=run,
        party=party,
        found=found,
        is_own=party.side is run.side,
        fitting=fitting,
        n_others=n_others,
        is_company=party.side is Side.STARTUPS,
        bars_of=bars_of,
        may_run=page.actor.role in RUN,
        here=page.here,
        note="",
    )


@router.get("/pairs/{company_id}/{counterpart_id}")
def pair(run_id: str, company_id: str, counterpart_id: str, page: Reading, store: StoreDep) -> Response:
    """Why a pair stands in a list; or its score, or what keeps it apart."""
    programme_id = page.actor.programme_id
    with store.reading() as tx:
        run = get_run(tx, programme_id, run_id)
        company, counterpart = (get_party(tx, programme_id, one) for one in (company_id, counterpart_id))
        one = _suggestion(tx, run, company_id, counterpart_id)
        extra = run_extra(tx, programme_id, run_id)
    if (company.side, counterpart.side) != (Side.STARTUPS, Side.COUNTERPARTS):
        raise not_found("pair")
    return page.show(
        "organiser/pair.html",
        run=run,
        company=company,
        counterpart=counterpart,
        one=one,
        score=_score(extra, company_id, counterpart_id),
        excluded=_excluded(extra, company_id, counterpart_id),
        words=ProfileWords(page.lang),
        bars_of=bars_of,
        may_run=page.actor.role in RUN,
        here=page.here,
        note="",
    )


@router.post("/pairs/{company_id}/{counterpart_id}")
def decide(
    run_id: str,
    company_id: str,
    counterpart_id: str,
    page: Running,
    store: StoreDep,
    now: NowDep,
    decision: Annotated[str, Form()] = "",
    version: Annotated[int, Form()] = 0,
    back: Annotated[str, Form()] = "",
) -> Response:
    """Lock a pair, veto it or take that back; a script gets the pair alone."""
    wanted = Decision(decision) if decision in set(Decision) else None
    couple = (company_id, counterpart_id)
    note = f"pair.said.{wanted or 'open'}"
    with store.reading() as tx:
        run = get_run(tx, page.actor.programme_id, run_id)
    try:
        with store.writing() as tx:
            stored = decide_pair(tx, page.actor, run_id, couple, wanted, seen=version, now=now)
    except Conflict:
        note = "pair.said.conflict"
        with store.reading() as tx:
            stored = get_suggestion(tx, page.actor.programme_id, run_id, *couple)
    pair_path = f"/shortlists/{run_id}/pairs/{path_part(company_id)}/{path_part(counterpart_id)}"
    then = local_path(back, page.address(pair_path))
    if not page.is_fragment:
        return page.go(then, note)
    return page.show(
        "organiser/pair_card.html",
        run=run,
        one=stored,
        bars_of=bars_of,
        may_run=True,
        here=then,
        note=note,
        is_company=run.side is Side.STARTUPS,
        is_own=True,
    )


def _named(side: Side, party_id: str) -> dict[str, str]:
    return {"company_id" if side is Side.STARTUPS else "counterpart_id": party_id}


def _suggestion(tx: Transaction, run: StoredRun, company_id: str, counterpart_id: str) -> StoredSuggestion | None:
    try:
        return get_suggestion(tx, run.programme_id, run.id, company_id, counterpart_id)
    except NotStored:
        return None


def _score(extra: Document, company_id: str, counterpart_id: str) -> float | None:
    """The score of a pair in the run's matrix; None where it has none."""
    matrix = extra.get("matrix", {"companies": [], "counterparts": [], "scores": []})
    if company_id not in matrix["companies"] or counterpart_id not in matrix["counterparts"]:
        return None
    row = matrix["scores"][matrix["companies"].index(company_id)]
    score: float | None = row[matrix["counterparts"].index(counterpart_id)]
    return score


def _excluded(extra: Document, company_id: str, counterpart_id: str) -> str:
    """The reason that keeps a pair apart, "" without one."""
    couple = (company_id, counterpart_id)
    kept_apart = extra.get("exclusions", [])
    return next((one["reason"] for one in kept_apart if (one["company_id"], one["counterpart_id"]) == couple), "")
