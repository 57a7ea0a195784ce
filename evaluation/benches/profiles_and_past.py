"""What profiles add to the past, and how much the past should weigh beside them, on deals that really came about.

    python -m evaluation.benches.profiles_and_past --data FOLDER

`FOLDER` holds `us-investments` and `counterpart-profiles`. Investors of the first that have a profile in the second,
under the same name, are the counterparts; startups first seen in each year ask, and whoever dealt with them is the
answer. Profiles are of today, which may be later than the deals: their share of the figures is, if anything, too kind.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.stats import bootstrap, paired_bootstrap
from matcher.candidates import RetrievalConfig
from matcher.concepts import load_concepts, shipped_adaptation
from matcher.importers import import_interactions, import_profiles
from matcher.interest import Heads, score_pairs
from matcher.learning import PastConfig, read_record, train_past_ranker
from matcher.learning.programme import programme_ledger
from matcher.matching import Programme, ask, match
from matcher.model import TRACK_RECORD, load_model
from matcher.profiles import Interaction, Profile, ProfileKind
from matcher.sectors import load_taxonomy
from matcher.text import fold
from models.encoders import Encoder, load_encoder
from models.ranking import AdditiveRanker
from models.ranking.blend import list_quality

SHARES = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Times its shipped weight that the past is given; 0 leaves profiles alone."""
ONLY_PAST = "the past alone"

Values = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals:
    """Profiles of both sides of `us-investments` and the interactions between them; counterparts have a thesis."""

    startups: tuple[Profile, ...]
    counterparts: tuple[Profile, ...]
    interactions: tuple[Interaction, ...]


def read_deals(data: Path) -> Deals:
    """Investors that both folders know by the same letters, with what the second says of them."""
    history = data / "us-investments"
    named = import_profiles(
        data / "counterpart-profiles/counterparts.csv", default_kind=ProfileKind.INVESTOR, lenient=True
    )
    by_name: dict[str, Profile] = {}
    for profile in named.profiles:
        by_name.setdefault(_letters(profile.name), profile)
    investors = import_profiles(history / "counterparts.csv", default_kind=ProfileKind.INVESTOR, lenient=True).profiles
    known = [(one.id, by_name[_letters(one.name)]) for one in investors if _letters(one.name) in by_name]
    return Deals(
        startups=import_profiles(history / "startups.csv", default_kind=ProfileKind.STARTUP, lenient=True).profiles,
        counterparts=tuple(replace(profile, id=investor_id) for investor_id, profile in known),
        interactions=import_interactions(history / "interactions.csv", lenient=True).interactions,
    )


def _letters(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())


def measure_year(deals: Deals, year: int, encoder: Encoder, seed: int) -> dict[str, Values]:
    """nDCG@10 of each startup of the year by how much the past weighs; nothing after its first day is learned from."""
    model, split = load_model(), dt.date(year, 1, 1)
    known = tuple(one for one in deals.interactions if one.date is not None and one.date < split)
    asked = [one for one in deals.startups if one.first_date is not None and one.first_date.year == year]
    past = tuple(one for one in deals.startups if one.first_date is not None and one.first_date < split)
    ledger = programme_ledger(deals.startups, known, encoder)
    ranker = train_past_ranker(ledger, split.toordinal(), PastConfig(), np.random.default_rng(seed))
    companies = sorted(asked, key=lambda one: one.id)
    counterparts = sorted(deals.counterparts, key=lambda one: one.id)
    reader = read_record(ranker, companies, counterparts, past, known, encoder)
    if reader is None:
        return {}
    judged = [one for one, is_known in zip(counterparts, reader.record.known, strict=True) if is_known]
    reader = read_record(ranker, companies, judged, past, known, encoder)
    programme = Programme(companies=tuple(companies), counterparts=tuple(judged))
    record = reader.record if reader else None
    question = ask(programme, encoder, load_taxonomy(), load_concepts(), shipped_adaptation(encoder.id), record)
    every_pair = RetrievalConfig(score_all=len(companies) * len(judged))
    matching = match(question, model.heads, every_pair, frozenset())
    relevant = _relevant(question.company_ids, question.counterpart_ids, deals.interactions)
    asks = relevant.any(axis=1)

    def quality(values: npt.ArrayLike) -> Values:
        scores = np.full(relevant.shape, -1e9)
        scores[matching.pairs.companies, matching.pairs.counterparts] = values
        return list_quality(scores[asks], relevant[asks])

    found = {
        f"{share:g}": quality(score_pairs(weighing(model.heads, share), matching.features).mutual) for share in SHARES
    }
    return {**found, ONLY_PAST: quality(matching.features[TRACK_RECORD])}


def weighing(heads: Heads, share: float) -> Heads:
    """The heads with so many times the weight of the track record."""

    def scaled(ranker: AdditiveRanker) -> AdditiveRanker:
        terms = tuple(
            replace(term, weight=share * term.weight) if term.feature == TRACK_RECORD else term
            for term in ranker.config.terms
        )
        return AdditiveRanker(replace(ranker.config, terms=terms))

    return replace(heads, company=scaled(heads.company), counterpart=scaled(heads.counterpart))


def _relevant(
    companies: Sequence[str], counterparts: Sequence[str], deals: Sequence[Interaction]
) -> npt.NDArray[np.bool_]:
    row_of, column_of = ({one: index for index, one in enumerate(ids)} for ids in (companies, counterparts))
    relevant = np.zeros((len(companies), len(counterparts)), dtype=np.bool_)
    for deal in deals:
        if deal.startup_id in row_of and deal.counterpart_id in column_of:
            relevant[row_of[deal.startup_id], column_of[deal.counterpart_id]] = True
    return relevant


def table(found: dict[str, Values], rng: np.random.Generator) -> str:
    """nDCG@10 by how much the past weighs, and the difference to the past alone on the same startups."""
    lines = ["| weight of the past | nDCG@10 | against the past alone |", "| --- | --- | --- |"]
    for name, values in found.items():
        gain = "" if name == ONLY_PAST else str(paired_bootstrap(values, found[ONLY_PAST], rng))
        lines.append(f"| {name} | {bootstrap(values, rng)} | {gain} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a table for each year and one for all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--years", type=int, nargs="+", default=[2013, 2014, 2015])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    deals, encoder = read_deals(options.data), load_encoder(threads=options.threads)
    rng = np.random.default_rng(options.seed)
    years = {year: measure_year(deals, year, encoder, options.seed) for year in options.years}
    for year, found in years.items():
        sys.stdout.write(f"{year}: {len(found[ONLY_PAST])} startups\n\n{table(found, rng)}\n\n")
    joined = {name: np.concatenate([found[name] for found in years.values()]) for name in years[options.years[0]]}
    sys.stdout.write(f"All: {len(joined[ONLY_PAST])} startups\n\n{table(joined, rng)}\n")


if __name__ == "__main__":
    main()
