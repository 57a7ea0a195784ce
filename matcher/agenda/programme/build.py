"""An event, its participants, their scores and their wishes, put together into the problem of an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.agenda.problem import Pair, Party
from matcher.agenda.problem import Problem as AgendaProblem
from matcher.agenda.programme.event_plan import EventPlan, Limits, PartyPlan
from matcher.agenda.programme.listing import Listed, list_pairs
from matcher.agenda.programme.parties import Parties
from matcher.agenda.programme.reading import Reading
from matcher.agenda.programme.scores import ScoredPairs, worth
from matcher.agenda.programme.visits import plan_visits
from matcher.agenda.programme.wishes import Couple, Wishes, settle_wishes
from matcher.preferences import Preference, Presence
from matcher.problems import Problem, Severity
from matcher.profiles import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A problem that is ready to be solved, how its pairs were listed, and what is wrong or deserves a look."""

    problem: AgendaProblem
    listed: Listed
    problems: tuple[Problem, ...]


def build_problem(
    plan: EventPlan,
    parties: Parties,
    scored: ScoredPairs,
    preferences: Sequence[Preference] = (),
    presences: Sequence[Presence] = (),
) -> Built:
    """The problem of an event. Parties are the companies and then the counterparts, in the order of their files.

    A pair that a side said no to, or that the event forbids, is forbidden. A must is listed with its flag, also against
    a hard rule of the matching, which is a warning; a "meet" against one is left out with a warning. Names and times
    that are not understood are errors among `problems`: what they say is left out, and the caller decides.
    """
    wishes = settle_wishes(preferences, presences, parties, plan.slots)
    reading = Reading(plan=plan, parties=parties, problems=list(wishes.problems))
    plans = _plans_by_party(reading)
    forbidden = _forbidden(reading)
    wishes = _without_forbidden(reading, wishes, forbidden)
    scores = worth(scored, wishes)
    no = sorted(wishes.no | forbidden)
    people = tuple(
        _party(reading, profile, plans.get(profile.id), wishes.available.get(profile.id))
        for profile in (*parties.companies, *parties.counterparts)
    )
    unlisted = AgendaProblem(
        event=plan.event,
        slots=plan.slots,
        venues=plan.venues,
        travel=plan.travel,
        parties=people,
        pairs=(),
        forbidden=tuple(no),
        groups=plan_visits(reading, scores, no, people),
        objective=plan.objective,
    )
    _warn_of_rules(reading, wishes, scored)
    wanted = wishes.must | (wishes.meet - scored.excluded.keys())
    listed = list_pairs(unlisted, scores, wanted, plan.listing.least_score)
    pairs = tuple(
        Pair(a=a, b=b, score=scores.get((a, b), 0.0), must=(a, b) in wishes.must) for a, b in sorted(listed.pairs)
    )
    return Built(problem=replace(unlisted, pairs=pairs), listed=listed, problems=tuple(reading.problems))


def _plans_by_party(reading: Reading) -> dict[str, PartyPlan]:
    plans: dict[str, PartyPlan] = {}
    for row, one in enumerate(reading.plan.parties):
        place = f"parties[{row}].party"
        found = reading.find(one.party, place)
        if found in plans:
            reading.report("two_entries", place, one.party, "this party is given twice; keep one of the two")
        elif found is not None:
            plans[found] = one
    return plans


def _party(reading: Reading, profile: Profile, own: PartyPlan | None, said: tuple[str, ...] | None) -> Party:
    """The party; `said` are the slots in which it says it is there, None if it says nothing.

    The organiser and the party may both know of an absence: the party is there when neither speaks against it.
    """
    own = own or PartyPlan(party=profile.id)
    limits = reading.plan.limits_of(profile.kind, own.limits)
    available = said
    if own.available is not None:
        place = f"parties, {own.party}: available"
        known = reading.slots(own.available, place)
        available = known if said is None else tuple(slot for slot in said if slot in known)
        if known and not available:
            message = "together with what the party says itself, this leaves it no slot; correct one of them"
            reading.report("never_there", place, own.party, message)
    return Party(
        id=profile.id,
        kind=profile.kind.value,
        name=profile.name,
        available=available,
        min_meetings=_least(reading, profile, limits),
        max_meetings=limits.max_meetings,
        max_per_day=limits.max_per_day,
        venue=own.venue,
        weight=own.weight,
        table=own.table,
    )


def _least(reading: Reading, profile: Profile, limits: Limits) -> int:
    """The minimum, no more than the maximum: the two may come from different places of the event."""
    least, most = limits.min_meetings or 0, limits.max_meetings
    if most is None or least <= most:
        return least
    message = f"its minimum, {least}, is above its maximum, {most}: the minimum was lowered; correct one of them"
    reading.report("least_above_most", "limits", profile.id, message, severity=Severity.WARNING)
    return most


def _forbidden(reading: Reading) -> frozenset[Couple]:
    pairs = set()
    for row, texts in enumerate(reading.plan.forbidden):
        place = f"forbidden[{row}]"
        one, other = (reading.find(text, place) for text in texts)
        if one is None or other is None:
            continue
        pair = reading.parties.pair(one, other)
        if pair is None:
            message = "both are on one side and would not meet anyway; remove the entry"
            reading.report("same_side", place, texts[1], message)
        else:
            pairs.add(pair)
    return frozenset(pairs)


def _without_forbidden(reading: Reading, wishes: Wishes, forbidden: frozenset[Couple]) -> Wishes:
    """The wishes without those that the event forbids; a must among them is an error."""
    for pair in sorted(wishes.must & forbidden):
        message = "they must meet by a preference and may not by the event; drop one of the two"
        reading.report("must_and_forbidden", "forbidden", " – ".join(pair), message)
    return replace(wishes, must=wishes.must - forbidden, meet=wishes.meet - forbidden)


def _warn_of_rules(reading: Reading, wishes: Wishes, scored: ScoredPairs) -> None:
    """A warning for each wish that a hard rule of the matching speaks against."""
    for pair in sorted((wishes.must | wishes.meet) & scored.excluded.keys()):
        consequence = "listed all the same, at score 0" if pair in wishes.must else "not listed; a must overrules it"
        message = f"one of them wants this meeting, but: {scored.excluded[pair].rstrip('.')}; {consequence}"
        value, source = " – ".join(pair), wishes.sources.get(pair)
        reading.report("wish_against_rule", "", value, message, severity=Severity.WARNING, source=source)
