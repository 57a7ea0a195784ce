"""Topics: what a text speaks of one level below the sectors ("fertility", "ports"), Italian and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from matcher.errors import ConfigError
from matcher.sectors.lexicon import PHRASE_WEIGHT, Lexicon, Term, other_senses
from matcher.sectors.loading import load_taxonomy
from matcher.sectors.sector import Language
from matcher.sectors.words import fold_label

_REMEMBERED_TEXTS = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic: `code` is snake_case and unique, `sectors` are the codes of those it belongs to, sorted.

    `is_general` marks a topic as wide as a sector or wider ("deep tech"), which says little of the field itself.
    """

    code: str
    sectors: tuple[str, ...]
    label_it: str
    label_en: str
    is_general: bool = False


class TopicTable:
    """Every topic, and the terms by which a text speaks of it; `codes` are sorted."""

    def __init__(self, topics: Mapping[str, Topic], lexicon: Lexicon) -> None:
        self._topics = dict(sorted(topics.items()))
        self._lexicon = lexicon
        self._spoken = lru_cache(maxsize=_REMEMBERED_TEXTS)(self._count)
        self.codes: tuple[str, ...] = tuple(self._topics)

    def topic(self, code: str) -> Topic:
        """The topic with this code; KeyError when there is none."""
        return self._topics[code]

    def label(self, code: str, lang: Language) -> str:
        """The name of a topic in Italian or English; KeyError for an unknown code."""
        topic = self._topics[code]
        return topic.label_it if lang == "it" else topic.label_en

    def counts(self, text: str) -> Mapping[str, float]:
        """How often a text uses terms of each topic, by code, each > 0; {} when it uses none.

        A term that stands for k topics counts 1 / k for each. Recent texts are remembered.
        """
        return self._spoken(text)

    def _count(self, text: str) -> Mapping[str, float]:
        found: dict[str, float] = {}
        for hit in self._lexicon.scan(text):
            for code in hit.codes:
                found[code] = found.get(code, 0.0) + 1.0 / len(hit.codes)
        return found


@cache
def load_topics() -> TopicTable:
    """The shipped topics, read once per process.

    Raises:
        ConfigError: a topic names an unknown sector, or a term has no word in it.
    """
    tables = files("matcher.sectors")
    source = tables.joinpath("topics.toml").read_text(encoding="utf-8")
    elsewhere = tomllib.loads(tables.joinpath("other_senses.toml").read_text(encoding="utf-8"))["topics"]
    known = set(load_taxonomy().codes)
    topics: dict[str, Topic] = {}
    spellings: dict[tuple[str, ...], str] = {}
    codes: dict[tuple[str, ...], set[str]] = {}
    for code, table in tomllib.loads(source)["topics"].items():
        unknown = sorted(set(table["sectors"]) - known)
        if unknown:
            raise ConfigError(f"topics.toml, {code}, sectors: unknown {', '.join(unknown)}")
        topics[code] = Topic(
            code=code,
            sectors=tuple(sorted(table["sectors"])),
            label_it=table["it"],
            label_en=table["en"],
            is_general=table.get("general", False),
        )
        for term in (*table["terms_it"], *table["terms_en"]):
            key = fold_label(term)
            spellings.setdefault(key, term)
            codes.setdefault(key, set()).add(code)
    terms = [
        Term(spelling=spelling, codes=tuple(sorted(codes[key])), weight=PHRASE_WEIGHT)
        for key, spelling in spellings.items()
    ]
    return TopicTable(topics, Lexicon([*terms, *other_senses(elsewhere)]))
