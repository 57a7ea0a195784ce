"""Features → scores."""

from models.ranking.additive import AdditiveConfig, AdditiveRanker, Term, load_additive_config, sigmoid

__all__ = ["AdditiveConfig", "AdditiveRanker", "Term", "load_additive_config", "sigmoid"]
