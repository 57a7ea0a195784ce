"""Why a side would want the meeting: one sentence per feature that speaks for it, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from matcher.explain import wording
from matcher.explain.case import Case
from matcher.intents import INTENTS, offers_matrix, seeks_matrix
from matcher.profiles import Profile
from matcher.sectors import load_taxonomy
from matcher.semantics import COMPANY, COUNTERPART
from matcher.text import Voice

WORTH_SAYING = 0.06
"""Log-odds below which a fact is not worth a sentence (about one and a half points around 50 %)."""
PER_SIDE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence for one side, what it adds to that side's log-odds, and the words or facts behind it."""

    role: str
    feature: str
    logit: float
    sentence: str
    evidence: str


def reasons_for(case: Case, role: str) -> list[Reason]:
    """The strongest reasons of one side, at most `PER_SIDE`, strongest first; none without evidence."""
    terms = sorted(case.terms(role).items(), key=lambda item: (-item[1], item[0]))
    reasons: list[Reason] = []
    for feature, logit in terms:
        if logit < WORTH_SAYING or len(reasons) == PER_SIDE:
            break
        spoken = _SPEAKERS[feature](case, role) if feature in _SPEAKERS else None
        if spoken and spoken[1]:
            sentence = case.say("for.company", name=case.own(role).name, text=spoken[0])
            reasons.append(Reason(role=role, feature=feature, logit=logit, sentence=sentence, evidence=spoken[1]))
    return reasons


Spoken = tuple[str, str] | None


def _about(case: Case, role: str) -> Spoken:
    evidence = case.both(case.quoted(COMPANY, Voice.ABOUT), case.quoted(COUNTERPART, Voice.ABOUT))
    return case.say(f"reason.about_{role}", other=case.other(role).name), evidence


def _needs(case: Case, role: str) -> Spoken:
    stated = case.quoted(COMPANY, Voice.NEEDS)
    evidence = case.both(stated, case.quoted(COUNTERPART, Voice.ABOUT)) if stated else ""
    return case.say("reason.needs_company", other=case.other(role).name), evidence


def _asks(case: Case, role: str) -> Spoken:
    stated = case.quoted(COUNTERPART, Voice.NEEDS)
    evidence = case.both(stated, case.quoted(COMPANY, Voice.ABOUT)) if stated else ""
    return case.say("reason.asks_counterpart", other=case.other(role).name), evidence


def _sector(case: Case, role: str) -> Spoken:
    own, theirs = nearest_sector_codes(case.own(role), case.other(role))
    if not own:
        if not case.agnostic:
            return None
        evidence = case.fact(COUNTERPART, "sectors", "; ".join(case.counterpart.sector_labels))
        return case.say(f"reason.sector_open_{role}", other=case.other(role).name), evidence
    evidence = case.both(_sector_evidence(case, COMPANY), _sector_evidence(case, COUNTERPART))
    names = {"own": wording.sector_names(own, case.messages), "theirs": wording.sector_names(theirs, case.messages)}
    if own == theirs:
        return case.say(f"reason.sector_same_{role}", other=case.other(role).name, sectors=names["own"]), evidence
    return case.say(f"reason.sector_near_{role}", other=case.other(role).name, **names), evidence


