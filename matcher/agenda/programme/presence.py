"""When somebody is there, from words to slots: "day 1; 14 aprile mattina; dalle 14:00 alle 16:00"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matcher.agenda.problem import Slot
from matcher.text import fold

MIDDAY = datetime.time(13)
"""A slot that begins before this is one of the morning."""

ACCEPTED = (
    'always · "day 1", "13 aprile" or "martedì" · with "morning", "pomeriggio", "9:00-12:30" or "dalle 14" · '
    'several parted by ";"'
)

_ORDINALS = {"first": 1, "second": 2, "third": 3, "primo": 1, "prima": 1, "secondo": 2, "seconda": 2, "terzo": 3}
_MONTHS = (
    *(("january", "gennaio"), ("february", "febbraio"), ("march", "marzo"), ("april", "aprile"), ("may", "maggio")),
    *(("june", "giugno"), ("july", "luglio"), ("august", "agosto"), ("september", "settembre")),
    *(("october", "ottobre"), ("november", "novembre"), ("december", "dicembre")),
)
_WEEKDAYS = (
    *(("monday", "lunedi"), ("tuesday", "martedi"), ("wednesday", "mercoledi"), ("thursday", "giovedi")),
    *(("friday", "venerdi"), ("saturday", "sabato"), ("sunday", "domenica")),
)
_MONTH_OF = {name[:n]: row for row, names in enumerate(_MONTHS, 1) for name in names for n in (3, len(name))}
_WEEKDAY_OF = {name[:n]: row for row, names in enumerate(_WEEKDAYS) for name in names for n in (3, len(name))}

_MONTH, _WEEKDAY = ("|".join(sorted(names, key=lambda name: (-len(name), name))) for names in (_MONTH_OF, _WEEKDAY_OF))
_CLOCK = r"(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm)?"
_MORNING = re.compile(r"\b(?:mornings?|mattin[aeo]|mattinat[ae]|am)\b")
_AFTERNOON = re.compile(r"\b(?:afternoons?|pomeriggi?o?|pm)\b")
_SPAN = re.compile(
    rf"\b(?:from|between|dalle|dalla|tra le|ore)?\s*{_CLOCK}\s*(?:-|–|to|till|until|and|alle|a)\s*{_CLOCK}(?![\d/:])"
)
_FROM = re.compile(rf"\b(?:from|after|since|dalle|dopo le|a partire dalle)\s+{_CLOCK}(?![\d/:])")
_UNTIL = re.compile(rf"\b(?:until|till|before|by|fino alle|entro le|prima delle)\s+{_CLOCK}(?![\d/:])")
_FILLER = re.compile(
    r"\b(?:the|il|lo|la|i|gli|le|on|at|in|only|solo|soltanto|solamente|of|di|del|della|nel|nella|al|ore|h|day|days|giorno|"
    r"giorni|event|evento|there|presente|presenti|available|disponibile|disponibili)\b|[.()]"
)
_ALWAYS = re.compile(r"\b(?:always|sempre|all|whole|entire|tutt[oaie]|inter[oaie]|both|entrambi|any ?time|qualsiasi)\b")
_PIECES = re.compile(r",|\s+(?:e|ed|and|&|\+)\s+")


class NotUnderstood(ValueError):  # noqa: N818 - says what is wrong
    """Words that name no time of the event; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What one piece of a sentence says: days, None if it names none, and whether it names a part of the day."""

    days: frozenset[datetime.date] | None
    has_part: bool
    fits: Callable[[Slot], bool]


def read_presence(text: str, slots: Sequence[Slot]) -> tuple[str, ...]:
    """The ids of the slots that the words mean, in time order.

    Sentences end at ";" or a new line and add up. In a sentence, a piece after "," or "and" that names no day is about
    the day before it: "day 1, morning and afternoon". Midday is 13:00; a slot belongs to hours that hold all of it.

    Raises:
        NotUnderstood: a word is not known, the words have two meanings, or no slot lies in the time that they name.
    """
    chosen: set[str] = set()
    for sentence in re.split(r"[;\n]", text):
        if sentence.strip():
            chosen |= _read_sentence(sentence.strip(), slots)
    if not chosen:
        raise NotUnderstood(f"{text!r} names no slot of the event")
    return tuple(slot.id for slot in slots if slot.id in chosen)


def _read_sentence(sentence: str, slots: Sequence[Slot]) -> set[str]:
    known = {slot.id.casefold(): slot.id for slot in slots}
    names = [piece.strip() for piece in _PIECES.split(sentence)]
    if all(name.casefold() in known for name in names):
        return {known[name.casefold()] for name in names}
    dates = sorted({slot.day for slot in slots})
    whole = fold(sentence)
    pieces = (
        [_read_piece(whole, dates)]
        if _SPAN.search(whole)
        else [_read_piece(p, dates) for p in _PIECES.split(whole) if p]
    )
    bare = [piece.days is not None and not piece.has_part for piece in pieces]
    parted = [piece.days is not None and piece.has_part for piece in pieces]
    if any(bare[i] and parted[i + 1] for i in range(len(pieces) - 1)):
        raise NotUnderstood(f'{sentence!r} could mean the whole first day or a part of it; part days by ";"')
    chosen: set[str] = set()
    days: frozenset[datetime.date] | None = None
    for i, piece in enumerate(pieces):
        days = piece.days or days
        if bare[i] and i + 1 < len(pieces) and pieces[i + 1].days is None and pieces[i + 1].has_part:
            continue
        found = {slot.id for slot in slots if (days is None or slot.day in days) and piece.fits(slot)}
        if not found:
            raise NotUnderstood(f"no slot of the event lies in {sentence!r}")
        chosen |= found
    return chosen


def _read_piece(text: str, dates: list[datetime.date]) -> _Piece:
    """One piece of folded text; every word of it must be understood."""
    days, rest = _take_days(text, dates)
    tests: list[Callable[[Slot], bool]] = []
    for pattern, make in ((_SPAN, _within), (_FROM, _beginning), (_UNTIL, _ending)):
        found = pattern.search(rest)
        if found is not None:
            tests.append(make(found, text))
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    parts = [(_MORNING, True), (_AFTERNOON, False)]
    named = [is_morning for pattern, is_morning in parts if pattern.search(rest)]
    if len(named) == 1:
        is_morning = named[0]
        tests.append(lambda slot: (slot.start.time() < MIDDAY) == is_morning)
    for pattern, _ in parts:
        rest = pattern.sub(" ", rest)
    is_always = _ALWAYS.search(rest) is not None
    rest = _FILLER.sub(" ", _ALWAYS.sub(" ", rest)).strip()
    if rest or not (days is not None or tests or named or is_always):
        raise NotUnderstood(f"{rest or text!r} is not understood")
    return _Piece(days=days, has_part=bool(tests or named), fits=lambda slot: all(test(slot) for test in tests))


def _take_days(text: str, dates: list[datetime.date]) -> tuple[frozenset[datetime.date] | None, str]:
    """The days that a piece names, None if it names none, and the text without them."""
    days: set[datetime.date] = set()
    named = False
    rest = text
    for pattern, find in _DAY_FORMS:
        while (found := pattern.search(rest)) is not None:
            matching = find(found, dates)
            if len(matching) != 1:
                what = "no day" if not matching else "several days"
                raise NotUnderstood(f"{found[0]!r} is {what} of the event")
            named = True
            days |= matching
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    return (frozenset(days) if named else None), rest


Days = set[datetime.date]


def _iso(found: re.Match[str], dates: list[datetime.date]) -> Days:
    return {date for date in dates if date.isoformat() == found[0]}


def _slashed(found: re.Match[str], dates: list[datetime.date]) -> Days:
    """Day/month as in Italy or month/day as in the United States, whichever is a day of the event."""
    one, other = int(found[1]), int(found[2])
    return {date for date in dates if (date.day, date.month) in ((one, other), (other, one))}


def _day_month(found: re.Match[str], dates: list[datetime.date]) -> Days:
    number, name = (found[1], found[2]) if found[1] else (found[4], found[3])
    return {date for date in dates if (date.day, date.month) == (int(number), _MONTH_OF[name])}


def _numbered(found: re.Match[str], dates: list[datetime.date]) -> Days:
    """The n-th day; "giorno 13" may also be the 13th of the month, and both where they differ."""
    number = int(found[1] or found[2])
    days = {dates[number - 1]} if 1 <= number <= len(dates) else set()
    return days | {date for date in dates if date.day == number} if found[0].startswith("giorno") else days


def _ordinal(found: re.Match[str], dates: list[datetime.date]) -> Days:
    number = _ORDINALS[found[1]]
    return {dates[number - 1]} if number <= len(dates) else set()


def _last(_: re.Match[str], dates: list[datetime.date]) -> Days:
    return {dates[-1]}


def _weekday(found: re.Match[str], dates: list[datetime.date]) -> Days:
    return {date for date in dates if date.weekday() == _WEEKDAY_OF[found[0]]}


_DAY_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], list[datetime.date]], Days]], ...] = (
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), _iso),
    (re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(?:20)?\d\d)?\b"), _slashed),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th|o)?\s+({_MONTH})\b|\b({_MONTH})\s+(\d{{1,2}})\b"), _day_month),
    (
        re.compile(
            r"\b(?:day|giorno|giornata|d)\s*(\d{1,2})\b|\b(\d{1,2})\s*(?:°|º|o|st|nd|rd|th)?\s*(?:day|giorno|giornata)\b"
        ),
        _numbered,
    ),
    (re.compile(rf"\b({'|'.join(_ORDINALS)})\s+(?:day|giorno|giornata)\b"), _ordinal),
    (re.compile(r"\b(?:last|ultim[oa])\s+(?:day|giorno|giornata)\b"), _last),
    (re.compile(rf"\b(?:{_WEEKDAY})\b"), _weekday),
)


def _time(found: re.Match[str], first: int, text: str) -> datetime.time:
    """The time of day in three groups of a match: hour, minutes, am or pm."""
    hour, minute, half = int(found[first]), int(found[first + 1] or 0), found[first + 2]
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    if hour > 23 or minute > 59:
        raise NotUnderstood(f"{found[0].strip()!r} in {text!r} is no time of day")
    return datetime.time(hour, minute)


def _within(found: re.Match[str], text: str) -> Callable[[Slot], bool]:
    start, end = _time(found, 1, text), _time(found, 4, text)
    return lambda slot: start <= slot.start.time() and slot.end.time() <= end


def _beginning(found: re.Match[str], text: str) -> Callable[[Slot], bool]:
    start = _time(found, 1, text)
    return lambda slot: slot.start.time() >= start


def _ending(found: re.Match[str], text: str) -> Callable[[Slot], bool]:
    end = _time(found, 1, text)
    return lambda slot: slot.end.time() <= end
