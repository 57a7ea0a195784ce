"""Who invested in what, and when, as arrays: the one table from which everything about the past is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from matcher.errors import ConfigError
from matcher.past.vectors import TextVectors

Ints = npt.NDArray[np.int64]

UNKNOWN = -1
"""A date that is not given, or a place or stage that is not."""
TRAITS = ("country", "region", "metro", "city", "stage")
"""The categorical facts of a company, in the order of the columns of `Ledger.traits`."""
COMPANY_COLUMNS = ("id", "founded", "first_date", *TRAITS, "sectors", "text")
DEAL_COLUMNS = ("company_id", "counterpart_id", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Companies and their dated deals with counterparts.

    Rows of companies follow `company_ids`, rows of counterparts `counterpart_ids`; both are sorted and unique. Days are
    ordinals of the proleptic calendar (`date.toordinal`), `UNKNOWN` where not given.

    Attributes:
        company_ids: ids of the companies.
        counterpart_ids: ids of the counterparts.
        founded: day of foundation, `(n_companies,)`.
        first: day of the first known round where the profile gives it, `(n_companies,)`.
        traits: a code per company and trait, `(n_companies, len(TRAITS))`, `UNKNOWN` where not given.
        sectors: 1 where a company is in a sector, `(n_companies, n_sectors)`.
        terms: 1 + log(count) of each term of the text, `(n_companies, n_terms)`; a row is empty without text.
        deal_company, deal_counterpart, deal_day: one entry per deal, by day, company and counterpart.
        vectors: of the texts, in the rows of the companies; None where they were not encoded.
    """

    company_ids: tuple[str, ...]
    counterpart_ids: tuple[str, ...]
    founded: Ints
    first: Ints
    traits: Ints
    sectors: sp.csr_matrix
    terms: sp.csr_matrix
    deal_company: Ints
    deal_counterpart: Ints
    deal_day: Ints
    vectors: TextVectors | None = None

    def before(self, day: int) -> Ledger:
        """The same companies with the deals dated strictly before `day`; an undated deal is never known to be."""
        kept = (self.deal_day != UNKNOWN) & (self.deal_day < day)
        return replace(
            self,
            deal_company=self.deal_company[kept],
            deal_counterpart=self.deal_counterpart[kept],
            deal_day=self.deal_day[kept],
        )

    def read_by(self, encoder_id: str) -> Ledger:
        """The same with the vectors of this encoder alone: without any where it is "".

        Raises:
            ConfigError: the texts were not encoded, or by another encoder.
        """
        if not encoder_id:
            return replace(self, vectors=None)
        given = self.vectors.encoder_id if self.vectors is not None else "none"
        if given != encoder_id:
            raise ConfigError(
                f"this ranker was trained on texts as the encoder {encoder_id} reads them; the one given is {given}. "
                "Choose the former with --encoder, or train again"
            )
        return self

    def first_seen(self) -> Ints:
        """Day of each company's first known round, else of its first dated deal, `UNKNOWN` without either.

        It says which companies are asked about when; as it may be read off the very deals that are asked for, it is
        no feature.
        """
        far = np.iinfo(np.int64).max
        seen = np.full(len(self.company_ids), far, dtype=np.int64)
        dated = self.deal_day != UNKNOWN
        np.minimum.at(seen, self.deal_company[dated], self.deal_day[dated])
        return np.where(self.first != UNKNOWN, self.first, np.where(seen == far, UNKNOWN, seen))

    def experienced(self, min_deals: int) -> Ints:
        """Rows of the counterparts with deals in at least `min_deals` companies, ascending."""
        pairs = np.unique(self.deal_counterpart * len(self.company_ids) + self.deal_company)
        companies = np.bincount(pairs // max(1, len(self.company_ids)), minlength=len(self.counterpart_ids))
        return np.flatnonzero(companies >= min_deals)


def build_ledger(companies: pd.DataFrame, deals: pd.DataFrame) -> Ledger:
    """The ledger of these companies and deals, the same whatever the order of the rows.

    `companies` has the columns `COMPANY_COLUMNS`: `sectors` holds sequences of names, `text` strings, dates are ISO
    strings; any cell but the id may be missing. `deals` has `DEAL_COLUMNS`. Of companies with the same id the first
    counts. Deals with an unknown company are left out; what is no date is an unknown date.
    """
    companies = companies.drop_duplicates("id").sort_values("id", kind="stable").reset_index(drop=True)
    company_ids = tuple(companies["id"].astype(str))
    row_of = {company_id: row for row, company_id in enumerate(company_ids)}
    deals = deals[deals["company_id"].isin(row_of) & deals["counterpart_id"].notna()]
    counterpart_ids = tuple(sorted(set(deals["counterpart_id"].astype(str))))
    counterpart_row = {counterpart_id: row for row, counterpart_id in enumerate(counterpart_ids)}
    company: Ints = np.array([row_of[company_id] for company_id in deals["company_id"]], dtype=np.int64)
    counterpart: Ints = np.array([counterpart_row[name] for name in deals["counterpart_id"]], dtype=np.int64)
    day = ordinal_days(deals["date"])
    order = np.lexsort((counterpart, company, day))
    return Ledger(
        company_ids=company_ids,
        counterpart_ids=counterpart_ids,
        founded=ordinal_days(companies["founded"]),
        first=ordinal_days(companies["first_date"]),
        traits=np.stack([_codes(companies[trait]) for trait in TRAITS], axis=1),
        sectors=_indicators([_names(cell) for cell in companies["sectors"]]),
        terms=count_terms(_strings(companies["text"])),
        deal_company=company[order],
        deal_counterpart=counterpart[order],
        deal_day=day[order],
    )


def ordinal_days(dates: pd.Series) -> Ints:
    """ISO dates → ordinal days, `UNKNOWN` for what is missing or no date."""
    stamps = pd.to_datetime(dates, errors="coerce", format="ISO8601")
    return np.array([UNKNOWN if pd.isna(stamp) else stamp.toordinal() for stamp in stamps], dtype=np.int64)


def count_terms(texts: Sequence[str]) -> sp.csr_matrix:
    """1 + log(count) of the words and pairs of words of the texts, `(n_texts, n_terms)` float32.

    Also of those that one text uses: which are worth reading is for the past to say, not for texts that come later.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(stop_words="english", ngram_range=(1, 2), dtype=np.float32)
    try:
        counts = vectorizer.fit_transform(texts).tocsr()
    except ValueError:
        return sp.csr_matrix((len(texts), 0), dtype=np.float32)
    counts.data = (1.0 + np.log(counts.data)).astype(np.float32)
    return counts


def _strings(cells: pd.Series) -> list[str]:
    return ["" if pd.isna(cell) else str(cell) for cell in cells]


def _codes(cells: pd.Series) -> Ints:
    """Values numbered in alphabetical order, `UNKNOWN` where missing or blank."""
    values = [value.strip() for value in _strings(cells)]
    number_of = {value: number for number, value in enumerate(sorted(set(values) - {""}))}
    return np.array([number_of.get(value, UNKNOWN) for value in values], dtype=np.int64)


def _names(cell: object) -> list[str]:
    return [str(name) for name in cell] if isinstance(cell, list | tuple | frozenset | set) else []


def _indicators(lists: Sequence[Sequence[str]]) -> sp.csr_matrix:
    names = sorted({name for names in lists for name in names})
    column_of = {name: column for column, name in enumerate(names)}
    pairs = sorted({(row, column_of[name]) for row, names in enumerate(lists) for name in names})
    rows, columns = [row for row, _ in pairs], [column for _, column in pairs]
    return sp.csr_matrix((np.ones(len(pairs), dtype=np.float32), (rows, columns)), shape=(len(lists), len(names)))
