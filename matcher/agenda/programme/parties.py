"""Who an id or a name in a file is, and which side it is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.agenda.files.faults import nearest
from matcher.profiles import Profile
from matcher.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Both sides of a programme; `merged` maps ids of merged duplicates to those that stayed."""

    companies: tuple[Profile, ...]
    counterparts: tuple[Profile, ...]
    company_ids: frozenset[str]
    known: Mapping[str, tuple[str, ...]]
    """Every id as it is, and every folded name, with the ids that it may mean."""

    def find(self, text: str) -> str | None:
        """The id that an id or a name means; None if there is none, or more than one."""
        found = self.known.get(text) or self.known.get(fold(text), ())
        return found[0] if len(found) == 1 else None

    def why_unknown(self, text: str) -> str:
        """What is wrong with a text that `find` does not know, and what to do."""
        several = self.known.get(fold(text), ())
        if several:
            return f"several parties have this name ({', '.join(several)}); give the id"
        hint = self._begun(fold(text)) or nearest(fold(text), self.known) or "; give an id of the two tables"
        return f"there is no party of this id or name{hint}"

    def _begun(self, text: str) -> str:
        """A hint at the one party whose name begins with these words ("Rossi" for "Rossi Meccanica S.r.l."), or ""."""
        profiles = (*self.companies, *self.counterparts)
        begun = [profile for profile in profiles if text and fold(profile.name).startswith(f"{text} ")]
        return f'; did you mean "{begun[0].name}" ({begun[0].id})?' if len(begun) == 1 else ""

    def pair(self, one: str, other: str) -> tuple[str, str] | None:
        """(company id, counterpart id) of two ids; None if both are on one side."""
        is_company, is_other_company = one in self.company_ids, other in self.company_ids
        if is_company == is_other_company:
            return None
        return (one, other) if is_company else (other, one)


def know_parties(companies: Sequence[Profile], counterparts: Sequence[Profile], merged: Mapping[str, str]) -> Parties:
    """The parties of a programme, to be found by id or name."""
    known: dict[str, dict[str, None]] = {}
    for profile in (*companies, *counterparts):
        known.setdefault(fold(profile.name), {})[profile.id] = None
    for profile in (*companies, *counterparts):
        known[profile.id] = {profile.id: None}
    for gone, kept in merged.items():
        known.setdefault(gone, {kept: None})
    return Parties(
        companies=tuple(companies),
        counterparts=tuple(counterparts),
        company_ids=frozenset(profile.id for profile in companies),
        known={text: tuple(ids) for text, ids in known.items()},
    )
