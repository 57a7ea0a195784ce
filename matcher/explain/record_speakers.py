"""What is said of each topic of a track record, for a pair and against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.explain import wording
from matcher.explain.case import Case
from matcher.explain.records import TOPIC, Record
from matcher.learning import LIKE, PACE, PLACE, STAGE
from matcher.semantics import COUNTERPART

Spoken = tuple[str, str] | None
MOST_DEALS = 4
"""Past companies that evidence names."""


def _speaker(topic: str, words: Callable[[Case, Record], dict[str, str] | None]) -> Callable[[Case, str], Spoken]:
    """A sentence with these words, borne by the deals of the topic; None where there is no such deal or no word."""

    def speak(case: Case, role: str) -> Spoken:
        record = case.record
        deals = record.called(record.witness.deals(topic)) if record else []
        found = words(case, record) if record and deals else None
        if found is None:
            return None
        names = wording.listed([wording.short_name(name) for name in deals], most=MOST_DEALS)
        return case.say(f"reason.{TOPIC}{topic}_{role}", **found), case.stated(COUNTERPART, "history", names)

    return speak


def _alike(_: Case, record: Record) -> dict[str, str]:
    return {"names": wording.listed([wording.short_name(name) for name in record.called(record.witness.alike)], most=2)}


def _place(case: Case, record: Record) -> dict[str, str] | None:
    place = place_name(case, record.witness.place)
    return {"place": place, "n": str(len(record.witness.at_place))} if place else None


def _stage(case: Case, record: Record) -> dict[str, str]:
    own = case.company.stage_label or wording.own_stage(case.company, case.messages)
    return {"own": own, "n": str(len(record.witness.at_stage))}


def _pace(_: Case, record: Record) -> dict[str, str]:
    return {"n": str(record.witness.n_deals), "lately": str(record.witness.n_lately)}


def place_name(case: Case, trait: str) -> str:
    """The company's place at this level, as written; a country in the reader's words; "" where it says none."""
    if trait == "country":
        return wording.country_names([case.company.country], case.messages)
    return {"city": case.company.city, "metro": case.company.metro, "region": case.company.region}.get(trait, "")


RECORD_SPEAKERS: Mapping[str, Callable[[Case, str], Spoken]] = {
    f"{TOPIC}{topic}": _speaker(topic, words)
    for topic, words in ((LIKE, _alike), (PLACE, _place), (STAGE, _stage), (PACE, _pace))
}
"""What is said of each topic that speaks for a pair, to the side of a role."""


def _against_place(case: Case) -> str:
    named = (place_name(case, trait) for trait in ("region", "city", "country"))
    return case.say("against.record_place", place=next(filter(None, named), ""))


def _against_stage(case: Case) -> str:
    own = case.company.stage_label or wording.own_stage(case.company, case.messages)
    return case.say("against.record_stage", own=own)


RECORD_DOUBTS: Mapping[str, Callable[[Case], str]] = {
    f"{TOPIC}{LIKE}": lambda case: case.say("against.record_like"),
    f"{TOPIC}{PLACE}": _against_place,
    f"{TOPIC}{STAGE}": _against_stage,
    f"{TOPIC}{PACE}": lambda case: case.say("against.record_pace"),
}
"""What is said of each topic that speaks against a pair."""
