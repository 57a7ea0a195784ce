"""What past deals say of new pairs."""

from matcher.past.features import past_features
from matcher.past.ledger import Ledger, build_ledger

__all__ = ["Ledger", "build_ledger", "past_features"]