def nearest_sector_codes(own: Profile, other: Profile) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sectors in which two parties meet: shared ones, else the nearest pair; empty where none are near."""
    mine, theirs = all_sectors(own), all_sectors(other)
    shared = tuple(code for code in mine if code in theirs)
    if shared:
        return shared, shared
    taxonomy = load_taxonomy()
    row = {code: index for index, code in enumerate(taxonomy.codes)}
    near = [(-float(taxonomy.similarity[row[a], row[b]]), a, b) for a in mine for b in theirs]
    best = min(near, default=None)
    return ((best[1],), (best[2],)) if best and best[0] < 0 else ((), ())


def all_sectors(profile: Profile) -> tuple[str, ...]:
    """The sectors a profile states, then those its text speaks of, each once."""
    from matcher.sides import spoken_text

    mentioned = load_taxonomy().mentions(spoken_text(profile))
    return tuple(dict.fromkeys((*profile.sectors, *sorted(mentioned, key=lambda code: (-mentioned[code], code)))))


def _sector_evidence(case: Case, role: str) -> str:
    profile = case.own(role)
    if profile.sectors:
        return case.fact(role, "sectors", "; ".join(profile.sector_labels))
    return case.quoted(role, Voice.ABOUT)


def _wanted_by_company(case: Case, role: str) -> Spoken:
    seeks, offers = seeks_matrix((case.company,))[0], offers_matrix((case.counterpart,))[0]
    answered = np.argsort(-seeks * offers, kind="stable")
    intents = [INTENTS[index] for index in answered if seeks[index] * offers[index] > 0][: wording.MOST_NAMED]
    if not intents:
        return None
    names = wording.intent_names(intents, case.messages)
    is_declared = any(intent in case.counterpart.offers for intent in intents)
    kind = case.messages.label("kind", str(case.counterpart.kind))
    if is_declared:
        offered = case.fact(COUNTERPART, "offers", wording.intent_names(case.counterpart.offers, case.messages))
    else:
        offered = case.say("evidence.none", name=case.counterpart.name, kind=kind)
    sought = case.fact(COMPANY, "seeking", stated_wishes(case)) if case.company.seeks else ""
    if role == COUNTERPART:
        return (case.say("reason.wanted_by_company_counterpart", other=case.company.name, intents=names), sought)
    form = "wanted_by_company_company" if is_declared else "wanted_by_company_usual_company"
    form = form if case.company.seeks else "wanted_by_company_guess_company"
    sentence = case.messages.text(f"reason.{form}", {"other": case.counterpart.name, "intents": names, "kind": kind})
    return sentence, case.both(sought, offered) if case.company.seeks else (offered if is_declared else "")


def stated_wishes(case: Case) -> str:
    """What the company says it seeks: its words where it wrote them, else the names of its intents."""
    return case.company.seeking_label or wording.intent_names(case.company.seeks, case.messages)


def _wanted_by_counterpart(case: Case, role: str) -> Spoken:
    shared = [intent for intent in case.company.offers if intent in case.counterpart.seeks]
    names = wording.intent_names(shared, case.messages)
    evidence = case.both(
        case.fact(COMPANY, "offers", names),
        case.fact(COUNTERPART, "seeking", wording.intent_names(case.counterpart.seeks, case.messages)),
    )
    return (case.say(f"reason.wanted_by_counterpart_{role}", other=case.company.name, intents=names), evidence)


def _stage(case: Case, role: str) -> Spoken:
    stages = wording.stage_names(case.counterpart.stages, case.messages)
    form = "stage" if case.company.stage in case.counterpart.stages else "stage_next"
    if case.company.stage is None:
        form = "stage_mature"
        label = "employees" if case.company.employees is not None else "revenue"
        size = case.company.employees if case.company.employees is not None else _revenue(case)
        own = case.fact(COMPANY, label, str(size))
    else:
        own = case.fact(COMPANY, "stage", case.company.stage_label or wording.own_stage(case.company, case.messages))
    evidence = case.both(own, case.fact(COUNTERPART, "stages", stages))
    return case.say(f"reason.{form}_{role}", other=case.other(role).name, stages=stages), evidence


def _revenue(case: Case) -> str:
    return wording.amount(case.company.revenue, case.messages) if case.company.revenue else ""


def _ticket(case: Case, role: str) -> Spoken:
    if case.company.amount_sought is None:
        return None
    amount = wording.amount(case.company.amount_sought, case.messages)
    offered = wording.ticket_range(case.counterpart, case.messages)
    form = "ticket" if case.features["ticket"] >= 1.0 else "ticket_near"
    values = {"other": case.other(role).name, "range": offered, "amount": amount}
    evidence = case.both(case.fact(COMPANY, "amount_sought", amount), case.fact(COUNTERPART, "ticket", offered))
    return case.messages.text(f"reason.{form}_{role}", values), evidence


def _place(case: Case, role: str) -> Spoken:
    home = wording.country_names([case.company.country], case.messages)
    named = case.company.country in case.counterpart.countries
    form = "place" if named else "place_anywhere"
    stated = home if named else case.messages.text("label.anywhere")
    evidence = case.both(case.fact(COMPANY, "country", home), case.fact(COUNTERPART, "countries", stated))
    return case.messages.text(f"reason.{form}_{role}", {"other": case.other(role).name, "country": home}), evidence


def _similar_past(case: Case, role: str) -> Spoken:
    names = wording.listed([profile.name for profile in case.precedents], most=2)
    evidence = case.fact(COUNTERPART, "history", names) if names else ""
    return case.say(f"reason.similar_past_{role}", other=case.other(role).name, names=names), evidence


def _activity(case: Case, role: str) -> Spoken:
    n = str(case.n_past)
    evidence = case.fact(COUNTERPART, "history", n)
    return case.say(f"reason.activity_{role}", other=case.counterpart.name, n=n), evidence


def _past_outcomes(case: Case, role: str) -> Spoken:
    evidence = case.fact(COUNTERPART, "history", str(case.n_past))
    return case.say(f"reason.past_outcomes_{role}", other=case.counterpart.name), evidence


_SPEAKERS: Mapping[str, Callable[[Case, str], Spoken]] = {
    "about": _about,
    "needs": _needs,
    "asks": _asks,
    "sector": _sector,
    "wanted_by_company": _wanted_by_company,
    "wanted_by_counterpart": _wanted_by_counterpart,
    "stage": _stage,
    "ticket": _ticket,
    "place": _place,
    "similar_past": _similar_past,
    "activity": _activity,
    "past_outcomes": _past_outcomes,
}
