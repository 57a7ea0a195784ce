"""What is asked of each kind of job: bodies of requests, and payloads of jobs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from matcher.agenda.solver import KEEP, TIME_LIMIT
from matcher.subjects import ImportSubject
from matcher.suggestions import Side

Id = Annotated[str, Field(min_length=1, max_length=200)]
Lang = Literal["it", "en"]
Seconds = Annotated[float, Field(gt=0, le=600)]
Seed = Annotated[int, Field(ge=0, lt=2**63)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Order(BaseModel):
    """What every order has in common: unknown members are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ShortlistOrder(Order):
    """Lists for every party of a side. `is_plain`: pure score order, no diversity and no exposure cap.

    Language and destination are the programme's unless they are given.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"side": "startups", "top": 10, "lang": "it"}]})

    side: Side = Side.STARTUPS
    top: Annotated[int, Field(ge=1, le=100)] = 10
    is_plain: bool = False
    lang: Lang | None = None
    destination: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class SolveOrder(Order):
    """An agenda of an event: a new one (`expected_version` 0) or a new version of one."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"event_id": "sf-2026", "agenda_id": "main", "name": "Days in San Francisco"}]}
    )

    event_id: Id
    agenda_id: Id
    name: Annotated[str, Field(max_length=200)] = ""
    expected_version: Annotated[int, Field(ge=0)] = 0
    time_limit: Seconds = TIME_LIMIT
    seed: Seed = 0


class AdviseOrder(Order):
    """What an event is short of, before or after its agenda is made."""

    event_id: Id


class LateParty(Order):
    """A party that is not there before slot `until`."""

    party: Id
    until: Id


class ReplanWish(Order):
    """What happened since the agenda was made: slots before `now` are past, and stay as they are.

    Whom to tell is said in the programme's language unless another is given.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"now": "d1s05", "gone": ["inv-07"], "late": [{"party": "st-03", "until": "d1s07"}]}]
        }
    )

    now: Id | None = None
    gone: Annotated[tuple[Id, ...], Field(max_length=1000)] = ()
    late: Annotated[tuple[LateParty, ...], Field(max_length=1000)] = ()
    locked: Annotated[tuple[tuple[Id, Id], ...], Field(max_length=10_000)] = ()
    keep: Annotated[float, Field(ge=0, le=100)] = KEEP
    time_limit: Seconds = TIME_LIMIT
    seed: Seed = 0
    lang: Lang | None = None


class ReplanOrder(ReplanWish):
    """A re-plan of one version of an agenda. A preview is made, which is kept only when it is applied."""

    agenda_id: Id
    expected_version: Annotated[int, Field(ge=1)]


class AgendaExportOrder(Order):
    """A file of one version of an agenda; `before` marks what changed since another version, `party_id` is for one.

    Its language is the programme's unless another is given.
    """

    what: Literal["agenda"]
    agenda_id: Id
    version: Annotated[int, Field(ge=1)]
    before: Annotated[int, Field(ge=1)] | None = None
    form: Literal["xlsx", "ics", "pdf", "html", "csv"] = "xlsx"
    lang: Lang | None = None
    party_id: Id | None = None


class ShortlistExportOrder(Order):
    """A file of a shortlist run."""

    what: Literal["shortlist"]
    run_id: Id
    form: Literal["xlsx", "csv", "json"] = "xlsx"


class TrainingExportOrder(Order):
    """A table of what was shown and what came of it, for training."""

    what: Literal["training"]


class ExportOrder(Order):
    """A file to be made."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"wanted": {"what": "shortlist", "run_id": "065d141b5be4", "form": "xlsx"}}]}
    )

    wanted: Annotated[AgendaExportOrder | ShortlistExportOrder | TrainingExportOrder, Field(discriminator="what")]


class EvaluationOrder(Order):
    """A benchmark, uploaded as a zip of its folder, to be measured on the startups first seen in [split, until)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"file_id": "065d141b5be4", "split": "2016-01-01"}]})

    file_id: Id
    split: Day
    until: Day | Literal[""] = ""
    min_history: Annotated[int, Field(ge=1, le=100)] = 2
    seed: Seed = 0


class ImportOrder(Order):
    """A table, uploaded, to be read into a preview with every problem."""

    file_id: Id
    subject: ImportSubject
    lenient: bool = True


class DeliveryOrder(Order):
    """A call to a webhook: `body` is sent as it is, signed."""

    webhook_id: Id
    event: str
    body: str
