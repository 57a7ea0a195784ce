"""What a mere name tells: of a large group what it is generally known for, of others a word of a field in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from matcher.errors import ConfigError
from matcher.sectors.lexicon import WORD_WEIGHT
from matcher.sectors.loading import load_taxonomy
from matcher.sectors.words import fold_label

KNOWN_GROUP, WORD_OF_NAME = 1.0, 0.3
"""How firmly a large group is in its sectors, and a party in one that a word of its name stands for."""

BY = "by"
"""The word before a parent's name."""

_FILE = "groups.toml"
_REMEMBERED_NAMES = 16_384
_ENDS_WITHIN = re.compile(r"[.!?;]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A large group: the codes of its sectors, sorted, and one sentence on what it is and looks for in startups."""

    sectors: tuple[str, ...] = ()
    text: str = ""


@lru_cache(maxsize=_REMEMBERED_NAMES)
def sectors_of_name(name: str, *, is_corporate: bool) -> Mapping[str, float]:
    """How firmly the bearer of a name is in sectors, by code, in (0, 1]; {} for a name that tells nothing.

    Only a corporate may be one of the large groups: "Edison Partners" is no energy company. Of two groups that a name
    may begin with, the longer counts.

    >>> sectors_of_name("BASF Venture Capital", is_corporate=True)["chemicals"]
    1.0
    >>> sectors_of_name("JJDC by Johnson & Johnson", is_corporate=True)["pharma"]
    1.0
    >>> dict(sectors_of_name("Edison Partners", is_corporate=False))
    {}
    """
    found = {code: WORD_OF_NAME for code, weight in load_taxonomy().mentions(name).items() if weight >= WORD_WEIGHT}
    if is_corporate:
        found |= dict.fromkeys(sectors_of_group(name), KNOWN_GROUP)
    return dict(sorted(found.items()))


def sectors_of_group(name: str) -> tuple[str, ...]:
    """The sectors of the longest group that opens the name or what follows "by", sorted; () for no large group."""
    return group_of_name(name).sectors


def text_of_group(name: str) -> str:
    """What is generally known of that group in one English sentence, "" for no large group or one of little note.

    >>> text_of_group("Engie New Ventures")[:14]
    'Energy utility'
    """
    return group_of_name(name).text


@lru_cache(maxsize=_REMEMBERED_NAMES)
def group_of_name(name: str) -> Group:
    """The longest group that opens the name or what follows "by"; one without sectors and text where there is none."""
    groups = _groups()
    key, longest = fold_label(name), max(map(len, groups))
    starts = [0, *(place + 1 for place, word in enumerate(key) if word == BY)]
    fitting = [
        key[start : start + length]
        for start in starts
        for length in range(1, longest + 1)
        if key[start : start + length] in groups
    ]
    return groups[max(fitting, key=len)] if fitting else Group()


@cache
def _groups() -> Mapping[tuple[str, ...], Group]:
    """Each group by the folded words of its name."""
    return read_groups(files("matcher.sectors").joinpath(_FILE).read_text(encoding="utf-8"))


def read_groups(source: str) -> Mapping[tuple[str, ...], Group]:
    """Each group written in `source` (TOML), by the folded words of its name.

    Raises:
        ConfigError: it names an unknown sector, two of its names are one when folded, or a text is not one sentence.
    """
    document = tomllib.loads(source)
    unknown = sorted(set(document["sectors"]) - set(load_taxonomy().codes))
    if unknown:
        raise ConfigError(f"{_FILE}: unknown {', '.join(unknown)}")
    sectors: dict[tuple[str, ...], list[str]] = {}
    for code, names in document["sectors"].items():
        for name in names:
            sectors.setdefault(fold_label(name), []).append(code)
    texts: dict[tuple[str, ...], str] = {}
    for name, text in document["known"].items():
        key = fold_label(name)
        if key in texts:
            raise ConfigError(f"{_FILE}, known: {name} stands there twice")
        if not text.endswith(".") or _ENDS_WITHIN.search(text):
            raise ConfigError(f"{_FILE}, known, {name}: one sentence that ends with a full stop: {text!r}")
        texts[key] = text
    return {
        key: Group(sectors=tuple(sectors.get(key, ())), text=texts.get(key, "")) for key in sorted({*sectors, *texts})
    }
