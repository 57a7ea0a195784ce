"""Are reasons true? How often a pair's score falls when the evidence of its strongest reason is taken away.

    python -m evaluation.benches.deletion --data FOLDER

`FOLDER` holds `us-investments` and `counterpart-profiles`. Startups of one year meet the most active investors that
have a profile, with the deals before that year. For each pair that is shown, whatever the evidence of its strongest
reason names is taken out of the profiles, or out of the deals, and the whole programme is scored again from the start:
texts, history and ranker. Only what is named counts: the other deals of a counterpart stay.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.benches.profiles_and_past import Deals, read_deals
from matcher.candidates import RetrievalConfig
from matcher.concepts import load_concepts, shipped_adaptation
from matcher.explain import make_cases, reasons_for, without_fact, without_sentence
from matcher.explain.case import Case
from matcher.explain.reasons import Reason
from matcher.explain.records import TOPIC
from matcher.explain.wording import excerpt, short_name
from matcher.language import load_messages
from matcher.learning import RecordReader
from matcher.lists import read_programme_record
from matcher.matching import Matching, Programme, ask, choose, match
from matcher.model import Model, load_model
from matcher.profiles import Profile
from matcher.sectors import load_taxonomy
from matcher.semantics import COMPANY, COUNTERPART
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import Side
from matcher.text import profile_sentences
from models.encoders import Encoder, load_encoder

FACTS_OF = {
    "sector": ("sectors",),
    "stage": ("stage", "size", "stages"),
    "ticket": ("amount_sought", "ticket"),
    "place": ("country", "countries"),
    "wanted_by_company": ("seeking", "offers"),
    "wanted_by_counterpart": ("seeking", "offers"),
}
"""The facts that the evidence of a reason may name."""
EVERY_PAIR = RetrievalConfig()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A programme scored from the start."""

    programme: Programme
    matching: Matching
    reader: RecordReader | None

    def mutual(self, company: str, counterpart: str) -> float:
        """The pair's log-odds."""
        question, pairs = self.matching.question, self.matching.pairs
        row, column = question.company_ids.index(company), question.counterpart_ids.index(counterpart)
        found = (pairs.companies == row) & (pairs.counterparts == column)
        return float(self.matching.scores.mutual[found][0])


def score(programme: Programme, model: Model, encoder: Encoder) -> Scored:
    """Everything from the files' profiles to scores."""
    reader = read_programme_record(programme, model, encoder)
    record = reader.record if reader else None
    question = ask(programme, encoder, load_taxonomy(), load_concepts(), shipped_adaptation(encoder.id), record)
    matching = match(question, model.heads, EVERY_PAIR, frozenset())
    return Scored(programme=programme, matching=matching, reader=reader)


def make_programme(deals: Deals, year: int, n_companies: int, n_counterparts: int) -> Programme:
    """The first startups of the year and the investors with most deals before it, with those deals."""
    split = dt.date(year, 1, 1)
    known = tuple(one for one in deals.interactions if one.date is not None and one.date < split)
    n_deals = Counter(one.counterpart_id for one in known)
    active = sorted(deals.counterparts, key=lambda one: (-n_deals[one.id], one.id))[:n_counterparts]
    asked = [one for one in deals.startups if one.first_date is not None and one.first_date.year == year]
    return Programme(
        companies=tuple(sorted(asked, key=lambda one: one.id)[:n_companies]),
        counterparts=tuple(active),
        interactions=known,
        past=tuple(one for one in deals.startups if one.first_date is not None and one.first_date < split),
    )


def strongest(case: Case) -> tuple[str, Reason] | None:
    """The side and the reason that adds most, None for a pair without a reason."""
    found = [(role, reason) for role in (COMPANY, COUNTERPART) for reason in reasons_for(case, role)]
    return max(found, key=lambda one: (one[1].logit, one[0]), default=None)


def without(programme: Programme, case: Case, reason: Reason) -> Programme:
    """The programme without what the evidence of the reason names."""
    if reason.feature.startswith(TOPIC) and case.record is not None:
        record, counterpart = case.record, case.counterpart.id
        deals = record.witness.deals(reason.feature.removeprefix(TOPIC))
        gone = {one for one in deals if short_name(record.called([one])[0]) in reason.evidence}
        kept = tuple(
            one for one in programme.interactions if one.counterpart_id != counterpart or one.startup_id not in gone
        )
        return replace(programme, interactions=kept)
    company, counterpart_profile = (_silenced(case, role, reason) for role in (COMPANY, COUNTERPART))
    return replace(
        programme,
        companies=tuple(company if one.id == company.id else one for one in programme.companies),
        counterparts=tuple(
            counterpart_profile if one.id == counterpart_profile.id else one for one in programme.counterparts
        ),
    )


def _silenced(case: Case, role: str, reason: Reason) -> Profile:
    """One side's profile without the sentences and facts that the evidence names."""
    profile = case.own(role)
    named = [one.text for one in profile_sentences(profile) if excerpt(one.text) in reason.evidence]
    for text in dict.fromkeys(named):
        sentences = profile_sentences(profile)
        gone = next((one for one in sentences if one.text == text), None)
        profile = without_sentence(profile, sentences, gone) if gone else profile
    for field in FACTS_OF.get(reason.feature, ()):
        if any(key.role == role and key.field == field and key.pair == case.pair for key in case.facts):
            profile = without_fact(profile, field)
    return profile


def measure(programme: Programme, model: Model, encoder: Encoder, top: int) -> dict[str, list[bool]]:
    """Whether the score fell, for every shown pair with a reason, by the feature of the strongest."""
    whole = score(programme, model, encoder)
    chosen = choose(whole.matching, Side.STARTUPS, ShortlistConfig(top=top))
    positions = [int(pair) for listed in chosen for pair in listed]
    messages, taxonomy = load_messages("en"), load_taxonomy()
    cases = make_cases(whole.matching, model.heads, encoder, taxonomy, messages, positions, whole.reader)
    fell: dict[str, list[bool]] = {}
    for case in cases:
        found = strongest(case)
        if found is None:
            continue
        changed = score(without(programme, case, found[1]), model, encoder)
        after = changed.mutual(case.company.id, case.counterpart.id)
        fell.setdefault(found[1].feature, []).append(after < case.score_logit)
    return fell


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the share of pairs whose score fell, by the feature of the reason and in all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--year", type=int, default=2013)
    parser.add_argument("--companies", type=int, default=40)
    parser.add_argument("--counterparts", type=int, default=150)
    parser.add_argument("--top", type=int, default=5)
    options = parser.parse_args(arguments)
    programme = make_programme(read_deals(options.data), options.year, options.companies, options.counterparts)
    fell = measure(programme, load_model(), load_encoder(threads=1), options.top)
    sys.stdout.write("| strongest reason | pairs | score fell |\n| --- | --- | --- |\n")
    for name, values in sorted(fell.items()):
        sys.stdout.write(f"| {name} | {len(values)} | {sum(values) / len(values):.1%} |\n")
    every = [value for values in fell.values() for value in values]
    sys.stdout.write(f"| all | {len(every)} | {sum(every) / max(1, len(every)):.1%} |\n")


if __name__ == "__main__":
    main()
