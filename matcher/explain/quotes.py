"""Which sentence of a profile speaks for a pair: the one whose absence would lower the score most.

Sentences near the other side are shortlisted by cosine; each is then really taken out, the profile is encoded and
scored again by the very function that scored it, and only a sentence whose removal lowers the score may be quoted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.features import PairRows, Question, compute_features
from matcher.interest import Heads, score_pairs
from matcher.matching import Matching
from matcher.profiles import Profile
from matcher.sectors import SectorTaxonomy
from matcher.semantics import COMPANY, COUNTERPART, SideText, Voiced, encode_side, place_side
from matcher.sides import prepare_side
from matcher.text import Sentence, Voice
from models.encoders import Encoder

Floats = npt.NDArray[np.float32]

TRIED = 2
"""Sentences per pair, side and voice that are really taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteKey:
    """Whose words in which voice: `pair` is a position in `Matching.pairs`, `role` "company" or "counterpart"."""

    pair: int
    role: str
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence and by how many logits the pair's score falls without it (> 0)."""

    sentence: Sentence
    drop: float


@dataclass(frozen=True, slots=True)
class _Trial:
    key: QuoteKey
    sentence_row: int


def find_quotes(
    matching: Matching, heads: Heads, encoder: Encoder, taxonomy: SectorTaxonomy, shown: Sequence[int]
) -> dict[QuoteKey, Quote]:
    """The best quote of each shown pair, side and voice; no entry where no sentence bears the score."""
    found: dict[QuoteKey, Quote] = {}
    for role in (COMPANY, COUNTERPART):
        trials = _trials(matching, role, shown)
        drops = _drops(matching, heads, encoder, taxonomy, role, trials)
        sentences = _text(matching.question, role).encoded.sentences
        for trial, drop in zip(trials, drops.tolist(), strict=True):
            best = found.get(trial.key)
            if drop > 0.0 and (best is None or drop > best.drop):
                found[trial.key] = Quote(sentence=sentences[trial.sentence_row], drop=drop)
    return found


def _trials(matching: Matching, role: str, shown: Sequence[int]) -> list[_Trial]:
    text = _text(matching.question, role)
    encoded = text.encoded
    alone = Voiced(whole=encoded.raw, pieces=encoded.raw)
    groups = encoded.groups()
    placed = matching.question.space.place(alone, [groups[row] for row in encoded.owner])
    bounds = np.searchsorted(encoded.owner, np.arange(len(groups) + 1))
    own_rows, other_rows = _rows(matching.pairs, role)
    others = _text(matching.question, COUNTERPART if role == COMPANY else COMPANY)
    trials: list[_Trial] = []
    for pair in shown:
        start, end = int(bounds[own_rows[pair]]), int(bounds[own_rows[pair] + 1])
        other = others.about[other_rows[pair]] + others.needs[other_rows[pair]]
        nearness = placed[start:end] @ other
        for voice in Voice:
            mine = [row for row in range(start, end) if encoded.sentences[row].voice == voice]
            best = sorted(mine, key=lambda row: (-nearness[row - start], row))[:TRIED]
            trials += [_Trial(QuoteKey(pair=pair, role=role, voice=voice), row) for row in best]
    return trials


def _drops(
    matching: Matching, heads: Heads, encoder: Encoder, taxonomy: SectorTaxonomy, role: str, trials: list[_Trial]
) -> npt.NDArray[np.float64]:
    """By how many logits the mutual score falls when each trial's sentence is taken out, `(n_trials,)`."""
    question = matching.question
    encoded = _text(question, role).encoded
    profiles = (question.companies if role == COMPANY else question.counterparts).profiles
    removed = sorted({trial.sentence_row for trial in trials})
    variant_row = {sentence_row: row for row, sentence_row in enumerate(removed)}
    bounds = np.searchsorted(encoded.owner, np.arange(len(profiles) + 1))
    variants = []
    for row in removed:
        owner = encoded.owner[row]
        own_sentences = encoded.sentences[bounds[owner] : bounds[owner + 1]]
        variants.append(without_sentence(profiles[owner], own_sentences, encoded.sentences[row]))
    changed = _with_side(question, role, tuple(variants), encoder, taxonomy)
    _, other_rows = _rows(matching.pairs, role)
    own = np.array([variant_row[trial.sentence_row] for trial in trials], dtype=np.int32)
    other = np.array([other_rows[trial.key.pair] for trial in trials], dtype=np.int32)
    pairs = (
        PairRows(companies=own, counterparts=other) if role == COMPANY else PairRows(companies=other, counterparts=own)
    )
    after = score_pairs(heads, compute_features(changed, pairs)).mutual
    before = matching.scores.mutual[[trial.key.pair for trial in trials]]
    return np.asarray(before - after)


def without_sentence(profile: Profile, sentences: Sequence[Sentence], gone: Sentence) -> Profile:
    """The profile as it would be if one of its `sentences` had not been written."""
    kept = [sentence.text for sentence in sentences if sentence.field == gone.field and sentence is not gone]
    text = " ".join(kept)
    if gone.field == "description":
        return replace(profile, description=text)
    return replace(profile, offer=text) if gone.field == "offer" else replace(profile, needs=text)


def _with_side(
    question: Question, role: str, profiles: tuple[Profile, ...], encoder: Encoder, taxonomy: SectorTaxonomy
) -> Question:
    text = place_side(encode_side(profiles, role, encoder), question.space)
    side = prepare_side(profiles, question.companies.countries, taxonomy, text.sectors)
    if role == COMPANY:
        return replace(question, companies=side, company_text=text)
    return replace(question, counterparts=side, counterpart_text=text)


def _text(question: Question, role: str) -> SideText:
    return question.company_text if role == COMPANY else question.counterpart_text


def _rows(pairs: PairRows, role: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    rows = (pairs.companies, pairs.counterparts)
    return rows if role == COMPANY else (rows[1], rows[0])
