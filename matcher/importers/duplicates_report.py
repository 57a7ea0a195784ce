"""Duplicates in words, for the import report."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.importers.duplicates import Duplicate
from matcher.importers.problem_log import ProblemLog
from matcher.problems import Problem, Severity
from matcher.profiles import Profile


def report_duplicates(
    profiles: Sequence[Profile],
    duplicates: Sequence[Duplicate],
    gone: dict[str, tuple[str, tuple[str, ...]]],
    log: ProblemLog,
) -> None:
    """Write to `log` each merge (a warning of its own) and the possible duplicates (one note per sign)."""
    by_id = {profile.id: profile for profile in profiles}
    for duplicate in duplicates:
        kept, other = by_id[duplicate.kept_id], by_id[duplicate.other_id]
        first = f"{kept.name!r} (row {kept.provenance.row if kept.provenance else '?'})"
        signs = duplicate.sign.value.replace("_", " ")
        if duplicate.other_id in gone and duplicate.merged:
            changed = ", ".join(gone[duplicate.other_id][1]) or "nothing"
            message = f"merged into {first}, {signs}; it added {changed}"
            log.add(_problem(other, Severity.WARNING, "merged_duplicate", message))
        elif duplicate.other_id not in gone:
            message = f"may be the same as {first}: {signs}; both were kept"
            log.tally(
                _problem(other, Severity.NOTE, f"possible_duplicate_{duplicate.sign.value}", message), by_value=False
            )


def _problem(other: Profile, severity: Severity, code: str, message: str) -> Problem:
    place = other.provenance
    return Problem(
        code=code,
        severity=severity,
        message=message,
        file=place.file if place else "",
        sheet=place.sheet if place else "",
        row=place.row if place else None,
        value=other.name,
    )
