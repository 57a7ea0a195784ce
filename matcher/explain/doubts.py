"""What speaks against a pair, and what is not known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.explain import wording
from matcher.explain.case import Case
from matcher.explain.reasons import WORTH_SAYING, all_sectors, stated_wishes
from matcher.semantics import COMPANY, COUNTERPART

MOST_AGAINST, MOST_UNKNOWN = 3, 4


def against(case: Case) -> tuple[str, ...]:
    """What lowers the score, the heaviest first, at most `MOST_AGAINST` sentences."""
    weight = {name: case.company_terms.get(name, 0.0) + case.counterpart_terms.get(name, 0.0) for name in case.features}
    heavy = sorted((value, name) for name, value in weight.items() if value <= -WORTH_SAYING and name in _AGAINST)
    return tuple(_AGAINST[name](case) for _, name in heavy[:MOST_AGAINST])


def _named(case: Case, key: str, **values: str) -> str:
    names = {"company": case.company.name, "counterpart": case.counterpart.name}
    return case.messages.text(f"against.{key}", {**names, **values})


def _sector(case: Case) -> str:
    own = wording.sector_names(all_sectors(case.company), case.messages)
    return _named(case, "sector", own=own, theirs=wording.sector_names(all_sectors(case.counterpart), case.messages))


def _wanted_by_company(case: Case) -> str:
    return _named(case, "wanted_by_company", seeks=stated_wishes(case))


def _wanted_by_counterpart(case: Case) -> str:
    return _named(case, "wanted_by_counterpart", asks=wording.intent_names(case.counterpart.seeks, case.messages))


def _stage(case: Case) -> str:
    stages = wording.stage_names(case.counterpart.stages, case.messages)
    return _named(case, "stage", stages=stages, own=wording.own_stage(case.company, case.messages))


def _ticket(case: Case) -> str:
    sought = wording.amount(case.company.amount_sought, case.messages) if case.company.amount_sought else ""
    return _named(case, "ticket", amount=sought, range=wording.ticket_range(case.counterpart, case.messages))


def _place(case: Case) -> str:
    key = "place_destination" if case.features["place"] > PLACE_WALL else "place"
    return _named(case, key, countries=wording.country_names(case.counterpart.countries, case.messages))


PLACE_WALL = -0.5
"""Above this the counterpart at least works where the programme leads (see `features.facts`)."""

_AGAINST: Mapping[str, Callable[[Case], str]] = {
    "about": lambda case: _named(case, "about"),
    "needs": lambda case: _named(case, "needs"),
    "asks": lambda case: _named(case, "asks"),
    "sector": _sector,
    "wanted_by_company": _wanted_by_company,
    "wanted_by_counterpart": _wanted_by_counterpart,
    "stage": _stage,
    "ticket": _ticket,
    "place": _place,
    "past_outcomes": lambda case: _named(case, "past_outcomes"),
}


def unknown(case: Case) -> tuple[str, ...]:
    """What neither file says and would bear on the score, the most useful first, at most `MOST_UNKNOWN` sentences."""
    sentences: list[str] = []
    for (key, role), is_missing in _MISSING.items():
        if is_missing(case):
            names = {"company": case.company.name, "counterpart": case.counterpart.name}
            suffix = f"_{role}" if f"unknown.{key}_{role}" in case.messages.texts else ""
            sentences.append(case.messages.text(f"unknown.{key}{suffix}", names))
    return tuple(sentences[:MOST_UNKNOWN])


def _gives_money(case: Case) -> bool:
    return case.counterpart.kind in {"investor", "accelerator"}


_MISSING: Mapping[tuple[str, str], Callable[[Case], bool]] = {
    ("text", COMPANY): lambda case: not (case.company.description or case.company.offer),
    ("text", COUNTERPART): lambda case: not (case.counterpart.description or case.counterpart.needs),
    ("wanted_by_company", COMPANY): lambda case: not case.company.seeks,
    ("sector", COMPANY): lambda case: not all_sectors(case.company),
    ("sector", COUNTERPART): lambda case: not all_sectors(case.counterpart) and not case.agnostic,
    ("stage", COMPANY): lambda case: (
        bool(case.counterpart.stages)
        and case.company.stage is None
        and case.company.employees is None
        and case.company.revenue is None
    ),
    ("stage", COUNTERPART): lambda case: _gives_money(case) and not case.counterpart.stages,
    ("ticket", COMPANY): lambda case: (
        case.company.amount_sought is None
        and case.company.stage is not None
        and bool(case.counterpart.ticket_min or case.counterpart.ticket_max)
    ),
    ("ticket", COUNTERPART): lambda case: (
        case.company.amount_sought is not None
        and _gives_money(case)
        and not (case.counterpart.ticket_min or case.counterpart.ticket_max)
    ),
    ("place", COMPANY): lambda case: not case.company.country,
    ("place", COUNTERPART): lambda case: _gives_money(case) and not case.counterpart.countries,
}
