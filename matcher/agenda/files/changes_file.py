"""CHANGES.json to `Changes`, against the problem that it changes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from matcher.agenda.files import shapes
from matcher.agenda.files.document import load_document
from matcher.agenda.files.faults import Faults, shown
from matcher.agenda.files.fields import Fields
from matcher.agenda.files.problem_file import in_time_order, read_entries
from matcher.agenda.files.references import Known, check_known, check_pairs, check_party, check_unique, check_who
from matcher.agenda.plan import Changes, Late
from matcher.agenda.problem import Pair, Problem

KEYS = ("now", "gone", "late", "added", "locked")


def read_changes(path: Path, problem: Problem) -> Changes:
    """The changes in a file to an agenda of `problem`.

    Raises:
        UnreadableFile: The file cannot be opened or is no JSON.
        RefusedFile: Values in it are wrong, or do not fit the problem; every fault is told, with its JSON path.

    Warns:
        DataWarning: an added pair is forbidden; it does not meet.
    """
    faults = Faults(path.name)
    document = load_document(path, faults)
    return changes_from_document(document, problem, faults)


def changes_from_document(document: object, problem: Problem, faults: Faults) -> Changes:
    """The changes that a JSON document tells; `faults` may hold some already. Raises and warns as `read_changes`."""
    fields = Fields(document, "", KEYS, faults)
    added = Fields(fields.optional_object("added"), "added", ("parties", "pairs"), faults)
    parties = read_entries(added.entries("parties"), "added.parties", shapes.party_shape, faults)
    pairs = read_entries(added.entries("pairs"), "added.pairs", shapes.pair_shape, faults)
    late = read_entries(fields.entries("late"), "late", _late, faults)
    locked = read_entries(fields.entries("locked"), "locked", shapes.forbidden_shape, faults)
    changes = Changes(
        now=fields.optional_identifier("now"),
        gone=fields.identifiers("gone"),
        late=tuple(one for _, one in late),
        added_parties=tuple(party for _, party in parties),
        added_pairs=tuple(pair for _, pair in pairs),
        locked=tuple(pair for _, pair in locked),
    )
    old = {party.id: party for party in problem.parties}
    all_pairs = (*problem.pairs, *changes.added_pairs)
    known = Known(
        slots={slot.id: slot for slot in problem.slots},
        venues={venue.id: venue for venue in problem.venues},
        parties=old | {party.id: party for party in changes.added_parties},
        forbidden=frozenset(frozenset(pair) for pair in problem.forbidden),
        listed=frozenset(frozenset((pair.a, pair.b)) for pair in all_pairs),
    )
    check_unique(parties, faults, taken=old)
    for place, party in parties:
        check_party(place, party, known, faults)
    check_pairs(pairs, known, faults)
    _check_new(pairs, problem, faults)
    _check_people(changes, known, faults)
    _check_locked(changes, known, faults)
    faults.refuse()
    order = {slot.id: row for row, slot in enumerate(problem.slots)}
    return Changes(
        now=changes.now,
        gone=changes.gone,
        late=changes.late,
        added_parties=tuple(in_time_order(party, order) for party in changes.added_parties),
        added_pairs=changes.added_pairs,
        locked=changes.locked,
    )


def _late(found: object, place: str, faults: Faults) -> Late:
    fields = Fields(found, place, ("party", "until"), faults)
    return Late(party=fields.identifier("party"), until=fields.identifier("until"))


def _check_new(pairs: Iterable[tuple[str, Pair]], problem: Problem, faults: Faults) -> None:
    """Report added pairs that the problem lists already."""
    listed = {frozenset((pair.a, pair.b)) for pair in problem.pairs}
    for place, pair in pairs:
        if frozenset((pair.a, pair.b)) in listed:
            faults.add(place, f"the problem lists {shown(pair.a)} and {shown(pair.b)} already; leave the pair out here")


def _check_people(changes: Changes, known: Known, faults: Faults) -> None:
    """Report slots and parties that are not there, and parties that are both gone and late, or late twice."""
    check_known("now", "slot", changes.now, known.slots, faults)
    for row, party in enumerate(changes.gone):
        check_who(f"gone[{row}]", party, known.parties, faults)
    seen = set(changes.gone)
    for row, late in enumerate(changes.late):
        check_known(f"late[{row}].until", "slot", late.until, known.slots, faults)
        check_who(f"late[{row}].party", late.party, known.parties, faults)
        if late.party and late.party in seen:
            faults.add(
                f"late[{row}].party", f"{shown(late.party)} is in gone, or in late already; name it once in the two"
            )
        seen.add(late.party)


def _check_locked(changes: Changes, known: Known, faults: Faults) -> None:
    """Report locked pairs that nobody listed, or of which a party is gone."""
    gone = set(changes.gone)
    for row, pair in enumerate(changes.locked):
        for name in pair:
            check_who(f"locked[{row}]", name, known.parties, faults)
            if name in gone:
                faults.add(
                    f"locked[{row}]", f"{shown(name)} is gone; unlock the pair or take {shown(name)} out of gone"
                )
        if all(name in known.parties for name in pair) and frozenset(pair) not in known.listed:
            faults.add(f"locked[{row}]", f"{shown(pair)} is not a listed pair; list it or unlock it")
