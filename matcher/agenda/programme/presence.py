"""When somebody is there, from words to slots: "day 1; 14 aprile mattina; dalle 14:00 alle 16:00"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matcher.agenda.problem import Slot
from matcher.agenda.programme.day_words import NotUnderstood, take_days
from matcher.text import fold

MIDDAY = datetime.time(13)
"""A slot that begins before this is one of the morning."""

ACCEPTED = (
    'always · "day 1", "13 aprile" or "martedì" · with "morning", "pomeriggio", "9:00-12:30" or "dalle 14" · '
    'several parted by ";"'
)

_CLOCK = r"(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm)?"
_MORNING = re.compile(r"\b(?:mornings?|mattin[aeo]|mattinat[ae]|am)\b")
_AFTERNOON = re.compile(r"\b(?:afternoons?|pomeriggi?o?|pm)\b")
_SPAN = re.compile(
    rf"(?<!-)\b(?:from|between|dalle|dalla|tra le|ore)?\s*{_CLOCK}"
    rf"\s*(?:-|–|to|till|until|and|alle|a)\s*{_CLOCK}(?![\d/:])"
)
_FROM = re.compile(rf"\b(?:from|after|since|dalle|dopo le|a partire dalle)\s+{_CLOCK}(?![\d/:])")
_UNTIL = re.compile(rf"\b(?:until|till|before|by|fino alle|entro le|prima delle)\s+{_CLOCK}(?![\d/:])")
_FILLER = re.compile(
    r"\b(?:the|il|lo|la|i|gli|le|on|at|in|only|solo|soltanto|solamente|of|di|del|della|nel|nella|al|ore|h|day|days|giorno|"
    r"giorni|event|evento|there|presente|presenti|available|disponibile|disponibili)\b|[.()]"
)
_ALWAYS = re.compile(r"\b(?:always|sempre|all|whole|entire|tutt[oaie]|inter[oaie]|both|entrambi|any ?time|qualsiasi)\b")
_PIECES = re.compile(r",|\s+(?:e|ed|and|&|\+)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What words that were said once for every event of a programme mean for one of them.

    `slots` are ids in time order; None where every day that the words name is a day of some other event: of this one
    they say nothing. `elsewhere` are the names of such days, as they were read.
    """

    slots: tuple[str, ...] | None
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What one piece of a sentence says.

    `days` are those of the event that it names, None if it names no day at all; `elsewhere` are names of other days;
    `has_part` says whether it names a part of the day.
    """

    days: frozenset[datetime.date] | None
    elsewhere: tuple[str, ...]
    has_part: bool
    fits: Callable[[Slot], bool]


def read_presence(text: str, slots: Sequence[Slot]) -> tuple[str, ...]:
    """The ids of the slots that the words mean, in time order.

    Sentences end at ";" or a new line and add up. In a sentence, a piece after "," or "and" that names no day is about
    the day before it: "day 1, morning and afternoon". Midday is 13:00; a slot belongs to hours that hold all of it.

    Raises:
        NotUnderstood: a word is not known, the words have two meanings, or no slot lies in the time that they name.
    """
    found = read_stated(text, slots)
    if found.elsewhere:
        raise NotUnderstood(f"{found.elsewhere[0]!r} is no day of the event")
    return found.slots or ()


def read_stated(text: str, slots: Sequence[Slot]) -> Stated:
    """The same for words said once for several events: what they say of days that are none of this one is passed over.

    Raises:
        NotUnderstood: as `read_presence`, but for days of other events.
    """
    chosen: set[str] = set()
    elsewhere: list[str] = []
    for sentence in re.split(r"[;\n]", text):
        if sentence.strip():
            found, others = _read_sentence(sentence.strip(), slots)
            chosen |= found
            elsewhere += others
    if not chosen and not elsewhere:
        raise NotUnderstood(f"{text!r} names no slot of the event")
    in_order = tuple(slot.id for slot in slots if slot.id in chosen)
    return Stated(slots=in_order or None, elsewhere=tuple(elsewhere))


def _read_sentence(sentence: str, slots: Sequence[Slot]) -> tuple[set[str], list[str]]:
    """The slots that a sentence means, and the days in it that are none of the event's."""
    known = {slot.id.casefold(): slot.id for slot in slots}
    names = [piece.strip() for piece in _PIECES.split(sentence)]
    if all(name.casefold() in known for name in names):
        return {known[name.casefold()] for name in names}, []
    dates = sorted({slot.day for slot in slots})
    whole = fold(sentence)
    pieces = (
        [_read_piece(whole, dates)]
        if _SPAN.search(whole)
        else [_read_piece(p, dates) for p in _PIECES.split(whole) if p]
    )
    bare = [bool(piece.days) and not piece.has_part for piece in pieces]
    parted = [piece.days is not None and piece.has_part for piece in pieces]
    if any(bare[i] and parted[i + 1] for i in range(len(pieces) - 1)):
        raise NotUnderstood(f'{sentence!r} could mean the whole first day or a part of it; part days by ";"')
    chosen: set[str] = set()
    days: frozenset[datetime.date] | None = None
    for i, piece in enumerate(pieces):
        days = days if piece.days is None else piece.days
        if days is not None and not days:
            continue
        if bare[i] and i + 1 < len(pieces) and pieces[i + 1].days is None and pieces[i + 1].has_part:
            continue
        found = {slot.id for slot in slots if (days is None or slot.day in days) and piece.fits(slot)}
        if not found:
            raise NotUnderstood(f"no slot of the event lies in {sentence!r}")
        chosen |= found
    return chosen, [name for piece in pieces for name in piece.elsewhere]


def _read_piece(text: str, dates: list[datetime.date]) -> _Piece:
    """One piece of folded text; every word of it must be understood."""
    days, elsewhere, rest = take_days(text, dates)
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
    return _Piece(
        days=days,
        elsewhere=tuple(elsewhere),
        has_part=bool(tests or named),
        fits=lambda slot: all(test(slot) for test in tests),
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
