"""An event as pages show it: the slots that follow from its plan, counted, and an id for a new one."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.agenda.export.clock import make_clock
from matcher.agenda.files import Faults
from matcher.agenda.problem import Slot
from matcher.agenda.programme.event_file import event_from_document
from matcher.errors import RefusedFile
from service.web.pages.views.board import Day, days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPreview:
    """What a plan comes to; with `faults`, told in the reader's language, nothing else is known."""

    days: tuple[Day, ...] = ()
    slots: tuple[Slot, ...] = ()
    n_tables: int = 0
    faults: tuple[str, ...] = ()

    @property
    def n_slots(self) -> int:
        """How many slots there are, over all days."""
        return len(self.slots)

    @property
    def n_places(self) -> int:
        """How many meetings of two there is room for."""
        return self.n_slots * self.n_tables


def preview_of(name: str, timezone: str, plan: Mapping[str, Any], lang: str) -> EventPreview:
    """The days and slots of a plan, or every fault in it."""
    return preview_of_document({**plan, "name": name, "timezone": timezone}, lang)


def preview_of_document(document: Mapping[str, Any], lang: str) -> EventPreview:
    """The same of a whole event, in which the name and the time zone may be missing too."""
    try:
        found = event_from_document(dict(document), Faults("event"))
    except RefusedFile as err:
        return EventPreview(faults=err.lines(lang))
    timezone = found.event.timezone
    hours, told = make_clock(timezone, "it"), make_clock(timezone, lang)
    return EventPreview(
        days=days_of(found.slots, hours, told),
        slots=found.slots,
        n_tables=sum(venue.tables for venue in found.venues),
    )


def new_id(name: str, known: Collection[str]) -> str:
    """An id in letters, digits and hyphens that no event has yet.

    >>> new_id("Città & Baia 2027", {"citta-baia-2027"})
    'citta-baia-2027-2'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "event"
    return next(one for n in range(1, 10**6) if (one := base if n == 1 else f"{base}-{n}") not in known)


def write_text(name: str, timezone: str, plan: Mapping[str, Any]) -> str:
    """The event as JSON to be edited."""
    return json.dumps({"name": name, "timezone": timezone, **plan}, ensure_ascii=False, indent=2)
