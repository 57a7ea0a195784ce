"""From the items of a data file to an instance, with every fault told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from matcher.agenda.b2bsp.dzn import Item, Numbers, read_items
from matcher.agenda.b2bsp.instance import Instance, Meeting, Session
from matcher.agenda.files import Faults
from matcher.errors import UnreadableFile

MOST_BYTES = 4_000_000
MOST_PARTICIPANTS, MOST_MEETINGS, MOST_SLOTS = 1_000, 5_000, 100
MOST_CHOICES = 50_000
"""Meetings × slots, and participants × slots, that are taken."""
MOST_ORDERED = 2_000_000
"""Pairs of meetings in order × slots × slots that are taken."""

COUNTS = {
    "nBusiness": MOST_PARTICIPANTS,
    "nMeetings": MOST_MEETINGS,
    "nTables": 10 * MOST_MEETINGS,
    "nTotalSlots": MOST_SLOTS,
    "nMorningSlots": MOST_SLOTS,
}
NEEDED = (*COUNTS, "requested", "forbidden")
KNOWN = (*NEEDED, "fixed", "fixat", "precedences", "meetingsxBusiness", "nMeetingsBusiness")

Entry = TypeVar("Entry")


def read_instance(path: Path) -> Instance:
    """The instance in a `.dzn` file; its name is that of the file, without ".dzn" and ".original".

    Needed are `nBusiness`, `nMeetings`, `nTables`, `nTotalSlots`, `nMorningSlots`, `requested` (a row of participant,
    participant and session a meeting: 1 morning, 2 afternoon, 3 either) and `forbidden` (a set of slots a participant).
    May be left out: `fixed`, also called `fixat` (a slot a meeting, 0 for none), and `precedences` (for each meeting,
    those that must come before). 0 in a set stands for nothing. `meetingsxBusiness` and `nMeetingsBusiness` follow from
    `requested`; the latter must agree with it.

    Raises:
        UnreadableFile: The file cannot be opened, is no text, or is larger than `MOST_BYTES`.
        RefusedFile: The file is not in this form; the message has a line for each fault.
    """
    faults = Faults(str(path))
    items = read_items(_text(path), faults)
    faults.refuse()
    instance = _Fields(items, faults).instance(path.name.removesuffix(".dzn").removesuffix(".original"))
    faults.refuse()
    if instance is None:
        raise AssertionError("an instance without faults")
    return instance


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as err:
        raise UnreadableFile(f"cannot read {path}: {err.strerror or err}", "missing") from err
    if len(raw) > MOST_BYTES:
        raise UnreadableFile(f"{path} is larger than {MOST_BYTES} bytes; an instance is much smaller", "too_large")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        raise UnreadableFile(f"{path} is not text: byte {raw[err.start]:#04x}; save it as UTF-8", "encoding") from err


class _Fields:
    """The fields of one instance, taken from items one by one; each returns a harmless value where it adds a fault."""

    def __init__(self, items: dict[str, Item], faults: Faults) -> None:
        self._items = items
        self._faults = faults

    def instance(self, name: str) -> Instance | None:
        """The instance, or None when a name is missing or a count is out of its limits."""
        for unknown in sorted(self._items.keys() - set(KNOWN)):
            self._fault(unknown, f"is not known; known are {', '.join(KNOWN)}")
        missing = [needed for needed in NEEDED if needed not in self._items]
        if missing:
            self._faults.add("", f"{', '.join(missing)} missing; an instance has {', '.join(NEEDED)}")
            return None
        counts = {count: self._count(count, most) for count, most in COUNTS.items()}
        if len(self._faults) or not self._has_fair_size(counts):
            return None
        n_meetings, n_slots = counts["nMeetings"], counts["nTotalSlots"]
        return Instance(
            name=name,
            n_slots=n_slots,
            n_morning_slots=counts["nMorningSlots"],
            n_tables=counts["nTables"],
            meetings=self._meetings(n_meetings, counts["nBusiness"], n_slots),
            forbidden=self._sets("forbidden", counts["nBusiness"], n_slots),
        )

    def _has_fair_size(self, counts: dict[str, int]) -> bool:
        slots = counts["nTotalSlots"]
        if counts["nMorningSlots"] > slots:
            self._fault("nMorningSlots", f"is {counts['nMorningSlots']}, more than nTotalSlots, which is {slots}")
        for count in ("nMeetings", "nBusiness"):
            if counts[count] * slots > MOST_CHOICES:
                self._fault(count, f"× nTotalSlots is {counts[count] * slots}; at most {MOST_CHOICES} is taken")
        return not len(self._faults)

    def _meetings(self, n: int, n_participants: int, n_slots: int) -> tuple[Meeting, ...]:
        rows = self._requested(n, n_participants)
        fixed_name = "fixat" if "fixat" in self._items else "fixed"
        fixed = self._numbers(fixed_name, n, n_slots)
        before = self._sets("precedences", n, n) if "precedences" in self._items else (frozenset[int](),) * n
        if sum(map(len, before)) * n_slots**2 > MOST_ORDERED:
            self._fault("precedences", f"orders too many pairs; at most {MOST_ORDERED // n_slots**2} are taken here")
        if "fixed" in self._items and "fixat" in self._items:
            self._fault("fixat", "is another name for fixed, which is given too; keep one of them")
        self._compare_numbers(rows, n_participants)
        return tuple(
            Meeting(first=a - 1, second=b - 1, session=Session(session), slot=slot - 1 if slot else None, after=after)
            for (a, b, session), slot, after in zip(rows, fixed, before, strict=True)
        )

    def _requested(self, n: int, n_participants: int) -> list[tuple[int, int, int]]:
        """Participants from 1 and session of each meeting."""
        told = self._items["requested"].value
        rows = [row for row in told if row] if isinstance(told, list) else []
        found: list[tuple[int, int, int]] = []
        if len(rows) != n:
            self._fault("requested", f"has {len(rows)} rows where nMeetings is {n}; write it as [| a, b, session, … |]")
            rows = []
        for at, row in enumerate(rows, 1):
            match row:
                case [int(a), int(b), int(session)] if (
                    1 <= a <= n_participants and 1 <= b <= n_participants and a != b and 1 <= session <= 3
                ):
                    found.append((a, b, session))
                case _:
                    self._fault(
                        "requested",
                        f"row {at} is {_shown(row)}; a row is two different participants, 1 to {n_participants}, and "
                        "a session: 1 morning, 2 afternoon, 3 either",
                    )
        return found if len(found) == n else [(1, 2, 3)] * n

    def _count(self, name: str, most: int) -> int:
        told = self._items[name].value
        if isinstance(told, int) and 0 <= told <= most:
            return told
        self._fault(name, f"is {_shown(told)}; it must be a whole number, 0 to {most}")
        return 0

    def _numbers(self, name: str, n: int, most: int) -> list[int]:
        """A list of `n` numbers, 0 to `most`; zeros when the name is not there."""
        if name not in self._items:
            return [0] * n
        return self._entries(
            name, n, lambda told: isinstance(told, int) and 0 <= told <= most, f"number, 0 to {most}", 0
        )

    def _sets(self, name: str, n: int, most: int) -> tuple[Numbers, ...]:
        """A list of `n` sets of numbers, 0 to `most` in the file; in the answer from 0, and the file's 0 left out."""

        def is_good(told: object) -> bool:
            return isinstance(told, frozenset) and all(0 <= number <= most for number in told)

        sets: list[Numbers] = self._entries(name, n, is_good, f"set of numbers, 0 to {most}", frozenset[int]())
        return tuple(frozenset(number - 1 for number in one if number) for one in sets)

    def _entries(
        self, name: str, n: int, is_good: Callable[[object], bool], wanted: str, otherwise: Entry
    ) -> list[Entry]:
        told = self._items[name].value
        entries: list[Any] = told if isinstance(told, list) else []
        if len(entries) != n:
            self._fault(name, f"has {len(entries)} entries where {n} are needed, each a {wanted}")
            return [otherwise] * n
        bad = [at for at, entry in enumerate(entries) if not is_good(entry)]
        for at in bad:
            self._fault(name, f"entry {at + 1} is {_shown(entries[at])}; it must be a {wanted}")
        return [otherwise] * n if bad else entries

    def _compare_numbers(self, rows: Iterable[tuple[int, int, int]], n_participants: int) -> None:
        """Hold the numbers of meetings that the file tells against those that are requested."""
        if "nMeetingsBusiness" not in self._items or len(self._faults):
            return
        told = self._numbers("nMeetingsBusiness", n_participants, MOST_MEETINGS)
        counted = [0] * n_participants
        for a, b, _ in rows:
            counted[a - 1] += 1
            counted[b - 1] += 1
        for at, (one, other) in enumerate(zip(told, counted, strict=True), 1):
            if one != other and not len(self._faults):
                self._fault("nMeetingsBusiness", f"entry {at} is {one}; requested has {other} of participant {at}")

    def _fault(self, name: str, message: str) -> None:
        self._faults.add(f"line {self._items[name].line}", f"{name} {message}")


def _shown(told: object) -> str:
    """A value as the file could have it, shortened."""
    text = f"{{{', '.join(map(str, sorted(told)))}}}" if isinstance(told, frozenset) else str(told)
    return text if len(text) <= 60 else text[:59] + "…"
