"""One shown pair with everything an explanation may speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.explain.quotes import Quote, QuoteKey
from matcher.language import Messages
from matcher.profiles import Profile
from matcher.semantics import COMPANY
from matcher.text import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pair: its profiles, feature values, and what each feature adds to each side's log-odds.

    `quotes` are the sentences that bear the score; `precedents` the past companies nearest to this one among those
    that the counterpart acted for, nearest first; `n_past` its past interactions.
    """

    pair: int
    company: Profile
    counterpart: Profile
    features: Mapping[str, float]
    company_terms: Mapping[str, float]
    counterpart_terms: Mapping[str, float]
    score_logit: float
    agnostic: bool
    quotes: Mapping[QuoteKey, Quote]
    precedents: tuple[Profile, ...]
    n_past: int
    messages: Messages

    def terms(self, role: str) -> Mapping[str, float]:
        """What each feature adds to the log-odds of one side's interest."""
        return self.company_terms if role == COMPANY else self.counterpart_terms

    def other(self, role: str) -> Profile:
        """The profile across the table from the side of `role`."""
        return self.counterpart if role == COMPANY else self.company

    def own(self, role: str) -> Profile:
        """The profile on the side of `role`."""
        return self.company if role == COMPANY else self.counterpart

    def quoted(self, role: str, voice: Voice) -> str:
        """The sentence that speaks for the pair, with its source, or ""."""
        quote = self.quotes.get(QuoteKey(pair=self.pair, role=role, voice=voice))
        if quote is None:
            return ""
        return self.say("evidence.quote", name=self.own(role).name, text=quote.sentence.text)

    def fact(self, role: str, label: str, text: str) -> str:
        """A structured fact with its source: "Acme, accepted stages: seed"."""
        return self.say(
            "evidence.fact", name=self.own(role).name, label=self.messages.text(f"label.{label}"), text=text
        )

    def both(self, first: str, second: str) -> str:
        """Two pieces of evidence side by side; one alone where the other is missing."""
        return self.say("evidence.pair", first=first, second=second) if first and second else first or second

    def say(self, key: str, **values: str) -> str:
        """A sentence of the reader's language with its placeholders filled."""
        return self.messages.text(key, values)
