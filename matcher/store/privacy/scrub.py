"""Taking one party out of a JSON value. Pure: what is given stays as it is."""

from __future__ import annotations

from typing import Any

from matcher.store.privacy.traces import ERASED, Traces


def scrubbed(value: Any, traces: Traces) -> Any:
    """The value without the party.

    Out of lists go the party's names, and every object or list that has one of them as a direct value: a pair, a
    meeting, a row. Out of objects go keys that name it; a direct value that is a name becomes `ERASED`, as do names and
    quotations within longer texts.
    """
    if isinstance(value, str):
        return ERASED if traces.is_name(value) else traces.scrub(value)
    if isinstance(value, list):
        return [scrubbed(each, traces) for each in value if not _is_about(each, traces)]
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if traces.scrub(key) == key and not traces.is_name(key)}
        return {key: scrubbed(each, traces) for key, each in kept.items()}
    return value


def _is_about(element: Any, traces: Traces) -> bool:
    if isinstance(element, dict):
        return any(traces.is_name(each) for each in element.values())
    if isinstance(element, list):
        return any(traces.is_name(each) for each in element)
    return traces.is_name(element)
