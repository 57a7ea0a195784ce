"""An event as text: TOML as organisers write it, or JSON, read into one JSON object."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from matcher.agenda.files import Faults, fault

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
"""Where TOML is wrong, as its reader ends what it says."""


def read_event_text(text: str) -> dict[str, Any]:
    """The event of a text: JSON where it begins with a brace, else TOML, whose days and times become text.

    Raises:
        RefusedFile: it is neither, with the line and column; or it is nested beyond what anybody writes.
    """
    faults = Faults("event")
    as_json: dict[str, Any] = {}
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        as_json = json.loads(json.dumps(found, default=lambda one: one.isoformat()))
    except json.JSONDecodeError as err:
        faults.add("", fault("not_json", line=err.lineno, column=err.colno, detail=err.msg))
    except tomllib.TOMLDecodeError as err:
        line, column = _place(str(err), text)
        faults.add("", fault("not_toml", line=line, column=column, detail=_PLACE.sub("", str(err))))
    except ValueError:
        faults.add("", fault("long_number"))
    except RecursionError:
        faults.add("", fault("too_deep"))
    faults.refuse()
    return as_json


def _place(message: str, text: str) -> tuple[int, int]:
    """The line and column at which a text is wrong: of its end, where the message names no other."""
    found = _PLACE.search(message)
    if found and found[1]:
        return int(found[1]), int(found[2])
    lines = text.split("\n")
    return len(lines), len(lines[-1]) + 1
