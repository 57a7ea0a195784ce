"""An event as text: TOML as organisers write it, or JSON, read into one JSON object."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from matcher.errors import DataError


def read_event_text(text: str) -> dict[str, Any]:
    """The event of a text: JSON where it begins with a brace, else TOML, whose days and times become text.

    Raises:
        DataError: it is neither, with the line; or it is nested beyond what anybody writes.
    """
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        as_json: dict[str, Any] = json.loads(json.dumps(found, default=lambda one: one.isoformat()))
    except ValueError as err:
        raise DataError(str(err)) from None
    except RecursionError:
        raise DataError("the event is nested too deeply: no key of an event needs that") from None
    return as_json
