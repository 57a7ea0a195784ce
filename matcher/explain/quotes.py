"""Which sentence or fact of a profile speaks for a pair: one whose absence really lowers the score.

Sentences near the other side are shortlisted by cosine, those that name a sector in which the two meet are added; each
is then taken out, the profile encoded and scored again by the very functions that scored it. Facts are taken out alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.explain.meetings import Meeting
from matcher.explain.removal import (
    CLEAR_DROP,
    FACTS,
    Variant,
    mutual_with,
    mutual_with_facts,
    own_and_other,
    side_profiles,
    side_text,
    without_fact,
    without_sentence,
)
from matcher.interest import Heads
from matcher.matching import Matching
from matcher.profiles import Profile
from matcher.sectors import SectorTaxonomy
from matcher.semantics import COMPANY, COUNTERPART, EncodedSide, Voiced, encode_side, place_side
from matcher.text import Sentence, Voice
from models.encoders import Encoder

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
    """A sentence, by how many logits the pair's score falls without it (> 0), and its nearness to the other side."""

    sentence: Sentence
    drop: float
    nearness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKey:
    """Which fact of whom: `field` is a key of `removal.FACTS`."""

    pair: int
    role: str
    field: str


@dataclass(frozen=True, slots=True)
class _Trial:
    key: QuoteKey
    sentence_row: int
    nearness: float


def find_quotes(
    matching: Matching,
    heads: Heads,
    encoder: Encoder,
    taxonomy: SectorTaxonomy,
    shown: Sequence[int],
    meetings: Mapping[int, tuple[Meeting, ...]],
) -> dict[QuoteKey, tuple[Quote, ...]]:
    """The sentences that bear each shown pair, by side and voice, the nearest first; no entry where none does."""
    found: dict[QuoteKey, list[Quote]] = {}
    for role in (COMPANY, COUNTERPART):
        trials = _trials(matching, taxonomy, role, shown, meetings)
        drops = _drops(matching, heads, encoder, taxonomy, role, trials)
        sentences = side_text(matching.question, role).encoded.sentences
        for trial, drop in zip(trials, drops.tolist(), strict=True):
            if drop > CLEAR_DROP:
                quote = Quote(sentence=sentences[trial.sentence_row], drop=drop, nearness=trial.nearness)
                found.setdefault(trial.key, []).append(quote)
    return {key: tuple(sorted(quotes, key=lambda quote: -quote.nearness)) for key, quotes in found.items()}


def find_facts(
    matching: Matching, heads: Heads, taxonomy: SectorTaxonomy, shown: Sequence[int]
) -> dict[FactKey, float]:
    """By how many logits each shown pair's score falls without each stated fact; only facts that bear it."""
    found: dict[FactKey, float] = {}
    for role in (COMPANY, COUNTERPART):
        keys: list[FactKey] = []
        variants: list[Variant] = []
        own_rows, _ = own_and_other(matching.pairs, role)
        profiles = side_profiles(matching.question, role)
        changed = {row: _without_each(profiles[row]) for row in sorted({int(own_rows[pair]) for pair in shown})}
        for pair in shown:
            row = int(own_rows[pair])
            keys += [FactKey(pair=pair, role=role, field=field) for field, _ in changed[row]]
            variants += [Variant(pair, row, variant) for _, variant in changed[row]]
        after = mutual_with_facts(matching, heads, taxonomy, role, variants)
        drops = matching.scores.mutual[[key.pair for key in keys]] - after if keys else after
        found |= {key: drop for key, drop in zip(keys, drops.tolist(), strict=True) if drop > CLEAR_DROP}
    return found


def _without_each(profile: Profile) -> list[tuple[str, Profile]]:
    """The profile without each fact that it states, with the fact's name."""
    changed = [(field, without_fact(profile, field)) for field in FACTS]
    return [(field, variant) for field, variant in changed if variant != profile]


