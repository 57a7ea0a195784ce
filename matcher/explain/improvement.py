"""The smallest honest change to a company's profile that would raise a pair: one fact that it has not stated yet.

Only facts a company can simply write down are tried, never facts it would have to change, and each is worded as an
"if". Structured facts are really put into the profile and the pair is scored again; what a sentence of need would do
cannot be known before it is written, so a clear match is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.completeness import ENOUGH_WORDS
from matcher.explain import wording
from matcher.explain.case import Case
from matcher.explain.doubts import has_ticket, lacks_amount, lacks_stage, lacks_wishes
from matcher.explain.meetings import knows_sector, sectors_in_cell
from matcher.explain.removal import Variant, mutual_with_facts
from matcher.intents import INTENTS, offers_matrix
from matcher.interest import Heads, PairScores
from matcher.matching import Matching
from matcher.profiles import STAGE_ORDER, WORLDWIDE, Profile
from matcher.reciprocity import mutual_logit
from matcher.sectors import SectorTaxonomy, load_taxonomy
from matcher.semantics import COMPANY
from models.ranking import sigmoid

CLEAR_MATCH = 0.5
"""What a sentence of need that fits is taken to reach (see `features.meaning.NEAR`): a cosine of .33."""
WORTH_WRITING = 0.01
"""Points of probability below which a change is not worth asking for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A fact to state: which, the words of the advice, and the pair's log-odds once it is stated and fits."""

    name: str
    words: Mapping[str, str]
    logit: float


def find_advice(
    matching: Matching, heads: Heads, taxonomy: SectorTaxonomy, cases: Sequence[Case]
) -> dict[int, list[Advice]]:
    """What each case's company could state, by position of the pair, with what it would do to the score."""
    tried = [(case, name, words, profile) for case in cases for name, words, profile in _changes(case)]
    rows = matching.pairs.companies
    shared: dict[Profile, Profile] = {}
    variants = [Variant(case.pair, int(rows[case.pair]), shared.setdefault(new, new)) for case, _, _, new in tried]
    logits = mutual_with_facts(matching, heads, taxonomy, COMPANY, variants)
    found: dict[int, list[Advice]] = {case.pair: _needs_advice(case, heads, matching.scores) for case in cases}
    for (case, name, words, _), logit in zip(tried, logits.tolist(), strict=True):
        found[case.pair].append(Advice(name=name, words=words, logit=logit))
    return found


def improvement(case: Case, advice: Sequence[Advice]) -> str:
    """The best advice in one sentence, or that there is none.

    A company without any text is asked for text first: nothing else says as much.
    """
    if len(case.company.description.split()) + len(case.company.offer.split()) < ENOUGH_WORDS // 4:
        return case.say("improve.text")
    before = float(sigmoid(case.score_logit))
    useful = [one for one in advice if float(sigmoid(one.logit)) - before >= WORTH_WRITING]
    if not useful:
        return case.say("improve.none")
    best = max(useful, key=lambda one: one.logit)
    after = wording.percent(float(sigmoid(best.logit)), case.messages)
    return case.say(f"improve.{best.name}", before=wording.percent(before, case.messages), after=after, **best.words)


def _changes(case: Case) -> Iterator[tuple[str, dict[str, str], Profile]]:
    """Each fact that the company could state, its words, and the profile that states it as this counterpart likes."""
    company, counterpart, messages = case.company, case.counterpart, case.messages
    if counterpart.stages and lacks_stage(case):
        words = {"stages": wording.stage_names(counterpart.stages, messages)}
        yield "stage", words, replace(company, stage=min(counterpart.stages, key=STAGE_ORDER.__getitem__))
    if has_ticket(case) and lacks_amount(case):
        words = {"range": wording.ticket_range(counterpart, messages)}
        yield "ticket", words, replace(company, amount_sought=counterpart.ticket_min or counterpart.ticket_max)
    named = [code for code in counterpart.countries if code != WORLDWIDE]
    if not company.country and named:
        yield "place", {"countries": wording.country_names(named, messages)}, replace(company, country=named[0])
    if lacks_wishes(case):
        intent = INTENTS[int(offers_matrix((counterpart,))[0].argmax())]
        words = {"intent": messages.label("intent", str(intent))}
        yield "wanted_by_company", words, replace(company, seeks=(intent,))
    if counterpart.sectors and not knows_sector(company, load_taxonomy()):
        code = sectors_in_cell(counterpart)[0]
        yield "sector", {"sector": wording.sector_names([code], messages)}, replace(company, sectors=(code,))


def _needs_advice(case: Case, heads: Heads, scores: PairScores) -> list[Advice]:
    if case.company.needs or not (case.counterpart.description or case.counterpart.offer):
        return []
    gain = CLEAR_MATCH - case.features["needs"]
    company, counterpart = (
        logits[[case.pair]] + gain * sum(term.weight for term in head.config.terms if term.feature == "needs")
        for head, logits in ((heads.company, scores.company), (heads.counterpart, scores.counterpart))
    )
    return [Advice(name="needs", words={}, logit=float(mutual_logit(company, counterpart)[0]))]
