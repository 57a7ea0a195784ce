"""The job that says what an event is short of, and what one more of each thing would give."""

from __future__ import annotations

from matcher.agenda.advice import advise
from matcher.language import load_messages
from matcher.store.events import get_event
from service.advice_text import advice_lines
from service.jobs.agendas import build_event_problem
from service.jobs.orders import AdviseOrder
from service.jobs.stored import read_world
from service.jobs.task import Done, Task, only


def advise_event(task: Task) -> Done:
    """Advice on an event as everything is stored now, in both languages.

    Result: `{"event_id", "lines": {"it": […], "en": […]}}`.
    """
    order = AdviseOrder.model_validate(task.job.payload)
    task.report.tell(0.0, "reading")
    with task.store.reading() as tx:
        event = get_event(tx, task.programme_id, order.event_id)
        world = read_world(tx, task.programme_id)
    problem, _ = build_event_problem(task, event, world)
    task.report.tell(0.6, "weighing")
    found = advise(problem)
    lines = {lang: list(advice_lines(problem, found, load_messages(lang))) for lang in ("it", "en")}
    return only({"event_id": order.event_id, "lines": lines})
