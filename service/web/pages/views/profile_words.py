"""A profile in the reader's words: each field with its label and its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from matcher.export.labels import sector_label
from matcher.language import Messages, country_label, load_messages
from matcher.profiles import WORLDWIDE, Profile
from matcher.sectors import load_taxonomy
from matcher.store.profile_json import profile_to_json
from matcher.store.rows import Document
from service.web.pages.formats import Formats
from service.web.pages.wording import Words

LABEL = "profile.field."
"""What the wording's keys of fields begin with."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "what": ("name", "kind", "description", "sectors"),
    "wants": ("seeks", "seeking_label", "needs", "offers", "offer"),
    "company": ("stage", "amount_sought", "revenue", "employees", "founded", "trl"),
    "giver": ("stages", "ticket_min", "ticket_max", "countries", "portfolio"),
    "place": ("country", "region", "city", "metro", "languages", "website", "vat_number", "affiliation"),
}
"""The fields of a profile as pages show them; `first_date` and `provenance` are not shown."""

FIELDS = tuple(name for group in GROUPS.values() for name in group)

FORM_GROUPS: Mapping[str, tuple[str, ...]] = {
    group: tuple(name for name in names if name != "seeking_label") for group, names in GROUPS.items()
}
"""The fields that can be edited; `seeking_label` is the cell of a file as written."""

FORM_FIELDS = tuple(name for names in FORM_GROUPS.values() for name in names)
LONG = frozenset({"description", "needs", "offer", "seeking_label", "portfolio"})
"""Fields whose text may fill a paragraph."""

_BY_NAME = frozenset({"countries", "languages", "sectors"})
_IN_WORDS = frozenset({"seeks", "offers", "stages", "countries", "languages", "sectors", "portfolio"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field that says something; `label` is a key of the wording."""

    name: str
    label: str
    text: str
    is_long: bool


class ProfileWords:
    """Puts fields of profiles in words of one language."""

    def __init__(self, lang: str) -> None:
        self._formats = Formats(lang)
        self._words = Words(lang)
        self._messages: Messages = load_messages(lang)
        self._locale = Locale.parse(lang)
        self._lang = lang
        self._each: dict[str, Callable[[str], str]] = {
            "seeks": self.intent,
            "offers": self.intent,
            "stages": self.stage,
            "countries": self.country,
            "languages": self.language,
            "sectors": self.sector,
            "portfolio": str,
        }

    def facts(self, profile: Profile, names: Iterable[str] = FIELDS) -> list[Fact]:
        """The fields that say something, in the order of `names`."""
        document = profile_to_json(profile)
        if document.get("seeking_label") == document.get("needs"):
            document.pop("seeking_label", None)
        return [
            Fact(name=name, label=LABEL + name, text=self.value(document, name), is_long=name in LONG)
            for name in names
            if name in document
        ]

    def groups(self, profile: Profile) -> list[tuple[str, list[Fact]]]:
        """The facts by group, without the name and without groups that say nothing."""
        found = [
            (group, [fact for fact in self.facts(profile, names) if fact.name != "name"])
            for group, names in GROUPS.items()
        ]
        return [(group, facts) for group, facts in found if facts]

    def changes(self, before: Document, after: Document, names: Iterable[str]) -> list[tuple[str, str, str]]:
        """The label, the earlier and the later words of each of these fields."""
        return [(LABEL + name, self.value(before, name), self.value(after, name)) for name in names if name in FIELDS]

    def value(self, document: Document, name: str) -> str:
        """A field of a profile as JSON in words, "" where it says nothing."""
        value = document.get(name)
        if value in (None, "", []):
            return ""
        if name in _IN_WORDS:
            told = [self._each[name](str(one)) for one in value]
            return ", ".join(sorted(told, key=str.casefold) if name in _BY_NAME else told)
        if isinstance(value, dict):
            return self.money(value)
        if name == "kind":
            return self._messages.label("kind", str(value))
        if name == "stage":
            return self.stage(str(value))
        if name == "country":
            return self.country(str(value))
        return str(value)

    def money(self, value: Mapping[str, Any]) -> str:
        """An amount with its currency."""
        return f"{self._formats.number(value['amount'])} {value['currency']}"

    def intent(self, code: str) -> str:
        """What a party seeks or offers."""
        return self._messages.label("intent", code)

    def stage(self, code: str) -> str:
        """A stage of maturity."""
        return self._words.text(f"profile.stage.{code}")

    def sector(self, code: str) -> str:
        """A sector."""
        return sector_label(code, self._lang)

    def sector_group(self, group: str) -> str:
        """A group of sectors."""
        return load_taxonomy().group_label(group, "it" if self._lang == "it" else "en")

    def country(self, code: str) -> str:
        """A country, or anywhere."""
        return self._words.text("profile.anywhere") if code == WORLDWIDE else country_label(code, self._lang)

    def language(self, code: str) -> str:
        """A language."""
        return str(self._locale.languages.get(code, code))

    def kind(self, code: str) -> str:
        """What a party is."""
        return self._messages.label("kind", code)
