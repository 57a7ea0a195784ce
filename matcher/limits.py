"""Limits that a counterpart sets in prose: "we back Nordic founders", "women-led", "with $1M+ ARR", "no hardware".

Only phrases that tie a condition to the companies it takes are read ("Norwegian founders", "startups in India"), not
whom it knows, what it once did or where its people worked. A text that also says "worldwide" sets no limit of place,
one that says "all stages" none of stage. English, and Italian for what is ruled out; what else is said is no limit.

`limits.toml` holds the words and patterns. Each looks at a bounded piece of text, so the work grows as the text does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, takewhile
from typing import Any

from matcher.profiles import STAGE_ORDER, Stage
from matcher.text import split_sentences

REVENUE_IN_MILLIONS = 500_000.0
"""EUR a year from which `Limits.revenue` is True: companies at seed stage or before rarely have as much."""
MOST_REVENUE = 50e6
"""EUR a year; a larger number is a market or a company's past, not what is asked of one that raises capital."""
REMEMBERED = 1 << 14
"""Texts and sentences whose reading is kept: each is asked for many times in one run."""
WINDOW = 160
"""Characters before and after a word in which its context is looked for."""
LONGEST_NAME, LONGEST_FIELD, SHORTEST_SMALL = 5, 4, 5
"""Words in the longest name of a place and of a field ruled out; letters of the shortest name of a place that is known
without its capital ("india", not "oman")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a text says of whom it takes.

    `countries` are ISO codes it is limited to, None when it names no place; `home` are those where the fund says it
    sits, empty when it says nothing or that it invests worldwide. `founders` is True when it asks for a kind of founder
    that no profile states. `revenue_eur` is the least yearly revenue asked for (all currencies alike), 0 for none.
    `stages` are those it takes, empty when it names none or all. `excludes` are the phrases it rules out, in lower
    case, in order. `sentences` say all this but `home`, each once, in order.
    """

    countries: frozenset[str] | None = None
    home: frozenset[str] = frozenset()
    founders: bool = False
    revenue_eur: float = 0.0
    stages: frozenset[Stage] = frozenset()
    excludes: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def revenue(self) -> bool:
        """True when it asks for more revenue than a company at seed stage usually has."""
        return self.revenue_eur >= REVENUE_IN_MILLIONS


NO_LIMITS = Limits()

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=REMEMBERED)
def read_limits(text: str) -> Limits:
    """The limits that a text sets; `NO_LIMITS` for one that sets none.

    >>> sorted(read_limits("We invest in Norwegian founders only.").countries or ())
    ['NO']
    >>> read_limits("We are an Indian fund that invests globally in software.").countries is None
    True
    >>> limits = read_limits("We back seed companies with €50k+ MRR, but no hardware.")
    >>> limits.revenue_eur, limits.excludes, [stage.value for stage in limits.stages]
    (600000.0, ('hardware',), ['seed'])
    """
    sentences = split_sentences(text)
    is_anywhere = any(_finds("world", _pattern("harmless_world").sub(" ", sentence)) for sentence in sentences)
    is_agnostic = any(_finds("any_stage", sentence) for sentence in sentences)
    nowhere, no_stage = frozenset[str](), frozenset[Stage]()
    places = [nowhere if is_anywhere else _places(sentence) for sentence in sentences]
    stages = [no_stage if is_agnostic else _stages(sentence) for sentence in sentences]
    revenues = [tuple(_revenues(sentence)) for sentence in sentences]
    founders = [_asks_for_founders(sentence) for sentence in sentences]
    excluded = [tuple(_excluded(sentence)) for sentence in sentences]
    said = zip(sentences, places, stages, revenues, founders, excluded, strict=True)
    return Limits(
        countries=nowhere.union(*places) or None,
        home=nowhere if is_anywhere else nowhere.union(*map(_home, sentences)),
        founders=any(founders),
        revenue_eur=min((least for found in revenues for least in found), default=0.0),
        stages=no_stage.union(*stages),
        excludes=tuple(dict.fromkeys(phrase for found in excluded for phrase in found)),
        sentences=tuple(dict.fromkeys(sentence for sentence, *limits in said if any(limits))),
    )


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("matcher").joinpath("limits.toml").read_text(encoding="utf-8"))


@cache
def _pattern(name: str, number: int = -1) -> re.Pattern[str]:
    """A pattern of `limits.toml`, its lines joined and each <name> replaced by any one of those words."""
    words, written = _table()["words"], _table()["patterns"][name]
    joined = "".join((written if number < 0 else written[number]).splitlines())
    return re.compile(re.sub(r"(?<![P?])<(\w+)>", lambda found: "|".join(words[found[1]]), joined), re.IGNORECASE)


def _finds(name: str, text: str) -> bool:
    return bool(_pattern(name).search(text))


