"""Features → each side's interest and the pair's score, with the contributions that add up to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.features import PairRows, Question, compute_features
from matcher.features.table import JUDGEMENT
from matcher.reciprocity import mutual_logit, side_weights
from models.ranking import AdditiveRanker, sigmoid

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The two rankers of a model: what makes the company want the counterpart, and the other way round."""

    model_id: str
    company: AdditiveRanker
    counterpart: AdditiveRanker

    @property
    def feature_names(self) -> tuple[str, ...]:
        """Every feature that either head reads, once, company head first."""
        return tuple(dict.fromkeys((*self.company.feature_names, *self.counterpart.feature_names)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """Log-odds of each side's interest and of the pair, each `(n_pairs,)` float64."""

    company: Floats
    counterpart: Floats
    mutual: Floats

    def probabilities(self) -> tuple[Floats, Floats, Floats]:
        """Company interest, counterpart interest and mutual score in (0, 1)."""
        return sigmoid(self.company), sigmoid(self.counterpart), sigmoid(self.mutual)


def read_features(heads: Heads, question: Question, pairs: PairRows) -> dict[str, npt.NDArray[np.float32]]:
    """The features of the pairs; nobody is asked for judgements that the heads do not weigh."""
    return compute_features(question, pairs, judged=JUDGEMENT in heads.feature_names)


def score_pairs(heads: Heads, features: Mapping[str, npt.NDArray[np.float32]]) -> PairScores:
    """Each side's interest and the mutual score of every pair, in log-odds."""
    company, counterpart = heads.company.logits(features), heads.counterpart.logits(features)
    return PairScores(company=company, counterpart=counterpart, mutual=mutual_logit(company, counterpart))


def mutual_contributions(
    heads: Heads, features: Mapping[str, npt.NDArray[np.float32]]
) -> tuple[Floats, dict[str, Floats]]:
    """The base and what each feature adds to the mutual log-odds, each `(n_pairs,)`; all together are the score's.

    Each side's terms count by its share of the pair (`reciprocity.side_weights`): base + all columns =
    `score_pairs(...).mutual`.
    """
    scores = score_pairs(heads, features)
    weights = side_weights(scores.company, scores.counterpart)
    base = np.zeros_like(scores.mutual)
    total: dict[str, Floats] = {name: np.zeros_like(scores.mutual) for name in heads.feature_names}
    for head, weight in zip((heads.company, heads.counterpart), weights, strict=True):
        base = base + weight * head.config.base
        terms = head.contributions(features)
        for index, name in enumerate(head.feature_names):
            total[name] = total[name] + weight * terms[:, index]
    return base, total
