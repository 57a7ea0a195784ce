"""The job that makes files to be downloaded: agendas, shortlists, and tables for training."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import dataclass
from pathlib import Path

from matcher.agenda.export import build_view, export_file
from matcher.export import write_run
from matcher.store import Transaction
from matcher.store.agendas import get_agenda_version
from matcher.store.files import add_file
from matcher.store.outcomes import list_outcomes
from matcher.store.parties import every_profile
from matcher.store.rows import MOST_ROWS, Document
from matcher.store.shortlists import get_run, list_suggestions, run_extra
from matcher.store.shown import Shown, list_shown
from matcher.suggestions import Exclusion, ShortlistRun, Side
from service.agenda_documents import read_version
from service.feedback import exposures, render_exposures
from service.jobs.defaults import language
from service.jobs.orders import AgendaExportOrder, ExportOrder, ShortlistExportOrder
from service.jobs.shortlists import fitting_of, matrix_of
from service.jobs.task import Done, Task

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file in memory."""

    name: str
    media_type: str
    content: bytes


def make_export(task: Task) -> Done:
    """One file, kept with its checksum.

    Result: `{"file_id", "name", "media_type", "sha256", "size"}`.
    """
    wanted = ExportOrder.model_validate(task.job.payload).wanted
    task.report.tell(0.0, "reading")
    if isinstance(wanted, AgendaExportOrder):
        made = _agenda_file(task, wanted)
    elif isinstance(wanted, ShortlistExportOrder):
        made = _shortlist_file(task, wanted)
    else:
        made = _training_file(task)
    task.report.tell(0.9, "storing")
    return Done(write=lambda tx, now: keep_file(tx, task, made, now))


def keep_file(
    tx: Transaction, task: Task, made: MadeFile, now: datetime.datetime, *, names_parties: bool = True
) -> Document:
    """Store a file; returns what a result says of it."""
    kept = add_file(
        tx,
        task.programme_id,
        name=made.name,
        media_type=made.media_type,
        content=made.content,
        names_parties=names_parties,
        added_by=task.job.created_by,
        now=now,
    )
    facts = {"name": kept.name, "media_type": kept.media_type, "sha256": kept.sha256, "size": kept.size}
    return {"file_id": kept.id, **facts}


def _agenda_file(task: Task, wanted: AgendaExportOrder) -> MadeFile:
    with task.store.reading() as tx:
        lang = language(tx, task.programme_id, wanted.lang)
        version = get_agenda_version(tx, task.programme_id, wanted.agenda_id, wanted.version)
        earlier = (
            []
            if wanted.before is None
            else [get_agenda_version(tx, task.programme_id, wanted.agenda_id, wanted.before)]
        )
    problem, agenda = read_version(version)
    task.report.tell(0.3, "writing")
    view = build_view(problem, agenda, [read_version(one)[1] for one in earlier])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"agenda-v{wanted.version}.{wanted.form}"
        export_file(view, path, lang, party=wanted.party_id)
        return _made(path)


def _shortlist_file(task: Task, wanted: ShortlistExportOrder) -> MadeFile:
    with task.store.reading() as tx:
        run = stored_run(tx, task.programme_id, wanted.run_id)
    task.report.tell(0.3, "writing")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"shortlists.{wanted.form}"
        write_run(run, path)
        return _made(path)


def _training_file(task: Task) -> MadeFile:
    with task.store.reading() as tx:
        companies = {profile.id for profile in every_profile(tx, task.programme_id, Side.STARTUPS)}
        outcomes = list_outcomes(tx, task.programme_id)
        shown = every_shown(tx, task.programme_id)
    content = render_exposures(exposures(shown, outcomes, companies))
    return MadeFile(name="training.csv", media_type=MEDIA_TYPES["csv"], content=content)


def every_shown(tx: Transaction, programme_id: str) -> list[Shown]:
    """All that was ever shown."""
    found: list[Shown] = []
    while page := list_shown(tx, programme_id, after=found[-1].id if found else "", limit=MOST_ROWS):
        found += page
    return found


def stored_run(tx: Transaction, programme_id: str, run_id: str) -> ShortlistRun:
    """A run as it was made, with the profiles that there are now; raises NotStored."""
    run, extra = get_run(tx, programme_id, run_id), run_extra(tx, programme_id, run_id)
    suggestions = [one.suggestion for one in list_suggestions(tx, programme_id, run_id)]
    asks = "company_id" if run.side is Side.STARTUPS else "counterpart_id"
    suggestions.sort(key=lambda one: (str(getattr(one, asks)), one.rank))
    completeness = {
        (Side(one["side"]), one["party"]): (one["score"], one["missing"]) for one in extra.get("completeness", [])
    }
    companies, counterparts = (every_profile(tx, programme_id, side) for side in Side)
    for side, profiles in zip(Side, (companies, counterparts), strict=True):
        for profile in profiles:
            completeness.setdefault((side, profile.id), (0.0, ""))
    return ShortlistRun(
        side=run.side,
        lang=run.lang,
        companies=companies,
        counterparts=counterparts,
        suggestions=tuple(suggestions),
        exclusions=tuple(Exclusion(**one) for one in extra.get("exclusions", [])),
        problems=(),
        matrix=matrix_of(extra),
        completeness=completeness,
        stamp=run.stamp,
        fitting=fitting_of(extra),
    )


def _made(path: Path) -> MadeFile:
    return MadeFile(name=path.name, media_type=MEDIA_TYPES[path.suffix[1:]], content=path.read_bytes())
