"""Rankers learned from past deals."""

from matcher.learning.config import PastConfig, config_from_json
from matcher.learning.ranker import PastRanker, load_past_ranker
from matcher.learning.training import train_past_ranker

__all__ = ["PastConfig", "PastRanker", "config_from_json", "load_past_ranker", "train_past_ranker"]
