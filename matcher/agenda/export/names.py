"""Names for the parties of a problem, which may have ids alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from matcher.agenda.problem import Problem
from matcher.errors import DataError
from matcher.importers import import_profiles
from matcher.profiles import ProfileKind


def read_names(paths: Iterable[Path]) -> dict[str, str]:
    """The names in tables of profiles, by id; of an id in several tables, the first that names it.

    Any file that `matcher.importers` reads will do. Only ids and names are taken: rows with other faults keep theirs,
    and of a row that cannot be read at all there is no name.

    Raises:
        UnreadableFile: A file cannot be read at all.
        DataError: No profile can be read in a file.
    """
    names: dict[str, str] = {}
    for path in paths:
        imported = import_profiles(path, default_kind=ProfileKind.STARTUP, lenient=True)
        if not imported.profiles:
            raise DataError(f"{path}: no profile can be read in it; give a table with the ids and names of parties")
        own = {profile.id: profile.name for profile in imported.profiles}
        merged = {old: own[kept] for old, kept in imported.merged_ids.items() if kept in own}
        names = {**merged, **own, **names}
    return names


def with_names(problem: Problem, names: Mapping[str, str]) -> Problem:
    """`problem` with the name of each party whose id is in `names`; the others keep what they have.

    Raises:
        DataError: `names` has something, but no party of the problem.
    """
    known = {party.id for party in problem.parties} & set(names)
    if names and problem.parties and not known:
        given = ", ".join(sorted(names)[:3])
        raise DataError(
            f"none of the {len(names)} profiles is a party of the problem (their ids are such as {given}); give tables "
            "with the ids of the problem"
        )
    parties = (
        replace(party, name=names[party.id]) if party.id in known and names[party.id].strip() else party
        for party in problem.parties
    )
    return replace(problem, parties=tuple(parties))
