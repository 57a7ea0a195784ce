"""Finding near profiles: by meaning (vectors) and by words."""

from matcher.index.dense import FaissIndex, VectorIndex
from matcher.index.lexical import WordIndex, tokenize

__all__ = ["FaissIndex", "VectorIndex", "WordIndex", "tokenize"]
