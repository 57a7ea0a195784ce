"""Sectors that a mere name tells: a large group's, or a word of a field in it; for parties that say nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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

_REMEMBERED_NAMES = 16_384


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


@lru_cache(maxsize=_REMEMBERED_NAMES)
def sectors_of_group(name: str) -> tuple[str, ...]:
    """The sectors of the longest group that opens the name or what follows "by", sorted; () for no large group."""
    key, longest = fold_label(name), max(map(len, _groups()))
    starts = [0, *(place + 1 for place, word in enumerate(key) if word == BY)]
    fitting = [
        key[start : start + length]
        for start in starts
        for length in range(1, longest + 1)
        if key[start : start + length] in _groups()
    ]
    return _groups()[max(fitting, key=len)] if fitting else ()


@cache
def _groups() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The sectors of each group by the folded words of its name.

    Raises:
        ConfigError: the file names an unknown sector.
    """
    written = tomllib.loads(files("matcher.sectors").joinpath("groups.toml").read_text(encoding="utf-8"))["groups"]
    unknown = sorted(set(written) - set(load_taxonomy().codes))
    if unknown:
        raise ConfigError(f"groups.toml: unknown {', '.join(unknown)}")
    groups: dict[tuple[str, ...], list[str]] = {}
    for code, names in written.items():
        for name in names:
            groups.setdefault(fold_label(name), []).append(code)
    return {key: tuple(codes) for key, codes in groups.items()}
