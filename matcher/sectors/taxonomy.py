"""The taxonomy: from labels, cells, codes and texts to canonical sectors, and how near sectors are to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from matcher.sectors.ateco import AtecoTable, find_code
from matcher.sectors.cells import read_cell
from matcher.sectors.lexicon import BROAD_WEIGHT, LABEL_ONLY, WORD_WEIGHT, Lexicon
from matcher.sectors.sector import CellSectors, Edition, Language, MentionSpan, Sector, SectorMatch
from matcher.sectors.words import fold_label, fold_word

RELATED_IN_GROUP = 0.7
"""Similarity of related leaves of one group (pharma, biotech)."""
RELATED_ACROSS = 0.5
"""Similarity of related leaves of two groups (wine, tourism)."""
SAME_GROUP = 0.4
"""Similarity of leaves that share a group only."""
DECISIVE = 0.5
"""From this value on, `mentions` says that a text is about a sector: one precise term, or five generic ones."""

_FILLERS = frozenset(
    fold_word(word)
    for word in ("tech", "technology", "industry", "sector", "settore", "comparto", "filiera", "distretto", "industria")
)
_PROTOTYPE_SYNONYMS = 8
_SHORT_LABEL = 3
_LONG_LABEL = 12
_REMEMBERED_LABELS = 8192
_REMEMBERED_TEXTS = 8192


class SectorTaxonomy:
    """Canonical sectors in two levels, with everything needed to recognise them.

    `codes` are the leaf codes, sorted: the row order of `similarity` and `prototype_texts`.
    """

    def __init__(
        self,
        *,
        sectors: Iterable[Sector],
        groups: Mapping[str, tuple[str, str]],
        lexicon: Lexicon,
        ateco: AtecoTable,
        agnostic: Iterable[str],
        not_a_sector: Iterable[str],
    ) -> None:
        self._sectors = {sector.code: sector for sector in sorted(sectors, key=lambda sector: sector.code)}
        self._groups = dict(groups)
        self._lexicon = lexicon
        self._ateco = ateco
        self._agnostic = frozenset(fold_label(label) for label in agnostic)
        self._not_a_sector = frozenset(fold_label(label) for label in not_a_sector)
        self._match = lru_cache(maxsize=_REMEMBERED_LABELS)(self._read_label)
        self._mentioned = lru_cache(maxsize=_REMEMBERED_TEXTS)(self._read_mentions)
        self._spans = lru_cache(maxsize=_REMEMBERED_TEXTS)(self._read_spans)
        self.codes: tuple[str, ...] = tuple(self._sectors)

    @property
    def groups(self) -> tuple[str, ...]:
        """The codes of the groups, in the order of the taxonomy file."""
        return tuple(self._groups)

    def group_label(self, group: str, lang: Language) -> str:
        """The name of a group in Italian or English; KeyError for an unknown group."""
        return self._groups[group][0 if lang == "it" else 1]

    def sector(self, code: str) -> Sector:
        """The sector with this code; KeyError when there is none."""
        return self._sectors[code]

    def label(self, code: str, lang: Language) -> str:
        """The name of a sector in Italian or English; KeyError for an unknown code."""
        sector = self._sectors[code]
        return sector.label_it if lang == "it" else sector.label_en

    def match_label(self, label: str) -> SectorMatch:
        """What one label means, case, accents, plurals, punctuation and connectors aside.

        In order: a sector code, an ATECO or NACE code, a label for every sector, a known term, a label that is no
        sector, known terms inside the label. A label of no word is not understood. Words that any sector may carry
        ("settore", "filiera", "tech") are left aside when the whole label is no term.
        """
        return self._match(label)

    def _read_label(self, label: str) -> SectorMatch:
        code = label.strip().casefold()
        if code in self._sectors:
            return SectorMatch(codes=(code,), how="code")
        found = find_code(label)
        if found is not None:
            codes = self._ateco.sectors(found.digits, found.edition)
            return SectorMatch(codes=codes, how="code") if codes else self._match_words(found.rest)
        return self._match_words(label)

    def match_cell(self, cell: str) -> CellSectors:
        """What a cell of one or more labels means; see `matcher.sectors.cells.read_cell`."""
        return read_cell(cell, self.match_label)

    def match_code(self, code: str, edition: Edition | None = None) -> tuple[str, ...]:
        """The sectors of an ATECO or NACE code with or without dots, section letter and the word ATECO; () if unknown.

        `edition` is the table to read: "2007" (NACE Rev. 2), "2025" (NACE Rev. 2.1), or None when it is not known.
        Then the edition that knows a longer prefix of the code decides, and where both know equally much and disagree
        the answer is what either says. An edition written in the code wins over the argument.
        """
        found = find_code(code if any(letter.isalpha() for letter in code) else f"ATECO {code}")
        return self._ateco.sectors(found.digits, found.edition or edition) if found is not None else ()

    def mention_spans(self, text: str) -> tuple[MentionSpan, ...]:
        """The terms a text uses, in order of appearance, one span for each sector a term stands for.

        Recent texts are remembered.
        """
        return self._spans(text)

    def _read_spans(self, text: str) -> tuple[MentionSpan, ...]:
        hits = self._lexicon.scan(text)
        return tuple(MentionSpan(hit.start, hit.end, code, hit.weight) for hit in hits for code in hit.codes)

    def mentions(self, text: str) -> dict[str, float]:
        """The sectors a text speaks of, by code, with values in (0, 1]; {} when there are none.

        Each different term counts once, and terms add up as independent hints: 1 − ∏(1 − weight). A single generic word
        is worth .15, a precise one .6: from `DECISIVE` on, a text is about the sector. Recent texts are remembered.
        """
        return dict(self._mentioned(text))

    def _read_mentions(self, text: str) -> dict[str, float]:
        doubts: dict[str, float] = {}
        seen: set[tuple[tuple[str, ...], str]] = set()
        for start, end, code, weight in self.mention_spans(text):
            term = (fold_label(text[start:end]), code)
            if term not in seen:
                seen.add(term)
                doubts[code] = doubts.get(code, 1.0) * (1.0 - weight)
        return {code: 1.0 - doubts[code] for code in sorted(doubts)}

    def prototype_texts(self, lang: Language) -> list[str]:
        """One short text per sector, in the order of `codes`: its name and some of its synonyms."""
        return [_prototype(sector, lang) for sector in self._sectors.values()]

    @cached_property
    def similarity(self) -> NDArray[np.float32]:
        """How near sectors are, shape (n, n), rows and columns in the order of `codes`, symmetric, read-only.

        1 on the diagonal, `RELATED_IN_GROUP` or `RELATED_ACROSS` for related leaves, `SAME_GROUP`, else 0.
        """
        matrix = np.eye(len(self.codes), dtype=np.float32)
        sectors = list(self._sectors.values())
        for row, one in enumerate(sectors):
            for column, other in enumerate(sectors):
                if row != column:
                    matrix[row, column] = _nearness(one, other)
        matrix.setflags(write=False)
        return matrix

    def _match_words(self, label: str) -> SectorMatch:
        key = fold_label(label)
        if not key:
            return SectorMatch()
        if key in self._agnostic:
            return SectorMatch(how="synonym", agnostic=True)
        codes = self._lexicon.whole(label)
        if codes:
            return SectorMatch(codes=codes, how="synonym")
        if key in self._not_a_sector:
            return SectorMatch(how="synonym", not_a_sector=True)
        if self._has_agnostic_phrase(key):
            return SectorMatch(how="partial", agnostic=True)
        bare = tuple(word for word in key if word not in _FILLERS)
        codes = self._lexicon.by_key(bare)
        return SectorMatch(codes=codes, how="partial") if codes else self._match_inside(label, len(key))

    def _has_agnostic_phrase(self, key: Sequence[str]) -> bool:
        phrases = (tuple(key[start : start + 2]) for start in range(len(key) - 1))
        return any(phrase in self._agnostic for phrase in phrases)

    def _match_inside(self, label: str, n_words: int) -> SectorMatch:
        """The terms inside a label: precise ones, in a short label generic ones too, and failing those broad ones.

        Single words that mean a sector only as a whole label ("services", "social") are left aside, unless the label is
        made of known terms alone.
        """
        hits = self._lexicon.scan(label, as_label=n_words <= _LONG_LABEL)
        if sum(hit.words for hit in hits) < n_words:
            hits = [hit for hit in hits if hit.weight > LABEL_ONLY or hit.words > 1]
        is_short = n_words <= _SHORT_LABEL
        wanted = [hit for hit in hits if is_short or hit.weight >= BROAD_WEIGHT]
        if any(hit.weight >= WORD_WEIGHT for hit in wanted):
            wanted = [hit for hit in wanted if len(hit.codes) == 1]
        codes = {code for hit in wanted for code in hit.codes}
        return SectorMatch(codes=tuple(sorted(codes)), how="partial") if codes else SectorMatch()


def _prototype(sector: Sector, lang: Language) -> str:
    label = sector.label_it if lang == "it" else sector.label_en
    synonyms = sector.synonyms_it if lang == "it" else sector.synonyms_en
    return f"{label}: {', '.join(synonyms[:_PROTOTYPE_SYNONYMS])}"


def _nearness(one: Sector, other: Sector) -> float:
    is_same_group = one.group == other.group
    if other.code in one.related:
        return RELATED_IN_GROUP if is_same_group else RELATED_ACROSS
    return SAME_GROUP if is_same_group else 0.0