def _trials(
    matching: Matching,
    taxonomy: SectorTaxonomy,
    role: str,
    shown: Sequence[int],
    meetings: Mapping[int, tuple[Meeting, ...]],
) -> list[_Trial]:
    text = side_text(matching.question, role)
    encoded = text.encoded
    bounds = np.searchsorted(encoded.owner, np.arange(len(encoded.languages) + 1))
    own_rows, other_rows = own_and_other(matching.pairs, role)
    placed = _place_sentences(matching, encoded, bounds, sorted({int(own_rows[pair]) for pair in shown}))
    others = side_text(matching.question, COUNTERPART if role == COMPANY else COMPANY)
    profiles = side_profiles(matching.question, role)
    trials: list[_Trial] = []
    for pair in shown:
        start, end = int(bounds[own_rows[pair]]), int(bounds[own_rows[pair] + 1])
        nearness = placed[int(own_rows[pair])] @ (others.about[other_rows[pair]] + others.needs[other_rows[pair]])
        unstated = {one.code(role) for one in meetings[pair]} - set(profiles[own_rows[pair]].sectors)
        for voice in Voice:
            mine = [row for row in range(start, end) if encoded.sentences[row].voice == voice]
            best = sorted(mine, key=lambda row: (-nearness[row - start], row))[:TRIED]
            if voice is Voice.ABOUT:
                best += [row for row in _naming(encoded, mine, unstated, taxonomy) if row not in best]
            key = QuoteKey(pair=pair, role=role, voice=voice)
            trials += [_Trial(key, row, float(nearness[row - start])) for row in best]
    return trials


def _place_sentences(
    matching: Matching, encoded: EncodedSide, bounds: npt.NDArray[np.int64], owners: Sequence[int]
) -> dict[int, npt.NDArray[np.float32]]:
    """The sentences of these profiles in the common space, each as if it stood alone, by profile row."""
    if not owners:
        return {}
    groups = encoded.groups()
    rows = np.concatenate([np.arange(bounds[owner], bounds[owner + 1]) for owner in owners])
    alone = Voiced(whole=encoded.raw[rows], pieces=encoded.raw[rows])
    placed = matching.question.space.place(alone, [groups[row] for row in encoded.owner[rows]])
    ends = np.cumsum([bounds[owner + 1] - bounds[owner] for owner in owners])
    return dict(zip(owners, np.split(placed, ends[:-1]), strict=True))


def _naming(encoded: EncodedSide, rows: Sequence[int], codes: set[str], taxonomy: SectorTaxonomy) -> list[int]:
    """For each sector, the sentence that names it most clearly."""
    named = {row: taxonomy.mentions(encoded.sentences[row].text) for row in rows} if codes else {}
    chosen = []
    for code in sorted(codes):
        best = min(((-mentioned[code], row) for row, mentioned in named.items() if code in mentioned), default=None)
        chosen += [best[1]] if best else []
    return list(dict.fromkeys(chosen))


def _drops(
    matching: Matching, heads: Heads, encoder: Encoder, taxonomy: SectorTaxonomy, role: str, trials: list[_Trial]
) -> npt.NDArray[np.float64]:
    """By how many logits the mutual score falls when each trial's sentence is taken out, `(n_trials,)`."""
    question = matching.question
    encoded = side_text(question, role).encoded
    profiles = side_profiles(question, role)
    removed = sorted({trial.sentence_row for trial in trials})
    variant_row = {sentence_row: row for row, sentence_row in enumerate(removed)}
    bounds = np.searchsorted(encoded.owner, np.arange(len(profiles) + 1))
    variants = []
    for row in removed:
        owner = encoded.owner[row]
        own_sentences = encoded.sentences[bounds[owner] : bounds[owner + 1]]
        variants.append(without_sentence(profiles[owner], own_sentences, encoded.sentences[row]))
    text = place_side(encode_side(variants, role, encoder), question.space)
    rows = np.array([variant_row[trial.sentence_row] for trial in trials], dtype=np.int32)
    pairs = [trial.key.pair for trial in trials]
    after = mutual_with(matching, heads, taxonomy, role, variants, text, pairs, rows)
    return np.asarray(matching.scores.mutual[pairs] - after)
