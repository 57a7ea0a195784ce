"""Parties that stand twice in one import: merged when it is certain, else reported for a person to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from matcher.importers.identifiers import normalised_name, website_host
from matcher.importers.vat import is_valid_italian_vat
from matcher.profiles import Profile

NAME_SIMILARITY = 94.0
"""Two names of one block at least so similar (0–100, on normalised names) are reported as possible duplicates."""

_BLOCK_LETTERS = 5
_LARGEST_BLOCK = 400


class Sign(StrEnum):
    """Why two profiles may be one party; the first two are certain together with what `find_duplicates` asks for."""

    SAME_VAT_NUMBER = "same_vat_number"
    SAME_WEBSITE_AND_NAME = "same_website_and_name"
    SAME_NAME = "same_name"
    SAME_WEBSITE = "same_website"
    SIMILAR_NAME = "similar_name"


CERTAIN = frozenset({Sign.SAME_VAT_NUMBER, Sign.SAME_WEBSITE_AND_NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """Two profiles that are, or may be, one party. If `merged`, `other_id` is gone and lives on in `kept_id`."""

    kept_id: str
    other_id: str
    sign: Sign
    merged: bool


def find_duplicates(profiles: Sequence[Profile]) -> tuple[Duplicate, ...]:
    """Every pair that may be one party, in file order; of three or more alike, each later one is paired with the first.

    Certain: the same valid Italian VAT number, or the same website host and the same normalised name. Possible: the
    same normalised name, the same website, or names alike by 94 of 100 that begin with the same five letters (blocks of
    more than 400 names are left out to keep 10,000 profiles within a second).
    """
    names = [normalised_name(profile.name) for profile in profiles]
    hosts = [website_host(profile.website) for profile in profiles]
    vats = [p.vat_number.removeprefix("IT") if is_valid_italian_vat(p.vat_number) else "" for p in profiles]
    both = [f"{host} {name}" if host and name else "" for host, name in zip(hosts, names, strict=True)]
    keyed = (
        (Sign.SAME_VAT_NUMBER, vats),
        (Sign.SAME_WEBSITE_AND_NAME, both),
        (Sign.SAME_NAME, names),
        (Sign.SAME_WEBSITE, hosts),
    )
    found: dict[tuple[int, int], Sign] = {}
    for sign, keys in keyed:
        for pair in _equal_pairs(keys):
            found.setdefault(pair, sign)
    for pair in _similar_pairs(names):
        found.setdefault(pair, Sign.SIMILAR_NAME)
    return tuple(
        Duplicate(kept_id=profiles[i].id, other_id=profiles[j].id, sign=sign, merged=sign in CERTAIN)
        for (i, j), sign in sorted(found.items())
    )


def alike(profile: Profile, others: Iterable[Profile]) -> dict[str, Sign]:
    """Those of `others`, by id and in their order, that are or may be the same party as `profile`, by their first sign.

    The signs are those of `find_duplicates`; only name, website and VAT number are read. Empty where nobody is alike.
    """
    found: dict[str, Sign] = {}
    marks = _marks(profile)
    for other in others:
        if marks & _marks(other):
            found |= {pair.kept_id: pair.sign for pair in find_duplicates((other, profile))}
    return found


def _marks(profile: Profile) -> frozenset[tuple[str, str]]:
    """What two profiles have in common at least one of if they are alike."""
    name, vat_number = normalised_name(profile.name), profile.vat_number.removeprefix("IT")
    found = (("name", name[:_BLOCK_LETTERS]), ("website", website_host(profile.website)), ("vat", vat_number))
    return frozenset(mark for mark in found if mark[1])


def _equal_pairs(keys: Sequence[str]) -> list[tuple[int, int]]:
    first: dict[str, int] = {}
    pairs = []
    for position, key in enumerate(keys):
        if not key:
            continue
        if key in first:
            pairs.append((first[key], position))
        else:
            first[key] = position
    return pairs


def _similar_pairs(names: Sequence[str]) -> list[tuple[int, int]]:
    from rapidfuzz import fuzz, process

    blocks: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        if len(name) > _BLOCK_LETTERS:
            blocks[name[:_BLOCK_LETTERS]].append(position)
    pairs = []
    for members in blocks.values():
        if 1 < len(members) <= _LARGEST_BLOCK:
            texts = [names[position] for position in members]
            scores = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=NAME_SIMILARITY, workers=1)
            pairs += [
                (members[i], members[j])
                for i, j in zip(*scores.nonzero(), strict=True)
                if i < j and texts[i] != texts[j] and _digits(texts[i]) == _digits(texts[j])
            ]
    return pairs


def _digits(name: str) -> str:
    """The digits of a name: "Fund II" and "Fund III" are alike, "Capital 2" and "Capital 3" surely differ."""
    return "".join(filter(str.isdigit, name))


def merge_profiles(kept: Profile, other: Profile) -> tuple[Profile, tuple[str, ...]]:
    """`kept` with what only `other` knows, and the names of the fields that were filled or enlarged.

    Text: the longer one. Lists: both together, in the order each field keeps. Anything else: `kept`'s value unless it
    is unknown. Id, name, kind and provenance are always `kept`'s.
    """
    changes: dict[str, Any] = {}
    for field in fields(Profile):
        if field.name in ("id", "name", "kind", "provenance"):
            continue
        mine, theirs = getattr(kept, field.name), getattr(other, field.name)
        richer = _richer(field.name, mine, theirs)
        if richer != mine:
            changes[field.name] = richer
    return replace(kept, **changes), tuple(changes)


_AS_WRITTEN = frozenset({"sector_labels", "portfolio"})


def _richer(name: str, mine: Any, theirs: Any) -> Any:
    if isinstance(mine, tuple):
        both = tuple(dict.fromkeys((*mine, *theirs)))
        if set(both) == set(mine):
            return mine
        return both if name in _AS_WRITTEN else type(mine)(sorted(both))
    if name in ("description", "needs", "offer", "seeking_label"):
        return theirs if len(theirs) > len(mine) else mine
    return theirs if mine in ("", None) else mine


def merge_duplicates(
    profiles: Sequence[Profile], duplicates: Sequence[Duplicate]
) -> tuple[tuple[Profile, ...], dict[str, tuple[str, tuple[str, ...]]]]:
    """The profiles in order, certain duplicates merged; and for each id that is gone, who took it and what changed."""
    by_id = {profile.id: profile for profile in profiles}
    gone: dict[str, tuple[str, tuple[str, ...]]] = {}
    for duplicate in duplicates:
        kept_id = duplicate.kept_id
        while kept_id in gone:
            kept_id = gone[kept_id][0]
        if not duplicate.merged or duplicate.other_id in gone or kept_id == duplicate.other_id:
            continue
        by_id[kept_id], changed = merge_profiles(by_id[kept_id], by_id[duplicate.other_id])
        gone[duplicate.other_id] = (kept_id, changed)
    return tuple(by_id[profile.id] for profile in profiles if profile.id not in gone), gone
