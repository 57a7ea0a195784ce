"""What a ranker over the past says of the pairs of a programme, and which past deals it says it from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.learning.programme import day_after, programme_ledger
from matcher.learning.ranker import PastRanker
from matcher.learning.ready import ReadyRanker, Scores, make_ready
from matcher.learning.witnesses import Witness, find_witnesses
from matcher.past.ledger import Ints
from matcher.profiles import Interaction, Profile
from matcher.track_record import TrackRecord
from models.encoders import Encoder


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReader:
    """The track record of every pair of a programme, and what it is made of for the pairs that are shown.

    `company_rows` are rows of the ledger by company of the programme; `columns` the position among the ranker's
    candidates by counterpart, −1 for one that cannot be judged by its past.
    """

    ready: ReadyRanker
    company_rows: Ints
    columns: Ints
    record: TrackRecord

    def topics(self, company: int, counterparts: Ints) -> dict[str, Scores]:
        """What each of `matcher.learning.topics.TOPICS` adds to the lift of these pairs; they sum to it, exactly.

        All counterparts must be known to the record.
        """
        return self.ready.topics(int(self.company_rows[company]), self.columns[counterparts])

    def witnesses(self, company: int, counterparts: Ints) -> list[Witness]:
        """The past deals behind the record of these pairs, whose counterparts are known to it."""
        return find_witnesses(self.ready.prepared, int(self.company_rows[company]), self.columns[counterparts])


def read_record(
    ranker: PastRanker,
    companies: Sequence[Profile],
    counterparts: Sequence[Profile],
    past: Sequence[Profile],
    interactions: Sequence[Interaction],
    encoder: Encoder | None = None,
) -> RecordReader | None:
    """The record of these companies (rows) by these counterparts (columns); None where no counterpart has a past.

    `past` are the companies that only the history knows. Nothing but the interactions passed in is known. The encoder
    is not touched by a ranker that reads words alone.

    Raises:
        ConfigError: the ranker was trained on texts as another encoder reads them.
    """
    ledger = programme_ledger([*companies, *past], interactions, encoder if ranker.config.encoder else None)
    ready = make_ready(ranker, ledger, day_after(interactions))
    column_of = {ledger.counterpart_ids[row]: column for column, row in enumerate(ready.candidates)}
    columns = np.array([column_of.get(profile.id, -1) for profile in counterparts], dtype=np.int64)
    known = columns >= 0
    if not known.any() or not companies:
        return None
    row_of = {company_id: row for row, company_id in enumerate(ledger.company_ids)}
    company_rows = np.array([row_of[profile.id] for profile in companies], dtype=np.int64)
    lift = np.zeros((len(companies), len(counterparts)), dtype=np.float32)
    lift[:, known] = ready.lifts(company_rows)[:, columns[known]]
    return RecordReader(
        ready=ready,
        company_rows=company_rows,
        columns=columns,
        record=TrackRecord(lift=lift, known=known),
    )
