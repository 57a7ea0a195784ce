"""The nouns of the taxonomy: a `Sector`, and what reading a label, a cell or a text gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["it", "en"]
How = Literal["code", "synonym", "partial", "none"]
Edition = Literal["2007", "2025"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """One leaf of the taxonomy.

    `code` is snake_case and unique, `group` the code of its group; synonyms are as written in `sectors.toml`, without
    marks; `related` are codes of leaves near in meaning, sorted, in both directions. `is_horizontal` marks a technology
    or service found in every field ("software"), which says little of the field itself.
    """

    code: str
    group: str
    label_it: str
    label_en: str
    synonyms_it: tuple[str, ...]
    synonyms_en: tuple[str, ...]
    related: tuple[str, ...]
    is_horizontal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorMatch:
    """What one label means.

    `codes` are sorted. `how` says how they were found: `code` (a sector code, an ATECO or a NACE code), `synonym` (the
    whole label is a known term), `partial` (known terms inside the label) or `none`. An `agnostic` label stands for
    every sector and a `not_a_sector` label for none ("B2B", "other"): both have no codes and `how` is `synonym`, or
    `partial` for an agnostic phrase inside a sentence.
    """

    codes: tuple[str, ...] = ()
    how: How = "none"
    agnostic: bool = False
    not_a_sector: bool = False

    @property
    def is_understood(self) -> bool:
        """True when the label was recognised at all, even as something that is no sector."""
        return self.how != "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSectors:
    """What a cell of one or more labels means.

    `codes` are sorted and unique; `labels` are the labels as written, in order; `unmatched` those of them that were not
    understood; `agnostic` is True when any label stands for every sector.
    """

    codes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    agnostic: bool = False


class MentionSpan(NamedTuple):
    """A term found in a text: `text[start:end]` speaks of `code` with `weight` in (0, 1)."""

    start: int
    end: int
    code: str
    weight: float
