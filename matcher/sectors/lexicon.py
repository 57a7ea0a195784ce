"""Terms found whole in labels and word by word in running text, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from matcher.errors import ConfigError
from matcher.sectors.words import Word, fold_label, fold_word, split_words

WORD_WEIGHT = 0.6
"""What one precise word is worth in running text ("winery")."""
PHRASE_WEIGHT = 0.7
"""What a precise term of two words or more is worth ("machine learning")."""
BROAD_WEIGHT = 0.3
"""What a term that stands for several sectors is worth for each of them ("life sciences")."""
WEAK_WEIGHT = 0.15
"""What an ambiguous or generic word is worth ("platform"): four of them do not reach one precise word."""
LABEL_ONLY = 0.0
"""The weight of terms that mean a sector as a label but nothing in running text."""

_LONGEST_GAP = 8
_BREAKS = frozenset(",;:!?()\n\r\t")
_LONGEST_CAPITALS = 4
_SHORTEST_COMPACT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A spelling and the sectors it stands for (sorted); `weight` is what it is worth in running text.

    Without codes it is another sense of words that are terms elsewhere ("portfolio construction"): see `other_senses`.
    """

    spelling: str
    codes: tuple[str, ...]
    weight: float


class Hit(NamedTuple):
    """A term found at `text[start:end]`; `words` is its length in words, connectors aside."""

    start: int
    end: int
    codes: tuple[str, ...]
    weight: float
    words: int


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    codes: tuple[str, ...]
    weight: float
    is_capitals: bool


def read_mark(written: str, *, is_broad: bool) -> tuple[str, float]:
    """The spelling without its mark and its weight: "~" is weak, "=" label only, none precise or broad."""
    if written.startswith("="):
        return written[1:], LABEL_ONLY
    if written.startswith("~"):
        return written[1:], WEAK_WEIGHT
    if is_broad:
        return written, BROAD_WEIGHT
    return written, PHRASE_WEIGHT if len(fold_label(written)) > 1 else WORD_WEIGHT


def other_senses(phrases: Iterable[str]) -> list[Term]:
    """Terms without codes for phrases in which a word of the vocabulary means something else."""
    return [Term(spelling=phrase, codes=(), weight=PHRASE_WEIGHT) for phrase in phrases]


class Lexicon:
    """Every term of the taxonomy, indexed once.

    Two spellings with the same folded form are one term. Its weight is the lowest of the weights above zero, so that a
    mark on one spelling holds for all; it must be in capitals when every spelling that counts in text is.

    Raises:
        ConfigError: when two terms with the same folded form stand for different sectors.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        merged: dict[tuple[str, ...], Term] = {}
        capitals: dict[tuple[str, ...], bool] = {}
        for term in terms:
            key = fold_label(term.spelling)
            if not key:
                raise ConfigError(f"sector term {term.spelling!r} has no word to match; spell it otherwise")
            merged[key] = _merge(merged[key], term) if key in merged else term
            if term.weight > LABEL_ONLY:
                capitals[key] = capitals.get(key, True) and _is_capitals(term.spelling)
        self._codes = {key: term.codes for key, term in merged.items()}
        self._compact = _compact_index(merged.values())
        self._firsts = {key[0] for key in merged}
        self._by_start: dict[tuple[str, ...], list[_Entry]] = {}
        for key, term in merged.items():
            entry = _Entry(key[1:], term.codes, term.weight, capitals.get(key, False))
            self._by_start.setdefault(key[:2], []).append(entry)
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: (-len(entry.rest), entry.rest))

    def whole(self, label: str) -> tuple[str, ...]:
        """The sectors of a label that is a term from end to end, spaces and hyphens aside; () when it is none."""
        key = fold_label(label)
        letters = fold_word(label)
        if key in self._codes or len(letters) < _SHORTEST_COMPACT:
            return self._codes.get(key, ())
        return self._compact.get(letters, ())

    def by_key(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The sectors of the term with these folded keys; () when there is none."""
        return self._codes.get(key, ())

    def scan(self, text: str, *, as_label: bool = False) -> list[Hit]:
        """The terms in a text, left to right, longest first, without overlaps; label-only terms if `as_label`.

        A phrase of another sense is passed over, so that no term is found inside it.
        """
        words = split_words(text)
        has_small_letters = as_label or not text.isupper()
        hits: list[Hit] = []
        position = 0
        while position < len(words):
            if words[position].key not in self._firsts:
                position += 1
                continue
            entry = self._entry_at(text, words, position, as_label=as_label, need_capitals=has_small_letters)
            if entry is None:
                position += 1
                continue
            length = 1 + len(entry.rest)
            end = words[position + length - 1].end
            if entry.codes:
                hits.append(Hit(words[position].start, end, entry.codes, entry.weight, length))
            position += length
        return hits

    def _entry_at(
        self, text: str, words: Sequence[Word], position: int, *, as_label: bool, need_capitals: bool
    ) -> _Entry | None:
        first, pair = words[position], tuple(word.key for word in words[position : position + 2])
        for entry in chain(self._by_start.get(pair, ()), self._by_start.get(pair[:1], ())):
            if entry.weight == LABEL_ONLY and not as_label:
                continue
            if entry.is_capitals and need_capitals and not text[first.start : first.end].rstrip("s").isupper():
                continue
            if not entry.rest or _continues(text, words, position, entry.rest):
                return entry
        return None


def _continues(text: str, words: Sequence[Word], position: int, rest: tuple[str, ...]) -> bool:
    """Whether the words after `position` are `rest`, with nothing but connectors and light marks in between."""
    if position + len(rest) >= len(words):
        return False
    for offset, key in enumerate(rest, start=position + 1):
        if words[offset].key != key:
            return False
        gap = text[words[offset - 1].end : words[offset].start]
        if len(gap) > _LONGEST_GAP or ". " in gap or not _BREAKS.isdisjoint(gap):
            return False
    return True


def _is_capitals(spelling: str) -> bool:
    return len(spelling) <= _LONGEST_CAPITALS and spelling.isalpha() and spelling.isupper()


def _merge(one: Term, other: Term) -> Term:
    if one.codes != other.codes:
        raise ConfigError(
            f"sector terms {one.spelling!r} ({', '.join(one.codes)}) and {other.spelling!r} ({', '.join(other.codes)}) "
            "are the same once folded; keep one, or declare both sectors in broad.toml"
        )
    weights = [term.weight for term in (one, other) if term.weight > LABEL_ONLY]
    return Term(spelling=one.spelling, codes=one.codes, weight=min(weights, default=LABEL_ONLY))


def _compact_index(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
    """Terms written as one word ("health care" = "healthcare"), without those that would then mean two things."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for term in terms:
        found.setdefault(fold_word(term.spelling), set()).add(term.codes)
    return {letters: next(iter(options)) for letters, options in found.items() if len(options) == 1}
