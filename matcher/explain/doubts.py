"""What speaks against a pair, and what is not known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.explain import wording
from matcher.explain.case import Case
from matcher.explain.meetings import knows_sector, sectors_in_cell
from matcher.explain.reasons import WORTH_SAYING
from matcher.explain.record_speakers import RECORD_DOUBTS
from matcher.limits import read_limits
from matcher.profiles import Intent, Profile, ProfileKind
from matcher.sectors import load_taxonomy, load_topics
from matcher.semantics import COMPANY, COUNTERPART
from matcher.sides import is_mature
from matcher.text import split_sentences
from matcher.topic_membership import profile_topics

MOST_AGAINST, MOST_UNKNOWN, MOST_TOPICS = 3, 4, 3
SAID_FROM: Mapping[str, float] = {"elsewhere": -0.5, "judgement": -0.25}
"""How low these features must be to be said: above, most counterparts name something else, and a judgement of less
than a log-odd is no news."""
PLACE_WALL = -0.5
"""Above this the counterpart at least works where the programme leads (see `features.facts`)."""


def against(case: Case) -> tuple[str, ...]:
    """What lowers the score, the heaviest first, at most `MOST_AGAINST` sentences."""
    names = dict.fromkeys((*case.company_terms, *case.counterpart_terms))
    weight = {name: case.company_terms.get(name, 0.0) + case.counterpart_terms.get(name, 0.0) for name in names}
    slight = {name for name, low in SAID_FROM.items() if case.features.get(name, 0.0) > low}
    heavy = sorted(
        (value, name)
        for name, value in weight.items()
        if value <= -WORTH_SAYING and name in _AGAINST and name not in slight
    )
    return tuple(_AGAINST[name](case) for _, name in heavy[:MOST_AGAINST])


def _sector(case: Case) -> str:
    own = wording.sector_names(sectors_in_cell(case.company), case.messages)
    theirs = wording.sector_names(sectors_in_cell(case.counterpart), case.messages)
    return case.say("against.sector", own=own, theirs=theirs)


def _elsewhere(case: Case) -> str:
    table = load_topics()
    theirs, own = profile_topics(case.counterpart, table), profile_topics(case.company, table)
    others = [code for code in theirs if code not in own and not table.topic(code).is_general]
    firmest = sorted(others, key=lambda code: (-theirs[code], code))[:MOST_TOPICS]
    return case.say("against.elsewhere", topics=wording.topic_names(firmest, case.messages))


def _wanted_by_company(case: Case) -> str:
    return case.say("against.wanted_by_company", seeks=wording.intent_names(case.company.seeks, case.messages))


def _wanted_by_counterpart(case: Case) -> str:
    return case.say("against.wanted_by_counterpart", asks=wording.intent_names(case.counterpart.seeks, case.messages))


def _stage(case: Case) -> str:
    stages = wording.stage_names(case.counterpart.stages, case.messages)
    return case.say("against.stage", stages=stages, own=wording.own_stage(case.company, case.messages))


def _ticket(case: Case) -> str:
    offered = wording.ticket_range(case.counterpart, case.messages)
    if case.company.amount_sought is None:
        return case.say("against.ticket_usual", own=wording.own_stage(case.company, case.messages), range=offered)
    sought = wording.amount(case.company.amount_sought, case.messages)
    return case.say("against.ticket", amount=sought, range=offered)


def _place(case: Case) -> str:
    key = "place_destination" if case.features["place"] > PLACE_WALL else "place"
    return case.say(f"against.{key}", countries=wording.country_names(case.counterpart.countries, case.messages))


def _seat(case: Case) -> str:
    return case.say("against.seat", country=wording.country_names([case.counterpart.country], case.messages))


def _limits(case: Case) -> str:
    sentences = split_sentences(case.counterpart.description)
    told = max(sentences, key=lambda sentence: _excludes(sentence, case.company), default="")
    return case.say("against.limits", text=wording.excerpt(told))


def _excludes(sentence: str, company: Profile) -> tuple[bool, ...]:
    """In what ways a sentence keeps the company out, the plainest first; sentences compare by it."""
    limits = read_limits(sentence)
    elsewhere = limits.countries is not None and company.country not in limits.countries
    sits_elsewhere = bool(limits.home) and company.country not in limits.home
    return elsewhere, bool(limits.excludes), limits.revenue_eur > 0, limits.founders, sits_elsewhere


_AGAINST: Mapping[str, Callable[[Case], str]] = {
    "about": lambda case: case.say("against.about"),
    "needs": lambda case: case.say("against.needs"),
    "asks": lambda case: case.say("against.asks"),
    "sector": _sector,
    "apart": lambda case: case.say("against.apart"),
    "elsewhere": _elsewhere,
    "judgement": lambda case: case.say("against.judgement"),
    "wanted_by_company": _wanted_by_company,
    "wanted_by_counterpart": _wanted_by_counterpart,
    "stage": _stage,
    "ticket": _ticket,
    "place": _place,
    "seat": _seat,
    "limits": _limits,
    "thesis": lambda case: case.say("against.thesis"),
    "past_outcomes": lambda case: case.say("against.met_before" if case.met else "against.past_outcomes"),
    **RECORD_DOUBTS,
}


def unknown(case: Case) -> tuple[str, ...]:
    """What neither file says and would bear on the score, the most useful first, at most `MOST_UNKNOWN` sentences.

    What a party leaves out on purpose is not unknown: a mature company has no stage, one that seeks no capital names no
    amount, a fund open to all sectors lists none.
    """
    missing = [f"unknown.{key}_{role}" for (key, role), is_missing in _MISSING.items() if is_missing(case)]
    return tuple(case.say(key) for key in missing[:MOST_UNKNOWN])


def lacks_stage(case: Case) -> bool:
    """True for a startup that might say its stage and does not."""
    company = case.company
    may_have_one = company.kind is ProfileKind.STARTUP and not is_mature(company)
    return may_have_one and company.stage is None and not company.stage_label


def lacks_amount(case: Case) -> bool:
    """True for a company that seeks capital, or may well do, without saying how much."""
    company = case.company
    is_raising = Intent.RAISE_CAPITAL in company.seeks if company.seeks else company.stage is not None
    return is_raising and company.amount_sought is None


def lacks_wishes(case: Case) -> bool:
    """True for a company that says in no way what it seeks."""
    return not (case.company.seeks or case.company.needs or case.company.seeking_label)


def has_ticket(case: Case) -> bool:
    """True where the counterpart says how much it invests."""
    return case.counterpart.ticket_min is not None or case.counterpart.ticket_max is not None


def _gives_money(case: Case) -> bool:
    return case.counterpart.kind in {ProfileKind.INVESTOR, ProfileKind.ACCELERATOR}


_MISSING: Mapping[tuple[str, str], Callable[[Case], bool]] = {
    ("text", COMPANY): lambda case: not (case.company.description or case.company.offer),
    ("text", COUNTERPART): lambda case: not (case.counterpart.description or case.counterpart.needs),
    ("wanted_by_company", COMPANY): lacks_wishes,
    ("sector", COMPANY): lambda case: not knows_sector(case.company, load_taxonomy()),
    ("sector", COUNTERPART): lambda case: not case.agnostic and not knows_sector(case.counterpart, load_taxonomy()),
    ("stage", COMPANY): lambda case: bool(case.counterpart.stages) and lacks_stage(case),
    ("stage", COUNTERPART): lambda case: (
        case.company.stage is not None and _gives_money(case) and not case.counterpart.stages
    ),
    ("ticket", COMPANY): lambda case: has_ticket(case) and lacks_amount(case),
    ("ticket", COUNTERPART): lambda case: (
        case.company.amount_sought is not None and _gives_money(case) and not has_ticket(case)
    ),
    ("place", COMPANY): lambda case: not case.company.country,
    ("place", COUNTERPART): lambda case: _gives_money(case) and not case.counterpart.countries,
}
