"""Rankers learned from past deals."""

from matcher.learning.config import PastConfig, config_from_json
from matcher.learning.ranker import PastRanker, is_past_ranker, load_past_ranker
from matcher.learning.record import RecordReader, read_record
from matcher.learning.topics import LEVEL, LIKE, PACE, PLACE, STAGE, TOPICS
from matcher.learning.training import train_past_ranker
from matcher.learning.witnesses import Witness

__all__ = [
    "LEVEL",
    "LIKE",
    "PACE",
    "PLACE",
    "STAGE",
    "TOPICS",
    "PastConfig",
    "PastRanker",
    "RecordReader",
    "Witness",
    "config_from_json",
    "is_past_ranker",
    "load_past_ranker",
    "read_record",
    "train_past_ranker",
]