def _begins(name: str, text: str) -> bool:
    return bool(_pattern(name).match(text))


def _is_of_today(sentence: str) -> bool:
    """True for a sentence that speaks of what is taken, and not of somebody's past."""
    return _finds("speaks", sentence) and not _is_biography(sentence)


@lru_cache(maxsize=REMEMBERED)
def _is_biography(sentence: str) -> bool:
    return _finds("biography", sentence)


def _around(sentence: str, start: int, end: int) -> tuple[str, str]:
    return sentence[max(0, start - WINDOW) : start], sentence[end : end + WINDOW]


def _places(sentence: str) -> frozenset[str]:
    """The countries that the companies of a sentence must come from, empty for none."""
    named = _named_together(sentence) if _is_of_today(sentence) else []
    return frozenset[str]().union(*(codes for codes, before, after in named if _is_of_companies(before, after)))


def _is_of_companies(before: str, after: str) -> bool:
    if _finds("but_outside", before):
        return True
    if _is_of_fund(before, after) or _finds("never_here", before) or _begins("market", after):
        return False
    is_theirs = _begins("of_companies", after) or _begins("tied", after) or _finds("taken", before)
    return is_theirs or (_finds("placed", before) and not _finds("elsewhere", before))


def _home(sentence: str) -> frozenset[str]:
    """The countries where a sentence says that the fund sits, empty for none."""
    named = [] if _is_biography(sentence) else _named_together(sentence)
    registered = frozenset(["IN"]) if _finds("sebi", sentence) else frozenset[str]()
    return registered.union(*(codes for codes, before, after in named if _is_of_fund(before, after)))


def _is_of_fund(before: str, after: str) -> bool:
    if _finds("home_before", before):
        return not _begins("of_companies", after)
    return _begins("home_after", after) and (_finds("apposition", before) or not _finds("no_fund", before))


@lru_cache(maxsize=REMEMBERED)
def _named_together(sentence: str) -> Sequence[tuple[frozenset[str], str, str]]:
    """The places that a sentence names, those of one list together: ISO codes, the text before, the text after."""
    lists: list[tuple[int, int, frozenset[str]]] = []
    for start, end, codes in _named(sentence):
        if lists and _pattern("place_join").fullmatch(sentence[lists[-1][1] : start]):
            lists[-1] = (lists[-1][0], end, lists[-1][2] | codes)
        else:
            lists.append((start, end, codes))
    return [(codes, *_around(sentence, start, end)) for start, end, codes in lists]


