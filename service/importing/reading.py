"""A file, read for what it is about: what can be taken of it, as JSON, and every problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from matcher.agenda.programme import Parties, know_parties
from matcher.agenda.programme.wishes import settle_wishes
from matcher.importers import (
    ImportedPreferences,
    ImportedProfiles,
    import_interactions,
    import_preferences,
    import_presences,
    import_profiles,
)
from matcher.importers.fields import Field
from matcher.preferences import Preference, Presence
from matcher.problems import Problem, Severity
from matcher.profiles import Interaction, ProfileKind
from matcher.store import Transaction
from matcher.store.imports import merged_ids
from matcher.store.parties import every_profile
from matcher.store.profile_json import profile_to_json
from matcher.store.rows import Document
from matcher.subjects import ImportSubject
from matcher.suggestions import Side

DEFAULT_KINDS: Mapping[ImportSubject, ProfileKind] = {
    ImportSubject.STARTUPS: ProfileKind.STARTUP,
    ImportSubject.EARLIER: ProfileKind.STARTUP,
    ImportSubject.COUNTERPARTS: ProfileKind.INVESTOR,
}
"""What a party is where its file does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file gave: `content` is taken when it is confirmed, `summary` is what a list of imports shows of it."""

    subject: ImportSubject
    content: Document
    summary: Document
    problems: tuple[Problem, ...]
    sha256: str


def known_parties(tx: Transaction, programme_id: str) -> Parties:
    """Whom files of wishes and of the past may name: who takes part, with merged duplicates under their old ids."""
    companies, counterparts = (every_profile(tx, programme_id, side) for side in Side)
    return know_parties(companies, counterparts, merged_ids(tx, programme_id))


def read_table(path: Path, subject: ImportSubject, known: Parties, *, lenient: bool) -> Reading:
    """What is in a file that is about `subject`, in a programme of `known` parties.

    Raises:
        UnreadableFile: the file cannot be read at all.
        RefusedImport: a row is wrong and `lenient` is off; carries every problem.
    """
    if subject is ImportSubject.PREFERENCES:
        return _wishes(import_preferences(path, lenient=lenient), known)
    if subject is ImportSubject.HISTORY:
        return _history(path, known, lenient=lenient)
    imported = import_profiles(path, default_kind=DEFAULT_KINDS[subject], lenient=lenient)
    return _profiles(imported, import_presences(path), subject)


def _profiles(imported: ImportedProfiles, presences: tuple[Presence, ...], subject: ImportSubject) -> Reading:
    named = know_parties(imported.profiles, (), imported.merged_ids)
    content = {
        "profiles": [profile_to_json(profile) for profile in imported.profiles],
        "contacts": [asdict(contact) for contact in imported.contacts],
        "presences": _presences(presences, named),
    }
    times = {one.column for one in presences if one.is_of_profile}
    columns = {**imported.columns, **dict.fromkeys(sorted(times), Field.AVAILABLE.value)}
    ignored = tuple(header for header in imported.ignored_headers if header not in times)
    problems = tuple(one for one in imported.problems if one.code != "presence_column")
    return Reading(
        subject=subject,
        content=content,
        summary=_summary(content, problems, columns, ignored) | {"merged": dict(imported.merged_ids)},
        problems=problems,
        sha256=imported.sha256,
    )


def _wishes(imported: ImportedPreferences, known: Parties) -> Reading:
    """Wishes of parties that are known, on different sides; of the others, a problem."""
    unclear = settle_wishes(imported.preferences, (), known, ()).problems
    wrong = {(one.file, one.sheet, one.row) for one in unclear if one.severity is Severity.ERROR}
    strangers = [_stranger(one, known) for one in imported.presences if known.find(one.party) is None]
    content = {
        "preferences": [
            {"party": known.find(one.party), "about": known.find(one.about), "wish": one.wish.value, "note": one.note}
            for one in imported.preferences
            if not _is_among(wrong, one)
        ],
        "presences": _presences(imported.presences, known),
    }
    problems = (*imported.problems, *unclear, *strangers)
    return Reading(
        subject=ImportSubject.PREFERENCES,
        content=content,
        summary=_summary(content, problems, imported.columns, imported.ignored_headers),
        problems=problems,
        sha256=imported.sha256,
    )


def _history(path: Path, known: Parties, *, lenient: bool) -> Reading:
    imported = import_interactions(path, lenient=lenient)
    content = {"interactions": [_fact(one, known) for one in imported.interactions]}
    problems = (*imported.problems, *_unknown_counterparts(imported.interactions, known, path.name))
    return Reading(
        subject=ImportSubject.HISTORY,
        content=content,
        summary=_summary(content, problems, imported.columns, imported.ignored_headers),
        problems=problems,
        sha256=imported.sha256,
    )


def _summary(
    content: Document, problems: tuple[Problem, ...], columns: Mapping[str, str], ignored: tuple[str, ...]
) -> Document:
    counts = {f"n_{name}": len(rows) for name, rows in content.items() if name != "contacts"}
    return {**counts, "n_problems": len(problems), "columns": dict(columns), "ignored": list(ignored)}


def _presences(presences: tuple[Presence, ...], known: Parties) -> list[Document]:
    """When known parties are there; of two rows of a party, the first counts."""
    found: dict[str, Document] = {}
    for one in presences:
        party = known.find(one.party)
        if party is not None:
            column = one.column if one.is_of_profile else ""
            found.setdefault(party, {"party": party, "words": one.text, "column": column})
    return list(found.values())


def _is_among(wrong: set[tuple[str, str, int | None]], one: Preference) -> bool:
    return (one.source.file, one.source.sheet, one.source.row) in wrong


def _stranger(one: Presence, known: Parties) -> Problem:
    return Problem(
        code="unknown_party",
        severity=Severity.ERROR,
        message=known.why_unknown(one.party),
        file=one.source.file,
        sheet=one.source.sheet,
        row=one.source.row,
        column=one.column,
        value=one.party,
    )


def _fact(one: Interaction, known: Parties) -> Document:
    """A fact as JSON; a name, or the id of a merged duplicate, becomes the id that it stands for."""
    amount = None if one.amount is None else {"amount": one.amount.amount, "currency": one.amount.currency}
    return {
        "startup_id": known.find(one.startup_id) or one.startup_id,
        "counterpart_id": known.find(one.counterpart_id) or one.counterpart_id,
        "date": None if one.date is None else one.date.isoformat(),
        "relation": one.relation,
        "outcome": one.outcome,
        "stage_label": one.stage_label,
        "amount": amount,
    }


def _unknown_counterparts(interactions: tuple[Interaction, ...], known: Parties, file: str) -> list[Problem]:
    strange = sorted({one.counterpart_id for one in interactions if known.find(one.counterpart_id) is None})
    if not strange:
        return []
    several = "1 counterpart is" if len(strange) == 1 else f"{len(strange)} counterparts are"
    return [
        Problem(
            code="unknown_party",
            severity=Severity.WARNING,
            message=f"{several} not in the programme (first: {', '.join(strange[:3])}): counted once they are.",
            file=file,
            column="counterpart_id",
            value=strange[0],
            accepted="ids of counterparts",
        )
    ]
