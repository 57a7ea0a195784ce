"""Pairs that readers judged, as the trees of `judged-v1` read them.

Judgements are kept by `pair_key` in `datasets/judgements`; the texts of the pairs are in folders of their own.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matcher.concepts import load_concepts, shipped_adaptation
from matcher.features import PairRows
from matcher.features.table import JUDGEMENT, Question, compute_parts, judgement_table
from matcher.heads import load_heads
from matcher.importers import import_profiles
from matcher.interest import score_pairs
from matcher.matching import Programme, ask
from matcher.profiles import Profile, ProfileKind
from matcher.sectors import load_taxonomy
from models.encoders import Encoder

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

JUDGEMENTS = Path("datasets/judgements/sensible.csv")
COMPANIES = ("italian-spinoffs", "italian-startups")
COUNTERPARTS = "counterpart-profiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What is read of `n` pairs: `table` `(n, len(COLUMNS))` by trees, `prior` `(n,)` the log-odds without a judge."""

    table: npt.NDArray[np.float32]
    prior: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Read):
    """Judged pairs: row i is the pair of `company[i]` and `counterpart[i]`, `sensible` `(n,)` what was said of it."""

    company: Ints
    counterpart: Ints
    sensible: Bools

    def rows(self, keep: Bools) -> Judged:
        """The pairs where `keep` is True."""
        return Judged(**{field.name: getattr(self, field.name)[keep] for field in fields(Judged)})


def joined(parts: Sequence[Judged]) -> Judged:
    """All pairs of one part after the other."""
    return Judged(
        **{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Judged)}
    )


def pair_key(company: Profile, counterpart: Profile) -> str:
    """Twelve hexadecimal digits that stand for a pair: only who has the texts of both can tell which."""
    said = (company.name, company.description, counterpart.name, counterpart.description)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def read_judgements(path: Path = JUDGEMENTS) -> dict[str, bool]:
    """What was said of each pair, by `pair_key`."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["pair"]: row["sensible"] == "1" for row in csv.DictReader(stream)}


def judged_pairs(data: Path, counterparts: Sequence[Profile], encoder: Encoder, judgements: dict[str, bool]) -> Judged:
    """The judged pairs of both folders of companies. Counterparts have one number in both.

    Raises:
        SystemExit: no pair of a folder was judged.
    """
    parts, n_companies = [], 0
    for folder in COMPANIES:
        companies = import_profiles(data / folder / "startups.csv", default_kind=ProfileKind.STARTUP, lenient=True)
        question = question_of(companies.profiles, counterparts, encoder)
        found = [
            (row, column, judgements[key])
            for row, company in enumerate(question.companies.profiles)
            for column, counterpart in enumerate(question.counterparts.profiles)
            if (key := pair_key(company, counterpart)) in judgements
        ]
        if not found:
            raise SystemExit(
                f"{data / folder}: no judged pair is among its companies; are these the files that were read?"
            )
        company, counterpart, sensible = (np.array(column) for column in zip(*found, strict=True))
        pairs = PairRows(companies=company.astype(np.int32), counterparts=counterpart.astype(np.int32))
        read = as_read(question, pairs)
        parts.append(
            Judged(
                table=read.table,
                prior=read.prior,
                company=company + n_companies,
                counterpart=counterpart,
                sensible=sensible.astype(np.bool_),
            )
        )
        n_companies += len(question.companies)
    return joined(parts)


def read_counterparts(data: Path) -> tuple[Profile, ...]:
    """The counterparts of the judged pairs."""
    path = data / COUNTERPARTS / "counterparts.csv"
    return tuple(import_profiles(path, default_kind=ProfileKind.INVESTOR, lenient=True).profiles)


def question_of(companies: Sequence[Profile], counterparts: Sequence[Profile], encoder: Encoder) -> Question:
    """Both sides as the shipped model reads them; sides are sorted by id."""
    programme = Programme(companies=tuple(companies), counterparts=tuple(counterparts))
    return ask(programme, encoder, load_taxonomy(), load_concepts(), shipped_adaptation(encoder.id))


def as_read(question: Question, pairs: PairRows) -> Read:
    """What the trees read of these pairs, and the log-odds that the shipped heads give without a judge."""
    parts = compute_parts(question, pairs)
    silent = {JUDGEMENT: np.zeros(len(pairs), dtype=np.float32)}
    return Read(table=judgement_table(question, pairs, parts), prior=score_pairs(load_heads(), parts | silent).mutual)
