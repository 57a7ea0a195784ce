"""The track record of a shown pair told apart into topics, each with the past deals that bear it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.learning import LEVEL, RecordReader, Witness
from matcher.matching import Matching

TRACK_RECORD = "track_record"
TOPIC = "record_"
"""What the name of a topic starts with where it stands among the features."""
LEVEL_TERM = f"{TOPIC}{LEVEL}"
"""What is the same for the whole list: no reason for a pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Shares of a pair's track record by topic, which sum to 1, and its witness; `names` are those of the parties."""

    shares: Mapping[str, float]
    witness: Witness
    names: Mapping[str, str]

    def called(self, ids: Sequence[str]) -> list[str]:
        """The names of these parties of the past, the id where no name is known."""
        return [self.names.get(one, one) for one in ids]


def find_records(matching: Matching, reader: RecordReader | None, shown: Sequence[int]) -> dict[int, Record | None]:
    """The record of each shown pair by its position, None where its counterpart is not judged by its past."""
    found: dict[int, Record | None] = dict.fromkeys(shown)
    if reader is None:
        return found
    companies, counterparts = matching.pairs.companies, matching.pairs.counterparts
    names = _names(matching)
    by_company: dict[int, list[int]] = {}
    for pair in dict.fromkeys(shown):
        if reader.record.known[counterparts[pair]]:
            by_company.setdefault(int(companies[pair]), []).append(pair)
    for company, pairs in sorted(by_company.items()):
        columns = counterparts[pairs].astype(np.int64)
        topics, witnesses = reader.topics(company, columns), reader.witnesses(company, columns)
        for position, (pair, witness) in enumerate(zip(pairs, witnesses, strict=True)):
            lifts = {topic: float(values[position]) for topic, values in topics.items()}
            found[pair] = Record(shares=_shares(lifts), witness=witness, names=names)
    return found


def told_apart(terms: Mapping[str, float], record: Record | None) -> dict[str, float]:
    """The terms with the track record's split by topic, in its place; their sum stays the same."""
    if record is None or TRACK_RECORD not in terms:
        return dict(terms)
    split = {f"{TOPIC}{topic}": terms[TRACK_RECORD] * share for topic, share in record.shares.items()}
    return {**{name: value for name, value in terms.items() if name != TRACK_RECORD}, **split}


def _shares(lifts: Mapping[str, float]) -> dict[str, float]:
    """Each topic over their sum; where they cancel out, nothing is left to share and every share is 0."""
    total = sum(lifts.values())
    return {topic: value / total if abs(total) > 1e-9 else 0.0 for topic, value in lifts.items()}


def _names(matching: Matching) -> dict[str, str]:
    question = matching.question
    past = question.history.past if question.history else ()
    parties = (*past, *question.companies.profiles, *question.counterparts.profiles)
    return {profile.id: profile.name for profile in parties}
