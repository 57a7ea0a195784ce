"""The texts of the pages in Italian and English: one catalogue for each room, key → (Italian, English)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from service.web.pages.wording import (
    administration,
    agendas,
    demo,
    evaluator,
    events,
    file_problems,
    frame,
    home,
    imports,
    lists,
    participant,
    parties,
    people,
    problems,
    profiles,
)

Catalogue = Mapping[str, tuple[str, str]]

LANGUAGES = ("it", "en")

CATALOGUES: tuple[Catalogue, ...] = (
    administration.TEXTS,
    agendas.TEXTS,
    demo.TEXTS,
    evaluator.TEXTS,
    events.TEXTS,
    file_problems.TEXTS,
    frame.TEXTS,
    home.TEXTS,
    imports.TEXTS,
    lists.TEXTS,
    participant.TEXTS,
    parties.TEXTS,
    people.TEXTS,
    problems.TEXTS,
    profiles.TEXTS,
)
"""Every room's texts; a key stands in one of them."""

TEXTS: Catalogue = MappingProxyType({key: both for catalogue in CATALOGUES for key, both in catalogue.items()})


class Words:
    """The texts in one language, "it" or "en".

    >>> Words("en").text("role.viewer"), Words("it").text("count.parties", n="3")
    ('viewer', '3 partecipanti')
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._index = LANGUAGES.index(lang)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in TEXTS

    def text(self, key: str, **names: object) -> str:
        """The text with these names filled in; raises KeyError for a key or a name that is missing."""
        return TEXTS[key][self._index].format(**names)

    def count(self, key: str, number: int, shown: str | None = None) -> str:
        """The text `key.one` or `key` for a number of things; `shown` is the number as it is written."""
        return self.text(f"{key}.one" if number == 1 else key, n=number if shown is None else shown)
