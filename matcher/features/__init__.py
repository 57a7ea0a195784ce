"""Everything known of a pair as numbers in [−1, 1], 0 = unknown: one function, the same in training and serving."""

from matcher.features.table import FEATURES, Question, compute_features
from matcher.pairs import PairRows, all_pairs

__all__ = ["FEATURES", "PairRows", "Question", "all_pairs", "compute_features"]
