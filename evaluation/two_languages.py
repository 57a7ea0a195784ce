"""How what is read of a pair changes when the same company is described in the other language.

Trees cut where a number passes a bound, and a company described in Italian falls on the other side of some bounds than
in English. To train them on what either text would have said, every judged pair is told again with the changes of a
pair that has both: the companies of `datasets/statements/train.jsonl` are written in both languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.judged import Floats, Judged, Read, as_read, joined, question_of
from matcher.candidates import RetrievalConfig, retrieve
from matcher.concepts import Concept, read_concepts
from matcher.profiles import Profile, ProfileKind
from matcher.semantics import COMPANY
from models.encoders import Encoder

TWICE_WRITTEN = Path("datasets/statements/train.jsonl")
EVERY = 3
"""Of every so many companies one is read: it gives some hundred thousand changes."""
N_BANDS = 20
"""A change is taken from a pair whose prior is in the same of so many equally full bands: far pairs change less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Of `n` ≥ `N_BANDS` pairs, in the order of `before`, what the other language changes.

    `before` `(n,)` is the prior in one language, ascending; `table` `(n, len(COLUMNS))` and `prior` `(n,)` are what is
    read in the other less what is read in this one.
    """

    before: Floats
    table: npt.NDArray[np.float32]
    prior: Floats

    def draw(self, prior: Floats, rng: np.random.Generator) -> npt.NDArray[np.int64]:
        """A row of these for each pair, `(len(prior),)`, of those whose prior is about the same."""
        edges = np.linspace(0, len(self.before), N_BANDS + 1).astype(np.int64)
        band = np.searchsorted(self.before[edges[1:-1]], prior, side="right")
        return rng.integers(edges[band], edges[band + 1])


def told_again(judged: Judged, changes: Changes, times: int, seed: int) -> Judged:
    """The pairs, then `times` each of them as if its company had been described in the other language."""
    rng = np.random.default_rng(seed)
    told = [judged]
    for _ in range(times):
        row = changes.draw(judged.prior, rng)
        told.append(replace(judged, table=judged.table + changes.table[row], prior=judged.prior + changes.prior[row]))
    return joined(told)


def language_changes(counterparts: Sequence[Profile], encoder: Encoder, rows: Path = TWICE_WRITTEN) -> Changes:
    """What changes for the companies that are written in both languages, beside these counterparts."""
    twice = read_concepts(rows.read_text(encoding="utf-8"), rows.name)[::EVERY]
    question = question_of([_described(one, lang) for one in twice for lang in ("en", "it")], counterparts, encoder)
    pairs = retrieve(question, RetrievalConfig())
    n_counterparts = len(counterparts)
    found = pairs.companies.astype(np.int64) * n_counterparts + pairs.counterparts
    told_otherwise = (pairs.companies ^ 1).astype(np.int64) * n_counterparts + pairs.counterparts
    both = np.isin(told_otherwise, found)
    other = np.searchsorted(found[both], told_otherwise[both])
    return changes_between(as_read(question, pairs.where(both)), other)


def changes_between(read: Read, other: npt.NDArray[np.int64]) -> Changes:
    """The change from each pair to the pair at `other` `(n,)`, the same one in the other language."""
    order = np.argsort(read.prior, kind="stable")
    return Changes(
        before=read.prior[order],
        table=(read.table[other] - read.table)[order],
        prior=(read.prior[other] - read.prior)[order],
    )


def _described(concept: Concept, language: str) -> Profile:
    """A company that says only this; sorted by id, the two versions of one stand beside each other."""
    name = f"{concept.id} ({language})"
    return Profile(id=name, name=name, kind=ProfileKind.STARTUP, description=concept.text(COMPANY, language))
