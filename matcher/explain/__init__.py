"""Why a pair was proposed, in words that its two sides can check."""

from matcher.explain.explainer import Shown, explain
from matcher.explain.quotes import find_quotes
from matcher.explain.wording import missing_fields, rule_reason

__all__ = ["Shown", "explain", "find_quotes", "missing_fields", "rule_reason"]
