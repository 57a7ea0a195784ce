"""The agenda of the demo programme: its event and wishes made into a problem, solved and checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.agenda.checker import check_agenda
from matcher.agenda.export import build_view, export_folder, summarise
from matcher.agenda.files import render_agenda, render_problem, write_text
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from matcher.agenda.solver import TIME_LIMIT, solve_problem
from matcher.errors import AbbinaError
from matcher.model import Model
from matcher.pipeline import ShortlistRequest
from matcher.profiles import Profile
from matcher.programme import ProgrammeRequest, run_programme
from models.encoders import Encoder
from service.demo import COMPANIES, COUNTERPARTS, HISTORY, PAST, demo_folder

EVENT, PREFERENCES = "event.toml", "preferences.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAgenda:
    """An agenda with the problem that it solves, and the parties of both in the order of their files.

    `data_hash` is over the tables of profiles.
    """

    problem: Problem
    agenda: Agenda
    companies: tuple[Profile, ...]
    counterparts: tuple[Profile, ...]
    data_hash: str


def make_demo_agenda(model: Model, encoder: Encoder, *, time_limit: float = TIME_LIMIT, seed: int = 0) -> DemoAgenda:
    """The demo's agenda, every rule of it checked by code that shares nothing with the solver.

    Raises:
        DataError: the demo data are neither in the package nor in the checkout.
        AbbinaError: the agenda breaks a rule, which it never should.
    """
    folder = demo_folder()
    request = ProgrammeRequest(
        tables=ShortlistRequest(
            startups=folder / COMPANIES,
            counterparts=folder / COUNTERPARTS,
            history=folder / HISTORY,
            past=folder / PAST,
        ),
        event=folder / EVENT,
        preferences=folder / PREFERENCES,
    )
    run = run_programme(request, model, encoder)
    agenda = solve_problem(run.problem, time_limit=time_limit, seed=seed)
    broken = check_agenda(run.problem, agenda)
    if broken:
        raise AbbinaError(f"the agenda of the demo breaks a rule: {broken[0].message}; please report this problem")
    return DemoAgenda(
        problem=run.problem,
        agenda=agenda,
        companies=run.companies,
        counterparts=run.counterparts,
        data_hash=run.data_hash,
    )


def write_demo_agenda(made: DemoAgenda, folder: Path, lang: str) -> tuple[str, tuple[Path, ...]]:
    """What the agenda comes to, and every file written: all forms, and the problem and agenda for `abbina agenda`.

    Raises:
        ConfigError: `folder` is a file, or the system refuses.
    """
    view = build_view(made.problem, made.agenda, (), data_hash=made.data_hash)
    exported = export_folder(view, folder, lang)
    sources = {
        folder / "problem.json": render_problem(made.problem),
        folder / "agenda.json": render_agenda(made.agenda),
    }
    for path, text in sources.items():
        write_text(text, path)
    return summarise(view, lang), (*exported, *sources)
