"""What a thesis covers: of which fields a counterpart takes companies when all it says is the name of a field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from matcher.errors import ConfigError
from matcher.sectors.loading import load_taxonomy
from matcher.sectors.topics import load_topics

Floats = npt.NDArray[np.float32]

SHARES: Mapping[str, float] = {"wholly": 1.0, "mostly": 0.75, "partly": 0.4}
"""The share of a field's companies that a thesis takes, by the word that `coverage.toml` has for it."""
_SECTOR = "sector:"
_PREFIX = {"topics": "", "sectors": _SECTOR}
_FILE = "coverage.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who covers whom among all fields: the topics in the order of their codes, then the sectors in that of theirs.

    `share[k, c]` in [0, 1] is the share of the companies of field c that a thesis on field k takes, 1 for its own;
    `n_topics` is where the sectors begin.
    """

    share: Floats
    n_topics: int


@cache
def load_coverage() -> Coverage:
    """The shipped table, read once per process.

    Raises:
        ConfigError: it names an unknown field or word, or one field twice under a thesis.
    """
    source = files("matcher.sectors").joinpath(_FILE).read_text(encoding="utf-8")
    topics, sectors = load_topics().codes, load_taxonomy().codes
    return read_coverage(source, topics, sectors)


def read_coverage(source: str, topics: tuple[str, ...], sectors: tuple[str, ...]) -> Coverage:
    """The table written in `source` (TOML), for these topics and sectors; ConfigError as `load_coverage` says."""
    row = {field: index for index, field in enumerate((*topics, *(f"{_SECTOR}{code}" for code in sectors)))}
    share = np.eye(len(row), dtype=np.float32)
    for thesis, word, field in _entries(source):
        where = f"{_FILE}, {thesis}, {word}"
        if thesis not in row or field not in row or word not in SHARES:
            words = ", ".join(SHARES)
            raise ConfigError(f"{where}: an unknown thesis, word or field ({field!r}); the words are {words}")
        if share[row[thesis], row[field]]:
            raise ConfigError(f"{where}: {field} stands there twice, or is the thesis itself")
        share[row[thesis], row[field]] = SHARES[word]
    return Coverage(share=share, n_topics=len(topics))


def _entries(source: str) -> Iterator[tuple[str, str, str]]:
    """(thesis, word, covered field) of every entry."""
    for kind, tables in tomllib.loads(source).items():
        if kind not in _PREFIX:
            raise ConfigError(f"{_FILE}: unknown table [{kind}]; there are {', '.join(_PREFIX)}")
        for code, words in tables.items():
            thesis = f"{_PREFIX[kind]}{code}"
            for word, covered in words.items():
                for field in covered:
                    yield thesis, word, field
