"""The words a reader sees for the codes of a profile: kind, sectors, intents, place, source."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from matcher.language import Messages, country_label
from matcher.profiles import Intent, Profile
from matcher.sectors import load_taxonomy


def kind_label(kind: str, messages: Messages) -> str:
    """The word for a kind's code; anything else is taken to be a word already."""
    return messages.label("kind", str(kind))


def fit_label(fit: str, messages: Messages) -> str:
    """The word for how well a pair fits; "" where that was not kept."""
    return messages.label("fit", fit) if fit else ""


def sectors_label(profile: Profile, messages: Messages) -> str:
    """The sectors of `profile`, those guessed by nearest meaning marked "≈"; the cells as written if none was found."""
    if not profile.sectors:
        return "; ".join(profile.sector_labels)
    guessed = frozenset(profile.nearest_sectors)
    return "; ".join(("≈ " if code in guessed else "") + sector_label(code, messages.lang) for code in profile.sectors)


def intents_label(intents: Iterable[Intent], messages: Messages) -> str:
    """The intents in words, joined by semicolons; "" if none."""
    return "; ".join(messages.label("intent", str(intent)) for intent in intents)


def place_label(profile: Profile, messages: Messages) -> str:
    """City or metropolitan area, region and country, each only once and only where known."""
    parts = (profile.city or profile.metro, profile.region, country_label(profile.country, messages.lang))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def source_label(profile: Profile, messages: Messages) -> str:
    """Where the profile was read: file, sheet and row; "" if unknown."""
    source = profile.provenance
    if source is None:
        return ""
    row = messages.text("mark.row", {"row": source.row}) if source.row is not None else ""
    return ", ".join(part for part in (source.file, source.sheet, row) if part)


@functools.cache
def sector_label(code: str, lang: str) -> str:
    """The name of a sector in Italian for `it`, else in English; `code` itself where the taxonomy does not have it."""
    taxonomy = load_taxonomy()
    return taxonomy.label(code, "it" if lang == "it" else "en") if code in taxonomy.codes else code
