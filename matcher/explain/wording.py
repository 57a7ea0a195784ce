"""Codes and amounts in the reader's words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

from matcher.language import Messages
from matcher.profiles import STAGE_ORDER, WORLDWIDE, Money, Profile, Stage
from matcher.sectors import load_taxonomy

MOST_NAMED = 3
"""Items of a list that a sentence names; the rest become an ellipsis."""


def listed(items: Sequence[str], most: int = MOST_NAMED) -> str:
    """The first items joined by commas, "…" when there are more."""
    return ", ".join(items[:most]) + (", …" if len(items) > most else "")


def sector_names(codes: Iterable[str], messages: Messages) -> str:
    """Sector labels in the reader's language."""
    taxonomy = load_taxonomy()
    return listed([taxonomy.label(code, "it" if messages.lang == "it" else "en") for code in codes])


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
    return listed([country_name(code, messages.lang) for code in codes if code != WORLDWIDE], most=5)


@cache
def country_name(code: str, lang: str) -> str:
    """The country's name by the Unicode CLDR, or the code where it has none."""
    from babel import Locale

    return str(Locale(lang).territories.get(code, code))


def amount(money: Money, messages: Messages) -> str:
    """An amount, short: "€2.5M" in English, "2,5 Mln €" in Italian."""
    return _compact(money.amount, money.currency, messages.lang)


@cache
def _compact(value: float, currency: str, lang: str) -> str:
    from babel.numbers import format_compact_currency

    return str(format_compact_currency(value, currency, locale=lang, fraction_digits=1)).replace("\xa0", " ")


def ticket_range(profile: Profile, messages: Messages) -> str:
    """The ticket range of a counterpart in words; "" when it states none."""
    low = amount(profile.ticket_min, messages) if profile.ticket_min else ""
    high = amount(profile.ticket_max, messages) if profile.ticket_max else ""
    key = "range" if low and high else "from" if low else "to"
    return messages.text(f"label.{key}", {"low": low, "high": high}) if low or high else ""


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
