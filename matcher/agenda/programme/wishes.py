"""What all participants said, settled: who must meet, who wants to, who will not, and who is there when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.agenda.problem import Slot
from matcher.agenda.programme.day_words import NotUnderstood
from matcher.agenda.programme.parties import Parties
from matcher.agenda.programme.presence import ACCEPTED, Stated, read_stated
from matcher.preferences import Preference, Presence, Wish
from matcher.problems import Problem, Severity
from matcher.profiles import Provenance

Couple = tuple[str, str]
"""Company id, counterpart id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Wishes by pair; no pair is in two of them.

    `eager` are the parties of a pair in `must` or `meet` that said so, `sources` where one of them first did.
    `available` are slots by party, in time order.
    """

    must: frozenset[Couple] = frozenset()
    meet: frozenset[Couple] = frozenset()
    no: frozenset[Couple] = frozenset()
    eager: Mapping[Couple, frozenset[str]]
    sources: Mapping[Couple, Provenance]
    available: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()


def settle_wishes(
    preferences: Sequence[Preference], presences: Sequence[Presence], parties: Parties, slots: Sequence[Slot]
) -> Wishes:
    """The wishes of both sides together: a no of either side wins, then a must, then a meet.

    Rows that name nobody, two of one side, or two different wishes of one party about another are errors; of these
    rows, nothing is taken. A must or a meet that the other side turns down is a warning.
    """
    problems: list[Problem] = []
    said: dict[Couple, dict[str, Preference]] = {}
    for preference in preferences:
        _hear(preference, parties, said, problems)
    by_wish: dict[Wish, set[Couple]] = {wish: set() for wish in Wish}
    eager: dict[Couple, frozenset[str]] = {}
    sources: dict[Couple, Provenance] = {}
    for pair, voices in said.items():
        wishes = {one.wish for one in voices.values()}
        strongest = next(wish for wish in (Wish.NO, Wish.MUST, Wish.MEET) if wish in wishes)
        by_wish[strongest].add(pair)
        if strongest is not Wish.NO:
            eager[pair] = frozenset(voices)
            sources[pair] = next(one.source for one in voices.values() if one.wish is strongest)
        elif len(wishes) > 1:
            turned_down = next(one for one in voices.values() if one.wish is not Wish.NO)
            message = f"the other side does not want this meeting, so this {turned_down.wish} is dropped"
            problems.append(
                _problem("turned_down", Severity.WARNING, message, turned_down.source, value=turned_down.about)
            )
    available = _settle_presences(presences, parties, slots, problems)
    return Wishes(
        must=frozenset(by_wish[Wish.MUST]),
        meet=frozenset(by_wish[Wish.MEET]),
        no=frozenset(by_wish[Wish.NO]),
        eager=eager,
        sources=sources,
        available=available,
        problems=tuple(problems),
    )


def _hear(
    preference: Preference, parties: Parties, said: dict[Couple, dict[str, Preference]], problems: list[Problem]
) -> None:
    """Add one preference to what was said about its pair, or say why not."""
    ids = [parties.find(text) for text in (preference.party, preference.about)]
    for text, found in zip((preference.party, preference.about), ids, strict=True):
        if found is None:
            problems.append(
                _problem("unknown_party", Severity.ERROR, parties.why_unknown(text), preference.source, value=text)
            )
    party, about = ids
    if party is None or about is None:
        return
    pair = parties.pair(party, about)
    if pair is None:
        side = "companies" if party in parties.company_ids else "counterparts"
        message = f"both are {side}, and meetings are between a company and a counterpart; remove the row"
        problems.append(_problem("same_side", Severity.ERROR, message, preference.source, value=preference.about))
        return
    earlier = said.setdefault(pair, {}).setdefault(party, preference)
    if earlier.wish is not preference.wish:
        message = f"row {earlier.source.row} says {earlier.wish} and this one {preference.wish}; keep one of the two"
        problems.append(_problem("two_wishes", Severity.ERROR, message, preference.source, value=preference.about))


def _settle_presences(
    presences: Sequence[Presence], parties: Parties, slots: Sequence[Slot], problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """The slots of each party that said when it is there; several rows of a party must say the same.

    What a table of preferences says goes before what a table of profiles says, which is often older. Words about days
    of other events set no limit in this one, which is told.
    """
    available: dict[str, tuple[str, ...]] = {}
    for presence in sorted(presences, key=lambda one: one.is_of_profile):
        party = parties.find(presence.party)
        if party is None:
            if not presence.is_of_profile:
                message = parties.why_unknown(presence.party)
                problems.append(_of_presence("unknown_party", Severity.ERROR, message, presence, presence.party))
            continue
        try:
            stated = read_stated(presence.text, slots)
        except NotUnderstood as err:
            problems.append(_not_understood(presence, err))
            continue
        if stated.elsewhere:
            problems.append(_of_other_days(presence, stated))
        found = stated.slots
        if found is not None and available.setdefault(party, found) != found and not presence.is_of_profile:
            message = f"another row gives other times for {party}; put all times into one cell"
            problems.append(_of_presence("two_times", Severity.ERROR, message, presence, presence.text))
    return available


def _not_understood(presence: Presence, err: NotUnderstood) -> Problem:
    """An error in a table of preferences; in one of profiles, a warning, as the column may mean something else."""
    if presence.is_of_profile:
        message = f"as a time of the event, {err}: taken as always there"
        problem = _of_presence("unknown_time", Severity.WARNING, message, presence, presence.text)
    else:
        problem = _of_presence("unknown_time", Severity.ERROR, str(err), presence, presence.text)
    return replace(problem, accepted=ACCEPTED)


def _of_other_days(presence: Presence, stated: Stated) -> Problem:
    """A warning where the words name days of other events alone; a note where they speak of this one too."""
    named = ", ".join(repr(name) for name in stated.elsewhere)
    if stated.slots is None:
        message = f"{named}: no day of this event, so the words say nothing of it: read as no limit"
        return _of_presence("other_days", Severity.WARNING, message, presence, presence.text)
    message = f"{named}: no day of this event: the rest of the words counts"
    return _of_presence("other_days", Severity.NOTE, message, presence, presence.text)


def _of_presence(code: str, severity: Severity, message: str, presence: Presence, value: str) -> Problem:
    return _problem(code, severity, message, presence.source, presence.column, value)


def _problem(
    code: str, severity: Severity, message: str, source: Provenance, column: str = "", value: str = ""
) -> Problem:
    return Problem(
        code=code,
        severity=severity,
        message=message,
        file=source.file,
        sheet=source.sheet,
        row=source.row,
        column=column,
        value=value,
    )
