"""What an organiser does next: the steps of a programme with how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from matcher.store import ImportStatus, Transaction
from matcher.store.agendas import list_agendas, published_meetings
from matcher.store.events import list_events
from matcher.store.listing import PartyQuery, recent_imports, recent_runs
from matcher.store.parties import count_parties
from matcher.store.preferences import list_preferences
from matcher.suggestions import Side
from service.web.acts.parties import parties_asking
from service.web.pages.views.freshness import changes_since
from service.web.pages.views.party_lists import page_of_parties

INCOMPLETE_SHOWN = 200
"""Up to how many incomplete profiles are counted."""


class State(StrEnum):
    """How far a step is; one that is open can wait."""

    DONE = "done"
    TODO = "todo"
    CARE = "care"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step: `says` is a key of the wording that `n` and `number` fill in, `path` where to go for it."""

    key: str
    state: State
    path: str
    says: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The steps in order; `figures` are keys of the wording with what they count."""

    steps: Sequence[Step]
    figures: Sequence[tuple[str, int]] = field(default=())

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state is State.DONE for step in self.steps)

    @property
    def following(self) -> Step | None:
        """The first step that asks for something, None if none does."""
        return next((step for step in self.steps if step.state in {State.TODO, State.CARE}), None)


def checklist(tx: Transaction, programme_id: str) -> Checklist:
    """The steps of a programme as they stand."""
    companies, counterparts = (count_parties(tx, programme_id, side) for side in Side)
    events, agendas = len(list_events(tx, programme_id)), len(list_agendas(tx, programme_id))
    meetings, wishes = len(published_meetings(tx, programme_id)), len(list_preferences(tx, programme_id))
    steps = [
        _there("companies", companies, "/parties?side=startups", "/imports/new?subject=startups"),
        _there("counterparts", counterparts, "/parties?side=counterparts", "/imports/new?subject=counterparts"),
        *_undecided(tx, programme_id),
        *_asking(tx, programme_id),
        *(_profiles(tx, programme_id) if companies or counterparts else ()),
        _optional("wishes", wishes, "/imports/new?subject=preferences"),
        _lists(tx, programme_id),
        _there("event", events, "/events", "/events"),
        _there("agenda", agendas, "/agendas", "/agendas"),
        _there("published", meetings, "/agendas", "/agendas"),
    ]
    figures = (
        ("home.companies", companies),
        ("home.counterparts", counterparts),
        ("home.wishes", wishes),
        ("home.events", events),
        ("home.agendas", agendas),
        ("home.published", meetings),
    )
    return Checklist(steps=steps, figures=figures)


def _there(key: str, number: int, path: str, path_without: str) -> Step:
    if number:
        return Step(key=key, state=State.DONE, path=path, says=f"home.step.{key}.done", number=number)
    return Step(key=key, state=State.TODO, path=path_without, says=f"home.step.{key}.todo")


def _optional(key: str, number: int, path: str) -> Step:
    if number:
        return Step(key=key, state=State.DONE, path="/parties", says=f"home.step.{key}.done", number=number)
    return Step(key=key, state=State.OPEN, path=path, says=f"home.step.{key}.todo")


def _undecided(tx: Transaction, programme_id: str) -> list[Step]:
    """A step for files that wait to be taken; none where there are none."""
    waiting = [one for one in recent_imports(tx, programme_id) if one.status is ImportStatus.PREVIEW]
    if not waiting:
        return []
    path = f"/imports/{waiting[0].id}" if len(waiting) == 1 else "/imports"
    said = "home.step.imports.care"
    return [Step(key="imports", state=State.CARE, path=path, says=said, number=len(waiting))]


def _asking(tx: Transaction, programme_id: str) -> list[Step]:
    """A step for parties that ask to be erased; none where there are none."""
    number = len(parties_asking(tx, programme_id))
    if not number:
        return []
    return [Step(key="erasure", state=State.CARE, path="/people", says="home.step.erasure.care", number=number)]


def _profiles(tx: Transaction, programme_id: str) -> list[Step]:
    found = page_of_parties(
        tx, programme_id, PartyQuery(), incomplete=True, after="", limit=INCOMPLETE_SHOWN, lang="en"
    )
    if not found:
        return [Step(key="profiles", state=State.DONE, path="/parties", says="home.step.profiles.done")]
    said, path = "home.step.profiles.care", "/parties?show=incomplete"
    return [Step(key="profiles", state=State.OPEN, path=path, says=said, number=len(found))]


def _lists(tx: Transaction, programme_id: str) -> Step:
    runs = recent_runs(tx, programme_id, limit=1)
    if not runs:
        return Step(key="lists", state=State.TODO, path="/shortlists", says="home.step.lists.todo")
    path = f"/shortlists/{runs[0].id}"
    if changes_since(tx, runs[0]):
        return Step(key="lists", state=State.CARE, path=path, says="home.step.lists.care")
    return Step(key="lists", state=State.DONE, path=path, says="home.step.lists.fresh")
