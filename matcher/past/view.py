"""What is known of the past on one day, from where these candidates stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from matcher.past.ledger import Ints, Ledger
from matcher.past.vectors import centred_rows

Floats = npt.NDArray[np.float32]

DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class PastView:
    """The first deals of each candidate with each company of the past, as of `day`.

    `ledger` holds only what was dated before `day`. `past` are the rows of the companies with a deal by then and
    `candidates` rows of counterparts; `entries` is 1 where a candidate has entered a company, `(n_candidates, n_past)`,
    and `entry_age` the years since, in the order of its stored values. `syndicate` counts all counterparts of each
    past company. `text` and `sectors` are unit rows for **all** companies, weighed by how rare a term or sector is
    in the past. `vectors` are unit rows for all companies too, without what the past has in common (`centred_rows`).
    `past_text`, `past_sectors` and `past_vectors` are the same of the past companies, in columns, so that a question
    need not pick them out.
    """

    ledger: Ledger
    day: int
    past: Ints
    candidates: Ints
    entries: sp.csr_matrix
    entry_age: Floats
    syndicate: Floats
    text: sp.csr_matrix
    sectors: sp.csr_matrix
    vectors: Floats
    past_text: sp.csr_matrix
    past_sectors: sp.csr_matrix
    past_vectors: Floats

    @property
    def n_entries(self) -> Floats:
        """Companies entered by each candidate, `(n_candidates,)`."""
        return np.asarray(np.diff(self.entries.indptr), dtype=np.float32)

    @property
    def past_age(self) -> Floats:
        """Years since the first deal of each past company, `(n_past,)`."""
        first = np.full(len(self.ledger.company_ids), self.day, dtype=np.int64)
        np.minimum.at(first, self.ledger.deal_company, self.ledger.deal_day)
        return ((self.day - first[self.past]) / DAYS_PER_YEAR).astype(np.float32)

    def likeness(self, left: Ints, right: Ints | None = None) -> tuple[Floats, Floats, Floats]:
        """Cosines of companies in words, sectors and meaning, `(n_left, n_right)` float32 each.

        Without `right` they are to all past companies. What is not known is like nothing: 0.
        """
        columns = (self.past_text, self.past_sectors, self.past_vectors)
        if right is not None:
            columns = (self.text[right].T, self.sectors[right].T, self.vectors[right].T)
        words = np.asarray((self.text[left] @ columns[0]).toarray(), dtype=np.float32)
        sectors = np.asarray((self.sectors[left] @ columns[1]).toarray(), dtype=np.float32)
        return words, sectors, np.asarray(self.vectors[left] @ columns[2], dtype=np.float32)

    def fading(self, years: float) -> sp.csr_matrix:
        """`entries` with exp(−age / years) for 1."""
        matrix = self.entries.copy()
        matrix.data = np.exp(-self.entry_age / years).astype(np.float32)
        return matrix


def view_past(ledger: Ledger, candidates: Ints, day: int) -> PastView:
    """What was dated strictly before `day`, seen from the counterpart rows `candidates`."""
    known = ledger.before(day)
    past, past_position = np.unique(known.deal_company, return_inverse=True)
    n_past = max(1, len(past))
    pairs, first_deal = np.unique(known.deal_counterpart * n_past + past_position, return_index=True)
    counterpart, company = pairs // n_past, pairs % n_past
    position = np.full(len(ledger.counterpart_ids), -1, dtype=np.int64)
    position[candidates] = np.arange(len(candidates))
    kept = position[counterpart] >= 0
    rows, columns = position[counterpart[kept]], company[kept]
    age = (day - known.deal_day[first_deal[kept]]) / DAYS_PER_YEAR
    order = np.lexsort((columns, rows))
    shape = (len(candidates), len(past))
    entries = sp.csr_matrix((np.ones(len(order), dtype=np.float32), (rows[order], columns[order])), shape=shape)
    text, sectors = weigh_by_rarity(ledger.terms, past), weigh_by_rarity(ledger.sectors, past)
    vectors = centred_rows(ledger.vectors, len(ledger.company_ids), past)
    return PastView(
        ledger=known,
        day=day,
        past=past,
        candidates=candidates,
        entries=entries,
        entry_age=age[order].astype(np.float32),
        syndicate=np.bincount(company, minlength=len(past)).astype(np.float32),
        text=text,
        sectors=sectors,
        vectors=vectors,
        past_text=text[past].T.tocsr(),
        past_sectors=sectors[past].T.tocsr(),
        past_vectors=np.ascontiguousarray(vectors[past].T),
    )


def weigh_by_rarity(indicators: sp.csr_matrix, past: Ints) -> sp.csr_matrix:
    """Rows times log((n + 1) / (n_with + 1)) + 1, counted among the past rows, scaled to unit length.

    What no past row has does not count, so that a row is the same whatever other rows come later.
    """
    n_with = indicators[past].getnnz(axis=0)
    rarity = np.where(n_with > 0, np.log((len(past) + 1) / (n_with + 1)) + 1.0, 0.0)
    weighed = indicators.multiply(rarity[None, :]).tocsr().astype(np.float32)
    weighed.eliminate_zeros()
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return (sp.diags(1.0 / np.maximum(length, 1e-12)) @ weighed).tocsr().astype(np.float32)
