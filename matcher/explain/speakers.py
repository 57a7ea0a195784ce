"""One sentence per feature that speaks for a pair, with the words or facts that bear it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from matcher.explain import wording
from matcher.explain.case import Case
from matcher.explain.record_speakers import RECORD_SPEAKERS
from matcher.intents import INTENTS, offers_matrix, seeks_matrix
from matcher.profiles import Intent
from matcher.semantics import COMPANY, COUNTERPART
from matcher.text import Voice

Spoken = tuple[str, str] | None
"""The sentence, and its evidence ("" where nothing stated bears it); None where there is nothing to say."""


def _about(case: Case, role: str) -> Spoken:
    evidence = case.both(case.quoted(COMPANY, Voice.ABOUT), case.quoted(COUNTERPART, Voice.ABOUT))
    return case.say(f"reason.about_{role}"), evidence


def _needs(case: Case, _: str) -> Spoken:
    stated = case.quoted(COMPANY, Voice.NEEDS)
    return case.say("reason.needs_company"), case.both(stated, case.quoted(COUNTERPART, Voice.ABOUT)) if stated else ""


def _asks(case: Case, _: str) -> Spoken:
    stated = case.quoted(COUNTERPART, Voice.NEEDS)
    return case.say("reason.asks_counterpart"), case.both(stated, case.quoted(COMPANY, Voice.ABOUT)) if stated else ""


def _sector(case: Case, role: str) -> Spoken:
    if not case.meetings:
        evidence = case.fact(COUNTERPART, "sectors", "; ".join(case.counterpart.sector_labels))
        return (case.say(f"reason.sector_open_{role}"), evidence) if case.agnostic else None
    evidence = case.both(case.sector_evidence(COMPANY), case.sector_evidence(COUNTERPART))
    own = wording.sector_names([meeting.company for meeting in case.meetings], case.messages)
    if case.meetings[0].is_same:
        return case.say(f"reason.sector_same_{role}", sectors=own), evidence
    theirs = wording.sector_names([meeting.counterpart for meeting in case.meetings], case.messages)
    return case.say(f"reason.sector_near_{role}", own=own, theirs=theirs), evidence


def _topic(case: Case, role: str) -> Spoken:
    names = wording.topic_names(case.topics, case.messages)
    evidence = case.both(case.topic_evidence(COMPANY), case.topic_evidence(COUNTERPART))
    return case.say(f"reason.topic_{role}", topics=names), evidence


def answered_wishes(case: Case) -> tuple[Intent, ...]:
    """What the company seeks and the counterpart gives, best first: what it declares, else what is usual."""
    seeks, offers = seeks_matrix((case.company,))[0], offers_matrix((case.counterpart,))[0]
    order = np.argsort(-seeks * offers, kind="stable")
    answered = [INTENTS[index] for index in order if seeks[index] * offers[index] > 0]
    declared = [intent for intent in answered if intent in case.counterpart.offers]
    return tuple((declared or answered)[: wording.MOST_NAMED])


def _wanted_by_company(case: Case, role: str) -> Spoken:
    intents = answered_wishes(case)
    if not intents:
        return None
    names = wording.intent_names(intents, case.messages)
    sought = case.fact(COMPANY, "seeking", stated_wishes(case))
    is_declared = intents[0] in case.counterpart.offers
    offered = case.offer_evidence(COUNTERPART, intents) if is_declared else ""
    if role == COUNTERPART:
        return (case.say("reason.wanted_by_company_counterpart", intents=names), sought) if case.company.seeks else None
    if not case.company.seeks:
        return case.say("reason.wanted_by_company_guess_company", intents=names), offered
    if is_declared:
        return case.say("reason.wanted_by_company_company", intents=names), case.both(sought, offered)
    usual = case.say("evidence.none", name=wording.short_name(case.counterpart.name))
    return case.say("reason.wanted_by_company_usual_company", intents=names), case.both(sought, usual) if sought else ""


def stated_wishes(case: Case) -> str:
    """What the company says it seeks: its words where it wrote them, else the names of its intents."""
    return case.company.seeking_label or wording.intent_names(case.company.seeks, case.messages)


def _wanted_by_counterpart(case: Case, _: str) -> Spoken:
    shared = [intent for intent in case.company.offers if intent in case.counterpart.seeks]
    seeks = wording.intent_names(case.counterpart.seeks, case.messages)
    evidence = case.both(case.offer_evidence(COMPANY, shared), case.fact(COUNTERPART, "seeking", seeks))
    names = wording.intent_names(shared, case.messages)
    return (case.say("reason.wanted_by_counterpart_counterpart", intents=names), evidence) if shared else None


def _stage(case: Case, role: str) -> Spoken:
    company, stages = case.company, wording.stage_names(case.counterpart.stages, case.messages)
    accepted = case.fact(COUNTERPART, "stages", stages)
    if company.stage is None:
        own = case.fact(COMPANY, "size", wording.size(company, case.messages))
        return case.say(f"reason.stage_mature_{role}", stages=stages), case.both(own, accepted)
    form = "stage" if company.stage in case.counterpart.stages else "stage_next"
    name = wording.own_stage(company, case.messages)
    own = case.fact(COMPANY, "stage", company.stage_label or name)
    return case.say(f"reason.{form}_{role}", stages=stages, own=name), case.both(own, accepted)


def _ticket(case: Case, role: str) -> Spoken:
    if case.company.amount_sought is None:
        return None
    amount = wording.amount(case.company.amount_sought, case.messages)
    offered = wording.ticket_range(case.counterpart, case.messages)
    form = "ticket" if case.features["ticket"] >= 1.0 else "ticket_near"
    evidence = case.both(case.fact(COMPANY, "amount_sought", amount), case.fact(COUNTERPART, "ticket", offered))
    return case.say(f"reason.{form}_{role}", range=offered, amount=amount), evidence


def _place(case: Case, role: str) -> Spoken:
    home = wording.country_names([case.company.country], case.messages)
    named = case.company.country in case.counterpart.countries
    stated = home if named else case.messages.text("label.anywhere")
    evidence = case.both(case.fact(COMPANY, "country", home), case.fact(COUNTERPART, "countries", stated))
    return case.say(f"reason.{'place' if named else 'place_anywhere'}_{role}", country=home), evidence


def _similar_past(case: Case, role: str) -> Spoken:
    names = wording.listed([wording.short_name(profile.name) for profile in case.precedents], most=2)
    evidence = case.stated(COUNTERPART, "history", names) if names else ""
    return case.say(f"reason.similar_past_{role}", names=names), evidence


def _activity(case: Case, role: str) -> Spoken:
    n = str(case.n_past)
    return case.say(f"reason.activity_{role}", n=n), case.stated(COUNTERPART, "history", n)


def _past_outcomes(case: Case, role: str) -> Spoken:
    form = "met_before" if case.met else "past_outcomes"
    return case.say(f"reason.{form}_{role}"), case.stated(COUNTERPART, "history", str(case.n_past))


SPEAKERS: Mapping[str, Callable[[Case, str], Spoken]] = {
    "about": _about,
    "needs": _needs,
    "asks": _asks,
    "sector": _sector,
    "topic": _topic,
    "wanted_by_company": _wanted_by_company,
    "wanted_by_counterpart": _wanted_by_counterpart,
    "stage": _stage,
    "ticket": _ticket,
    "place": _place,
    "similar_past": _similar_past,
    "activity": _activity,
    "past_outcomes": _past_outcomes,
    **RECORD_SPEAKERS,
}
"""What is said of each feature, to the side of a role."""
