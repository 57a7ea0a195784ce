"""Why a pair was proposed, in words that its two sides can check."""

from matcher.explain.explainer import Shown, explain, make_cases
from matcher.explain.quotes import find_quotes
from matcher.explain.reasons import reasons_for
from matcher.explain.removal import without_fact, without_sentence
from matcher.explain.wording import missing_fields, rule_reason

__all__ = [
    "Shown",
    "explain",
    "find_quotes",
    "make_cases",
    "missing_fields",
    "reasons_for",
    "rule_reason",
    "without_fact",
    "without_sentence",
]
