"""What both sides say of their meetings, as interactions from which the matcher learns, and what was shown to whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from matcher.profiles import Interaction
from matcher.store import FollowUp
from matcher.store.outcomes import Outcome
from matcher.store.shown import Shown

MEETING = "meeting"
KEPT, NO_SHOW = "kept", "no_show"
Couple = tuple[str, str]
"""Company id, counterpart id."""

_STAGES = tuple(FollowUp)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """A pair that was shown to one of its sides, or that met: `interaction` is None where nothing came of it.

    `times_shown` counts pages and files, `best_rank` is the highest place in them (None: never shown). A pair that
    nobody was shown says nothing by not meeting.
    """

    company_id: str
    counterpart_id: str
    times_shown: int
    best_rank: int | None
    interaction: Interaction | None


def interactions_of(outcomes: Sequence[Outcome], company_ids: Collection[str]) -> tuple[Interaction, ...]:
    """One meeting for each event and pair that somebody spoke of, and one fact for how far the two came after it.

    A meeting is a no-show if a side says that it was not kept, else its outcome is the mean of the ratings in half
    points, else "kept". Follow-ups are facts of their own, by the furthest stage that a side tells. The dates are those
    on which it was said first. Pairs that are not of a company and another are left out.
    """
    by_pair: dict[tuple[str, Couple], list[Outcome]] = {}
    for one in outcomes:
        pair = _couple(one.party_id, one.other_id, company_ids)
        if pair is not None:
            by_pair.setdefault((one.event_id, pair), []).append(one)
    return tuple(fact for (_event, pair), told in sorted(by_pair.items()) for fact in _facts(pair, told))


def exposures(
    shown: Iterable[Shown], outcomes: Sequence[Outcome], company_ids: Collection[str]
) -> tuple[Exposure, ...]:
    """Every pair that was shown or met, by ids: what training reads, with what it needs to correct for selection."""
    ranks: dict[Couple, list[int]] = {}
    for one in shown:
        pair = _couple(one.viewer_id, one.other_id, company_ids)
        if pair is not None:
            ranks.setdefault(pair, []).append(one.rank)
    facts: dict[Couple, list[Interaction | None]] = {pair: [] for pair in ranks}
    for fact in interactions_of(outcomes, company_ids):
        facts.setdefault((fact.startup_id, fact.counterpart_id), []).append(fact)
    return tuple(
        Exposure(
            company_id=pair[0],
            counterpart_id=pair[1],
            times_shown=len(ranks.get(pair, ())),
            best_rank=min(ranks[pair]) if pair in ranks else None,
            interaction=interaction,
        )
        for pair, found in sorted(facts.items())
        for interaction in (found or [None])
    )


def render_exposures(found: Iterable[Exposure]) -> bytes:
    """A table for training: the columns of an interactions file, then how often and how high the pair was shown."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(
        ["startup_id", "counterpart_id", "date", "relation", "outcome", "times_shown", "best_rank"],
    )
    for one in found:
        fact = one.interaction
        told = ["", "", ""] if fact is None else [str(fact.date or ""), fact.relation, fact.outcome]
        rank = "" if one.best_rank is None else one.best_rank
        writer.writerow([one.company_id, one.counterpart_id, *told, one.times_shown, rank])
    return buffer.getvalue().encode("utf-8")


def value_of(outcomes: Iterable[Outcome]) -> Mapping[str, float]:
    """How many meetings were kept and missed, how many came to each stage, and what agreements are worth, in euro.

    Both sides tell of one meeting: it counts once, by the furthest stage and the larger value.
    """
    told: dict[tuple[str, frozenset[str]], list[Outcome]] = {}
    for one in outcomes:
        told.setdefault((one.event_id, frozenset((one.party_id, one.other_id))), []).append(one)
    figures: dict[str, float] = dict.fromkeys([KEPT, NO_SHOW, *_STAGES, "value_eur"], 0.0)
    for both in told.values():
        said = [one.feedback.is_kept for one in both]
        figures[KEPT] += True in said and False not in said
        figures[NO_SHOW] += False in said
        stage = _furthest(both)
        if stage is not None:
            figures[stage] += 1
        figures["value_eur"] += max((one.feedback.value_eur or 0.0 for one in both), default=0.0)
    return figures


def _couple(one: str, other: str, company_ids: Collection[str]) -> Couple | None:
    if (one in company_ids) == (other in company_ids):
        return None
    return (one, other) if one in company_ids else (other, one)


def _facts(pair: Couple, told: Sequence[Outcome]) -> list[Interaction]:
    day = min(one.said_at for one in told).date()
    company_id, counterpart_id = pair
    met = Interaction(
        startup_id=company_id, counterpart_id=counterpart_id, date=day, relation=MEETING, outcome=_outcome(told)
    )
    stage = _furthest(told)
    if stage is None:
        return [met]
    return [met, Interaction(startup_id=company_id, counterpart_id=counterpart_id, date=day, relation=stage.value)]


def _outcome(told: Sequence[Outcome]) -> str:
    if any(one.feedback.is_kept is False for one in told):
        return NO_SHOW
    ratings = [one.feedback.rating for one in told if one.feedback.rating is not None]
    return f"{round(2 * sum(ratings) / len(ratings)) / 2:g}" if ratings else KEPT


def _furthest(told: Sequence[Outcome]) -> FollowUp | None:
    reached = [one.feedback.follow_up for one in told if one.feedback.follow_up is not None]
    return max(reached, key=_STAGES.index, default=None)
