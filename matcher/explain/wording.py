"""Codes and amounts in the reader's words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from matcher.language import Messages, country_label
from matcher.profiles import STAGE_ORDER, WORLDWIDE, Money, Profile, Stage
from matcher.sectors import load_taxonomy, load_topics

MOST_NAMED = 3
"""Items of a list that a sentence names; the rest become an ellipsis."""
LONGEST_QUOTE = 240
"""Characters of a sentence that are quoted; the rest becomes an ellipsis."""
_LEGAL_FORM = re.compile(
    r"[,\s]+(?:s\.?\s?r\.?\s?l\.?s?\.?|s\.?\s?p\.?\s?a\.?|s\.?a\.?s\.?|s\.?n\.?c\.?"
    r"|inc\.?|l\.?l\.?c\.?|l\.?l\.?p\.?|ltd\.?|gmbh|corp\.?|plc)$",
    re.IGNORECASE,
)
MILLION = 1_000_000.0
_SHORT_ENOUGH = 40
"""Characters up to which a name is left whole; a longer one may lose the body it belongs to."""


def listed(items: Sequence[str], most: int = MOST_NAMED) -> str:
    """The first items joined by commas, "…" when there are more."""
    return ", ".join(items[:most]) + (", …" if len(items) > most else "")


def short_name(name: str) -> str:
    """The name as people say it: without legal form, and without the parent body where the whole is long.

    >>> short_name("Alfa Robotica S.r.l."), short_name("Beta, Inc.")
    ('Alfa Robotica', 'Beta')
    >>> short_name("State University of the Northern Coast – Laboratory of Optics")
    'Laboratory of Optics'
    """
    spoken = _LEGAL_FORM.sub("", name.strip()) or name
    unit = spoken.split(" – ")[-1]
    return unit if len(spoken) > _SHORT_ENOUGH and len(unit.split()) > 1 else spoken


def excerpt(sentence: str) -> str:
    """The sentence, cut at a word where it is longer than `LONGEST_QUOTE` characters, with "…"."""
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    return sentence[:LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def party_words(kind: str, messages: Messages) -> dict[str, str]:
    """What a counterpart of a kind is called in a sentence: "the investor", "of the investor", "an investor"."""
    party = messages.text(f"party.{kind}")
    words = {name: messages.text(f"{name}.{kind}") for name in ("of_party", "a_party")}
    return {"party": party, "Party": party[0].upper() + party[1:], **words}


def sector_names(codes: Iterable[str], messages: Messages) -> str:
    """Sector labels in the reader's language."""
    taxonomy = load_taxonomy()
    return listed([taxonomy.label(code, "it" if messages.lang == "it" else "en") for code in codes])


def topic_names(codes: Iterable[str], messages: Messages) -> str:
    """Topic labels in the reader's language."""
    topics = load_topics()
    return listed([topics.label(code, "it" if messages.lang == "it" else "en") for code in codes])


def intent_names(codes: Iterable[str], messages: Messages) -> str:
    """Intents in the reader's language."""
    return listed([messages.label("intent", str(code)) for code in codes])


def stage_names(stages: Iterable[Stage], messages: Messages) -> str:
    """Stages in the reader's language, in the order of the ladder."""
    return listed(
        [messages.label("stage", str(stage)) for stage in sorted(stages, key=STAGE_ORDER.__getitem__)], most=4
    )


def country_names(codes: Iterable[str], messages: Messages) -> str:
    """Countries in the reader's language; "anywhere" is left out."""
    return listed([country_label(code, messages.lang) for code in codes if code != WORLDWIDE], most=5)


def amount(money: Money, messages: Messages) -> str:
    """An amount, short: "€2.5M" in English, "2,5 Mln €" or "500.000 €" in Italian."""
    return _compact(money.amount, money.currency, messages.lang)


@cache
def _compact(value: float, currency: str, lang: str) -> str:
    from babel.numbers import format_compact_currency, format_currency

    if lang == "it" and value < MILLION:  # Italian has no short form for thousands
        grouped = format_currency(round(value), currency, "#,##0 \u00a4", locale=lang, currency_digits=False)
        return str(grouped).replace("\xa0", " ")
    return str(format_compact_currency(value, currency, locale=lang, fraction_digits=1)).replace("\xa0", " ")


def ticket_range(profile: Profile, messages: Messages) -> str:
    """The ticket range of a counterpart in words; "" when it states none."""
    low = amount(profile.ticket_min, messages) if profile.ticket_min else ""
    high = amount(profile.ticket_max, messages) if profile.ticket_max else ""
    if low == high:
        return low
    key = "range" if low and high else "from" if low else "to"
    return messages.text(f"label.{key}", {"low": low, "high": high})


def size(profile: Profile, messages: Messages) -> str:
    """A company's size in words: "96 employees, revenue €31.8M", as far as it is known."""
    staff = "" if profile.employees is None else messages.text("label.staff", {"n": profile.employees})
    money = amount(profile.revenue, messages) if profile.revenue else ""
    earned = messages.text("label.earned", {"amount": money}) if money else ""
    return ", ".join(part for part in (staff, earned) if part)


def own_stage(profile: Profile, messages: Messages) -> str:
    """A company's stage in words, or "mature company" where it has none."""
    return messages.label("stage", str(profile.stage)) if profile.stage else messages.text("label.mature")


def percent(probability: float, messages: Messages) -> str:
    """A probability as a whole per cent, rounded half up: "63%" in English, "63 %" in Italian."""
    space = "\u00a0" if messages.lang == "it" else ""
    return f"{math.floor(100 * probability + 0.5)}{space}%"


def missing_fields(fields: Sequence[str], messages: Messages) -> str:
    """What a profile should add first, in words: the two most useful fields."""
    names = [messages.text(f"missing.{field}") for field in fields[:2]]
    return "; ".join(names) if names else messages.text("missing.nothing")


def rule_reason(rule: str, messages: Messages) -> str:
    """The reason of a hard rule, in words."""
    return messages.text(f"rule_reason.{rule}")
