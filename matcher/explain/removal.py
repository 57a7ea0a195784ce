"""Profiles as they would be if one thing had not been written, and what that does to the score of a pair.

This is how evidence is tested: whatever is quoted was really taken out, and the pair scored again by the functions that
scored it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.features import Question
from matcher.importers.vocabulary import find_intents
from matcher.interest import Heads, read_features, score_pairs
from matcher.matching import Matching
from matcher.pairs import PairRows
from matcher.profiles import Intent, Profile
from matcher.sectors import SectorTaxonomy
from matcher.semantics import COMPANY, SideText
from matcher.sides import PreparedSide, prepare_side
from matcher.text import KNOWN, Sentence
from matcher.track_record import stand_in

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int32]

CLEAR_DROP = 0.002
"""Log-odds by which a score must fall before a thing counts as its support: smaller moves are rounding."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form of the profile at `row` of a side, to stand in the pair at position `pair` of `Matching.pairs`."""

    pair: int
    row: int
    profile: Profile


def side_text(question: Question, role: str) -> SideText:
    """The text of the side of `role`."""
    return question.company_text if role == COMPANY else question.counterpart_text


def side_profiles(question: Question, role: str) -> tuple[Profile, ...]:
    """The profiles of the side of `role`, in row order."""
    return (question.companies if role == COMPANY else question.counterparts).profiles


def own_and_other(pairs: PairRows, role: str) -> tuple[Rows, Rows]:
    """The rows of the side of `role` and those across the table, for every pair."""
    rows = (pairs.companies, pairs.counterparts)
    return rows if role == COMPANY else (rows[1], rows[0])


def mutual_with(
    matching: Matching,
    heads: Heads,
    taxonomy: SectorTaxonomy,
    role: str,
    variants: Sequence[Profile],
    text: SideText,
    pairs: Sequence[int],
    rows: Rows,
) -> Floats:
    """The mutual log-odds of `pairs` when row `rows[i]` of `variants` (with `text`) stands in pair i, `(n_pairs,)`.

    What a learned ranker makes of the past stays as it was: it is borne by deals, not by the words of this profile.
    """
    question = matching.question
    side = prepare_side(tuple(variants), question.companies.countries, taxonomy, text.sectors, text.topics)
    own, others = (of_side[np.asarray(pairs, dtype=np.int64)] for of_side in own_and_other(matching.pairs, role))
    source: npt.NDArray[np.int64] = np.zeros(len(variants), dtype=np.int64)
    source[rows] = own
    changed = _with_side(question, role, side, text, source)
    companies, counterparts = (rows, others) if role == COMPANY else (others, rows)
    features = read_features(heads, changed, PairRows(companies=companies, counterparts=counterparts))
    return score_pairs(heads, features).mutual


def _with_side(
    question: Question, role: str, side: PreparedSide, text: SideText, source: npt.NDArray[np.int64]
) -> Question:
    """The question with other parties on one side, each with the track record of the row of `source`."""
    record = question.record
    if role == COMPANY:
        kept = stand_in(record, companies=source) if record else None
        return replace(question, companies=side, company_text=text, record=kept)
    kept = stand_in(record, counterparts=source) if record else None
    return replace(question, counterparts=side, counterpart_text=text, record=kept)


def mutual_with_facts(
    matching: Matching, heads: Heads, taxonomy: SectorTaxonomy, role: str, variants: Sequence[Variant]
) -> Floats:
    """The same for variants that say the same text, save that those without `needs` lose that voice.

    Variants that share one profile object are prepared once.
    """
    if not variants:
        return np.zeros(0, dtype=np.float64)
    row_of: dict[int, int] = {}
    rows = [row_of.setdefault(id(variant.profile), len(row_of)) for variant in variants]
    distinct = {id(variant.profile): variant for variant in variants}
    source = np.array([distinct[key].row for key in row_of], dtype=np.int64)
    profiles = [distinct[key].profile for key in row_of]
    text = side_text(matching.question, role)
    silent = np.array([not profile.needs for profile in profiles], dtype=np.bool_)
    kept = replace(
        text,
        about=text.about[source],
        needs=np.where(silent[:, None], np.float32(0.0), text.needs[source]),
        sectors=text.sectors[source],
        topics=text.topics[source],
        crowding=text.crowding[source],
    )
    pairs = [variant.pair for variant in variants]
    return mutual_with(matching, heads, taxonomy, role, profiles, kept, pairs, np.array(rows, dtype=np.int32))


def without_sentence(profile: Profile, sentences: Sequence[Sentence], gone: Sentence) -> Profile:
    """The profile as it would be if one of its `sentences` had not been written, with the intents read from it.

    What is known of a group goes with its name.
    """
    if gone.field == KNOWN:
        return replace(profile, name="")
    kept = " ".join(sentence.text for sentence in sentences if sentence.field == gone.field and sentence is not gone)
    if gone.field == "description":
        return replace(profile, description=kept)
    if gone.field == "offer":
        offers = _still_read(profile.offers, profile.offer, kept)
        return replace(profile, offer=kept, offers=offers)
    label = kept if profile.seeking_label == profile.needs else profile.seeking_label
    return _with_wishes(profile, label, kept)


def without_fact(profile: Profile, field: str) -> Profile:
    """The profile as it would be if the cell behind a fact had been left empty; `field` is a key of `FACTS`."""
    return FACTS[field](profile)


def _without_wishes(profile: Profile) -> Profile:
    if not profile.seeking_label:
        return replace(profile, seeks=())
    needs = "" if profile.needs == profile.seeking_label else profile.needs
    return _with_wishes(profile, "", needs)


def _with_wishes(profile: Profile, seeking_label: str, needs: str) -> Profile:
    seeks = profile.seeks
    if profile.is_company or profile.seeking_label:
        before, after = f"{profile.seeking_label}\n{profile.needs}", f"{seeking_label}\n{needs}"
        seeks = _still_read(profile.seeks, before, after)
    return replace(profile, seeking_label=seeking_label, needs=needs, seeks=seeks)


def _still_read(stated: tuple[Intent, ...], before: str, after: str) -> tuple[Intent, ...]:
    """The stated intents less those that only the text said (see `importers.intent_reader`)."""
    gone = set(find_intents(before)[0]) - set(find_intents(after)[0])
    return tuple(intent for intent in stated if intent not in gone)


def _without_size(profile: Profile) -> Profile:
    return replace(profile, stage=None, stage_label="", employees=None, revenue=None)


FACTS: Mapping[str, Callable[[Profile], Profile]] = {
    "sectors": lambda profile: replace(profile, sectors=(), sector_labels=(), nearest_sectors=()),
    "seeking": _without_wishes,
    "offers": lambda profile: replace(profile, offers=()),
    "stage": lambda profile: replace(profile, stage=None, stage_label=""),
    "size": _without_size,
    "stages": lambda profile: replace(profile, stages=()),
    "amount_sought": lambda profile: replace(profile, amount_sought=None),
    "ticket": lambda profile: replace(profile, ticket_min=None, ticket_max=None),
    "country": lambda profile: replace(profile, country=""),
    "countries": lambda profile: replace(profile, countries=()),
}
"""Each structured fact by its name, and the profile without it."""
