"""The entries of a programme's navigation: each room brings its own, and a role sees those that it may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.store import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that the navigation names.

    `label` is a key of the wording; `path` is what follows the programme's address, "" for its home; entries stand in
    the order of `place`, then of their paths. `also` are the paths of pages that belong to it without being below it.
    """

    label: str
    path: str
    roles: frozenset[Role]
    place: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry in one programme; `is_current` where the page that is shown is it, or belongs to it."""

    label: str
    address: str
    is_current: bool


def programme_address(programme_id: str) -> str:
    """The address of a programme's home."""
    return f"/programmes/{programme_id}"


def links(entries: Iterable[Entry], role: Role, programme_id: str, path: str) -> list[Link]:
    """The entries for a role, as links; of two that the shown `path` is below, the longer is the current one."""
    home = programme_address(programme_id)
    seen = sorted((entry for entry in entries if role in entry.roles), key=lambda entry: (entry.place, entry.path))
    fitting = [(own, entry.path) for entry in seen for own in (entry.path, *entry.also) if _is_below(path, home, own)]
    _, current = max(fitting, key=lambda found: len(found[0]), default=("", None))
    return [Link(label=entry.label, address=home + entry.path, is_current=entry.path == current) for entry in seen]


def _is_below(path: str, home: str, entry: str) -> bool:
    """Whether a path is an entry's page or below it; the home has nothing below it."""
    return path == home + entry or (entry != "" and path.startswith(f"{home}{entry}/"))
