"""Taking one party out of a JSON value. Pure: what is given stays as it is."""

from __future__ import annotations

from itertools import compress
from typing import Any

from matcher.store.privacy.traces import ERASED, Traces

_OF_A_PARTY = frozenset(
    {
        "a",
        "b",
        "company_id",
        "counterpart_id",
        "host",
        "other_id",
        "party",
        "party_id",
        "profile_id",
        "startup_id",
        "subject",
        "viewer_id",
    }
)
"""Keys whose value is the id of a party."""

_OF_PARTIES = frozenset(
    {
        "companies",
        "counterparts",
        "forbidden",
        "gone",
        "guests",
        "locked",
        "matrix",
        "pairs",
        "parties",
        "profiles",
        "rows",
        "startups",
    }
)
"""Keys whose value holds parties: their ids, or objects of which `id` is one."""

_SCORED = {"companies", "counterparts", "scores"}
"""Keys of a matrix whose rows and columns stand in the order of its parties."""


def scrubbed(value: Any, traces: Traces, key: str, within: str = "") -> Any:
    """The value without the party; `key` is where it stands, `within` where the object stands that has that key.

    Out of lists go the party's names, and every object or list that has one of them as a direct value: a pair, a
    meeting, a row. Out of objects go keys that name it; a direct value that is a name becomes `ERASED`, as do names and
    quotations within longer texts.
    """
    if isinstance(value, str):
        is_name = traces.is_name(value, is_party=_names_a_party(key, within))
        return ERASED if is_name else traces.scrub(value)
    if isinstance(value, list):
        return [scrubbed(each, traces, key, within) for each in value if not _is_about(each, traces, key, within)]
    if isinstance(value, dict):
        holds_parties = key in _OF_PARTIES
        whole = _without_scores(value, traces) if key == "matrix" and value.keys() >= _SCORED else value
        kept = {name: each for name, each in whole.items() if not _is_key_about(name, traces, is_party=holds_parties)}
        return {name: scrubbed(each, traces, name, key) for name, each in kept.items()}
    return value


def _without_scores(matrix: dict[str, Any], traces: Traces) -> dict[str, Any]:
    """The matrix without the party's row and column of scores, so that the others stay beside whom they are of."""
    companies, counterparts = (
        [not traces.is_name(name, is_party=True) for name in matrix[side]] for side in ("companies", "counterparts")
    )
    return {**matrix, "scores": [list(compress(row, counterparts)) for row in compress(matrix["scores"], companies)]}


def _is_about(element: Any, traces: Traces, key: str, within: str) -> bool:
    """Whether an element of the list at `key` is, or has as a direct value, what names the party."""
    if isinstance(element, dict):
        return any(traces.is_name(each, is_party=_names_a_party(name, key)) for name, each in element.items())
    values = element if isinstance(element, list) else [element]
    return any(traces.is_name(each, is_party=_names_a_party(key, within)) for each in values)


def _is_key_about(name: str, traces: Traces, *, is_party: bool) -> bool:
    return traces.is_name(name, is_party=is_party) or traces.scrub(name) != name


def _names_a_party(key: str, within: str) -> bool:
    """Whether the value at `key` of an object that stands at `within` is the id of a party."""
    return key in _OF_A_PARTY or key in _OF_PARTIES or (key == "id" and within in _OF_PARTIES)
