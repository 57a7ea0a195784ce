"""One shown pair with everything an explanation may speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.explain import wording
from matcher.explain.meetings import Meeting, is_stated
from matcher.explain.quotes import FactKey, Quote, QuoteKey
from matcher.explain.records import Record
from matcher.importers.vocabulary import find_intents
from matcher.language import Messages
from matcher.profiles import Intent, Profile
from matcher.sectors import load_taxonomy, load_topics
from matcher.semantics import COMPANY
from matcher.text import KNOWN, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A pair: its profiles, feature values, and what each feature adds to each side's log-odds.

    `quotes` and `facts` are what was found to bear the score, `meetings` the sectors the two share, `topics` the
    topics both name, the strongest first, `record` what its
    past deals say where a learned ranker judges by them. `precedents` are
    the past companies nearest to this one among those that the counterpart acted for, nearest first; `n_past` counts
    its past interactions, and `met` says that this very pair met before.
    """

    pair: int
    company: Profile
    counterpart: Profile
    features: Mapping[str, float]
    company_terms: Mapping[str, float]
    counterpart_terms: Mapping[str, float]
    score_logit: float
    agnostic: bool
    quotes: Mapping[QuoteKey, tuple[Quote, ...]]
    facts: Mapping[FactKey, float]
    meetings: tuple[Meeting, ...]
    topics: tuple[str, ...]
    precedents: tuple[Profile, ...]
    n_past: int
    met: bool
    messages: Messages
    record: Record | None = None

    def terms(self, role: str) -> Mapping[str, float]:
        """What each feature adds to the log-odds of one side's interest."""
        return self.company_terms if role == COMPANY else self.counterpart_terms

    def own(self, role: str) -> Profile:
        """The profile on the side of `role`."""
        return self.company if role == COMPANY else self.counterpart

    def quoted(self, role: str, voice: Voice) -> str:
        """The nearest sentence of those that bear the score, with its source, or ""."""
        quotes = self.quotes.get(QuoteKey(pair=self.pair, role=role, voice=voice), ())
        return self._quote(role, quotes[0]) if quotes else ""

    def sector_evidence(self, role: str) -> str:
        """Where one side says the sectors in which the two meet: its cell, else the sentence that names one, or ""."""
        profile = self.own(role)
        codes = [meeting.code(role) for meeting in self.meetings]
        if any(is_stated(profile, code) for code in codes):
            return self.fact(role, "sectors", "; ".join(profile.sector_labels))
        quotes = self.quotes.get(QuoteKey(pair=self.pair, role=role, voice=Voice.ABOUT), ())
        naming = [quote for quote in quotes if any(code in _mentioned(quote) for code in codes)]
        return self._quote(role, naming[0]) if naming else self.quoted(role, Voice.ABOUT)

    def topic_evidence(self, role: str) -> str:
        """Where one side names a topic that both name: a sentence that bears the score, else its labels, or ""."""
        table, shared = load_topics(), set(self.topics)
        quotes = self.quotes.get(QuoteKey(pair=self.pair, role=role, voice=Voice.ABOUT), ())
        naming = [quote for quote in quotes if shared & set(table.counts(quote.sentence.text))]
        if naming:
            return self._quote(role, naming[0])
        labels = [label for label in self.own(role).sector_labels if shared & set(table.counts(label))]
        return self.fact(role, "sectors", "; ".join(labels))

    def offer_evidence(self, role: str, intents: Sequence[Intent]) -> str:
        """Where one side says that it offers one of `intents`: its own sentence if that is where it was read, or ""."""
        profile = self.own(role)
        if not set(find_intents(profile.offer)[0]) & set(intents):
            return self.fact(role, "offers", wording.intent_names(profile.offers, self.messages))
        quotes = self.quotes.get(QuoteKey(pair=self.pair, role=role, voice=Voice.ABOUT), ())
        saying = [quote for quote in quotes if set(find_intents(quote.sentence.text)[0]) & set(intents)]
        return self._quote(role, saying[0]) if saying else ""

    def fact(self, role: str, field: str, text: str, *, label: str = "") -> str:
        """A structured fact that bears the score, with its source ("Acme, stage: seed"), or ""."""
        if not text or FactKey(pair=self.pair, role=role, field=field) not in self.facts:
            return ""
        return self.stated(role, label or field, text)

    def stated(self, role: str, label: str, text: str) -> str:
        """A fact with its source, whatever it does to the score."""
        name = wording.short_name(self.own(role).name)
        return self.say("evidence.fact", name=name, label=self.messages.text(f"label.{label}"), text=text)

    def both(self, first: str, second: str) -> str:
        """Two pieces of evidence side by side; one alone where the other is missing."""
        return self.say("evidence.pair", first=first, second=second) if first and second else first or second

    def say(self, key: str, **values: str) -> str:
        """A sentence of the reader's language with its placeholders filled; the parties are named by what they are."""
        return self.messages.text(key, {**wording.party_words(self.counterpart.kind, self.messages), **values})

    def _quote(self, role: str, quote: Quote) -> str:
        name = wording.short_name(self.own(role).name)
        source = "known" if quote.sentence.field == KNOWN else "quote"
        return self.say(f"evidence.{source}", name=name, text=wording.excerpt(quote.sentence.text))


def _mentioned(quote: Quote) -> Mapping[str, float]:
    return load_taxonomy().mentions(quote.sentence.text)
