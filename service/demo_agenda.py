"""The agenda of the demo programme: its event and wishes made into a problem, solved and checked."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.agenda.checker import check_agenda
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
    """An agenda with the problem that it solves, and the parties of both in the order of their files."""

    problem: Problem
    agenda: Agenda
    companies: tuple[Profile, ...]
    counterparts: tuple[Profile, ...]


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
    return DemoAgenda(problem=run.problem, agenda=agenda, companies=run.companies, counterparts=run.counterparts)
