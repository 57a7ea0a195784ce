"""The smallest honest change to a company's profile that would raise a pair: one fact that it has not stated yet.

Only facts a company can simply write down are tried, never facts it would have to change, and each is worded as an
"if": the score given is the one reached when the fact turns out to fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.completeness import ENOUGH_WORDS
from matcher.explain import wording
from matcher.explain.case import Case
from matcher.explain.reasons import all_sectors
from matcher.features.facts import PLACE_ANYWHERE, PLACE_HOME
from matcher.intents import INTENTS, offers_matrix
from matcher.profiles import WORLDWIDE, ProfileKind
from models.ranking import sigmoid

CLEAR_MATCH = 0.76
"""What a sentence of need that fits is taken to reach: tanh(1), a clear nearness (see `features.meaning.NEAR`)."""
WORTH_WRITING = 0.01
"""Points of probability below which a change is not worth asking for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One fact to state: the feature it moves, to which value, and the words of the advice."""

    feature: str
    value: float
    words: dict[str, str]


def improvement(case: Case, weights: dict[str, float]) -> str:
    """Advice in one sentence. `weights` are mutual log-odds per unit of each feature.

    A company without any text is asked for text first: nothing else says as much.
    """
    if len(case.company.description.split()) + len(case.company.offer.split()) < ENOUGH_WORDS // 4:
        return case.messages.text("improve.text")
    before = float(sigmoid(case.score_logit))
    best: tuple[float, str] | None = None
    for change in _changes(case):
        gain = weights.get(change.feature, 0.0) * (change.value - case.features[change.feature])
        after = float(sigmoid(case.score_logit + gain))
        if after - before >= WORTH_WRITING and (best is None or after > best[0]):
            odds = {"before": wording.percent(before, case.messages), "after": wording.percent(after, case.messages)}
            values = {"counterpart": case.counterpart.name, **odds, **change.words}
            best = (after, case.messages.text(f"improve.{change.feature}", values))
    return best[1] if best else case.messages.text("improve.none")


def _changes(case: Case) -> Iterator[Change]:
    company, counterpart, messages = case.company, case.counterpart, case.messages
    is_raising = company.kind is ProfileKind.STARTUP
    if company.stage is None and counterpart.stages and is_raising:
        words = {"stages": wording.stage_names(counterpart.stages, messages)}
        yield Change(feature="stage", value=1.0, words=words)
    if company.amount_sought is None and (counterpart.ticket_min or counterpart.ticket_max) and is_raising:
        yield Change(feature="ticket", value=1.0, words={"range": wording.ticket_range(counterpart, messages)})
    if not company.country and counterpart.countries:
        value = PLACE_ANYWHERE if counterpart.countries == (WORLDWIDE,) else PLACE_HOME
        yield Change(feature="place", value=value, words={})
    if not company.seeks:
        offers = offers_matrix((counterpart,))[0]
        words = {"intent": messages.label("intent", str(INTENTS[int(offers.argmax())]))}
        yield Change(feature="wanted_by_company", value=float(offers.max()), words=words)
    if not company.sectors and not all_sectors(company) and counterpart.sectors:
        words = {"sector": wording.sector_names(counterpart.sectors[:1], messages)}
        yield Change(feature="sector", value=1.0, words=words)
    if not company.needs and (counterpart.description or counterpart.offer):
        yield Change(feature="needs", value=CLEAR_MATCH, words={})