def _named(sentence: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The places that a sentence names (start, end, ISO codes), the longest where one name begins with another."""
    words = list(_WORD.finditer(sentence))
    position = 0
    while position < len(words):
        if words[position][0].lower() not in _first_words():
            position += 1
            continue
        for length in range(min(LONGEST_NAME, len(words) - position), 0, -1):
            start, end = words[position].start(), words[position + length - 1].end()
            written = sentence[start:end] if end - start < WINDOW else ""
            codes = _codes().get(written.lower().replace("-", " ").replace("&", "and"))
            if codes and _is_written_as_name(written):
                yield start, end, codes
                position += length - 1
                break
        position += 1


@cache
def _codes() -> dict[str, frozenset[str]]:
    return {word: frozenset(key.split()) for key, words in _table()["places"].items() for word in words}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(found[0] for name in _codes() if (found := _WORD.search(name)))


def _is_written_as_name(written: str) -> bool:
    """False for words in small letters that are hardly meant as a place: "us", "sea", "polish"."""
    words, lower = _table()["words"], written.lower()
    if lower in words["capitals"]:
        return written.isupper()
    return written[0].isupper() or (len(written) >= SHORTEST_SMALL and lower not in words["careful"])


def _asks_for_founders(sentence: str) -> bool:
    """True for a sentence that asks for founders of a kind that no profile states."""
    if _is_biography(sentence):
        return False
    patterns = [_pattern("founders", number) for number in range(len(_table()["patterns"]["founders"]))]
    asked = (found for pattern in patterns for found in pattern.finditer(sentence))
    return any(not _finds("in_passing", sentence[max(0, found.start() - WINDOW // 2) : found.end()]) for found in asked)


_UNITS = {" ": 1.0, "k": 1e3, "t": 1e3, "m": 1e6, "b": 1e9}


def _revenues(sentence: str) -> Iterator[float]:
    """The least yearly revenues, in EUR, that a sentence asks for; a range counts by its lower end."""
    if not _DIGIT.search(sentence) or _is_biography(sentence):
        return
    for amount in _pattern("amount").finditer(sentence):
        start = amount.start("currency" if amount["currency"] else "low")
        before = _pattern("metric_before").search(sentence[max(0, start - WINDOW // 2) : start])
        after = _pattern("metric_after").match(sentence, amount.end())
        is_money = amount["currency"] or amount["unit"] or amount["high_unit"] or amount["after"]
        if not is_money or amount["cap"] or not (before or after):
            continue
        told = f"{before[0] if before else ''} {after[0] if after else sentence[amount.end() : amount.end() + 9]}"
        yearly = _euros(amount["low"], amount["unit"] or amount["high_unit"]) * (12 if _finds("monthly", told) else 1)
        if 0 < yearly <= MOST_REVENUE:
            yield yearly


def _euros(number: str, unit: str | None) -> float:
    """The amount: what follows the last comma or point is a fraction, or three digits of thousands without a unit.

    >>> _euros("1,5", "M"), _euros("30,000", None), _euros("80", "k")
    (1500000.0, 30000.0, 80000.0)
    """
    whole, *rest = re.split("[.,]", number)
    fraction = rest.pop() if rest and (unit or len(rest[-1]) < len("000")) else "0"
    return float(f"{whole}{''.join(rest)}.{fraction}") * _UNITS[(unit or " ")[0].lower()]


_LADDER = tuple(sorted(STAGE_ORDER, key=STAGE_ORDER.__getitem__))


def _stages(sentence: str) -> frozenset[Stage]:
    """The stages that a sentence says are taken, empty for none or all."""
    if not _is_of_today(sentence):
        return frozenset()
    runs: list[list[re.Match[str]]] = []
    for word in _pattern("stage").finditer(sentence):
        between = sentence[runs[-1][-1].end() : word.start()] if runs else ""
        if runs and any(_pattern(name).fullmatch(between) for name in ("stage_range", "stage_list")):
            runs[-1].append(word)
        else:
            runs.append([word])
    rungs = set[int]().union(*(_rungs(sentence, run) for run in runs))
    return frozenset(_LADDER[rung] for rung in rungs) if len(rungs) < len(_LADDER) else frozenset()


def _rungs(sentence: str, run: list[re.Match[str]]) -> set[int]:
    """The rungs that words of one list or range mean; none where the text says "not" or only leads up to them."""
    before, after = _around(sentence, run[0].start(), run[-1].end())
    names, spans = {word.lastgroup or "" for word in run}, [_span(word) for word in run]
    is_upper_end = _finds("stage_up_to", before)
    is_name = all(name.startswith("weak") for name in names) or _begins("stage_name", after)
    if is_name or (_finds("not_stage", before) and not is_upper_end):
        return set()
    vague = () if names.isdisjoint(("pre_seed", "bracketed", "seed", "series")) else ("weak_early",)
    meant = [span for word, span in zip(run, spans, strict=True) if word.lastgroup not in vague]
    for left, right in pairwise(range(len(run))):
        if _pattern("stage_range").fullmatch(sentence[run[left].end() : run[right].start()]):
            meant.append((spans[left][0], spans[right][1]))
    meant += [(0, spans[-1][1])] if is_upper_end else []
    meant += [(spans[-1][0], len(_LADDER) - 1)] if _begins("onwards", after) or _finds("stage_from", before) else []
    return {rung for low, high in meant for rung in range(low, high + 1)}


def _span(word: re.Match[str]) -> tuple[int, int]:
    rungs: list[int] = _table()["rungs"].get(word.lastgroup) or [
        STAGE_ORDER[Stage.SERIES_A if letter == "a" else Stage.GROWTH]
        for letter in re.findall(r"\b[a-h]\b", re.sub("^series?", "", word[0].lower()))
    ]
    return min(rungs), max(rungs)


def _excluded(sentence: str) -> Iterator[str]:
    """The phrases that a sentence rules out; one that it also takes before is left."""
    for name, known_only in (("rules_out", False), ("no_field", True)):
        for found in _pattern(name).finditer(sentence):
            before, after = _around(sentence, found.start(), found.end())
            for phrase in _phrases(after, known_only):
                if not re.search(rf"\b{re.escape(phrase)}\b", before, re.IGNORECASE):
                    yield phrase


def _phrases(text: str, known_only: bool) -> Iterator[str]:
    """The fields that a list begins with, until something else is said."""
    listed = _pattern("field_end").split(text.lstrip(" :.'’"), maxsplit=1)[0].lower()
    pieces = (_pattern("field_edge").sub("", piece).strip() for piece in _pattern("field_split").split(listed))
    return takewhile(lambda phrase: _is_field(phrase, known_only), filter(None, pieces))


def _is_field(phrase: str, known_only: bool) -> bool:
    words, table = set(re.findall(r"[^\W_]+", phrase)), _table()["exclusions"]
    if not 1 <= len(words) <= LONGEST_FIELD or phrase in _codes() or re.search(r"[$€£%#@]|\b\d+\b|['’]s\b", phrase):
        return False
    return not words.isdisjoint(table["fields"]) if known_only else words.isdisjoint(table["others"])
