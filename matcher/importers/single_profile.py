"""One profile that somebody typed, put to the checks of a file's row."""

from __future__ import annotations

from dataclasses import replace

from matcher.importers.profile_rows import PROFILE_HEADERS, profile_to_row
from matcher.importers.profiles_importer import profiles_of
from matcher.importers.tables import ReadFile, Table
from matcher.problems import Problem
from matcher.profiles import Profile


def check_profile(profile: Profile) -> tuple[Profile | None, tuple[Problem, ...]]:
    """The profile as the importer makes it of the same values, and every doubt; None where no profile is left of it.

    Texts get tidy; addresses and telephones of people and personal tax codes go; swapped ends of tickets are put right.
    A problem's `column` is the canonical name of the field, such as "vat_number". The provenance stays as it is.
    """
    from matcher.sectors import load_taxonomy

    cells = profile_to_row(profile)
    table = Table(file="", rows=(PROFILE_HEADERS, tuple(cells[header] or None for header in PROFILE_HEADERS)))
    read = ReadFile(tables=(table,))
    imported = profiles_of(read, "", default_kind=profile.kind, sectors=load_taxonomy())
    found = next(iter(imported.profiles), None)
    return (None if found is None else replace(found, provenance=profile.provenance)), imported.problems
