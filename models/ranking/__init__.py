"""Features → scores."""

from models.ranking.additive import AdditiveConfig, AdditiveRanker, Term, load_additive_config, sigmoid
from models.ranking.protocol import Ranker

__all__ = ["AdditiveConfig", "AdditiveRanker", "Ranker", "Term", "load_additive_config", "sigmoid"]
