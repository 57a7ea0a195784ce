"""A JSON document from a file, before anyone asks what it says."""

from __future__ import annotations

import json
from pathlib import Path

from matcher.agenda.files.faults import Faults
from matcher.errors import UnreadableFile


def load_document(path: Path, faults: Faults) -> object:
    """The document in a JSON file, in any Unicode encoding; a key that is given twice in one object is a fault.

    Raises:
        UnreadableFile: The file cannot be opened, is no text, or is no JSON; the message gives line and column.
    """
    try:
        raw = path.read_bytes()
    except OSError as err:
        raise UnreadableFile(f"cannot read {path}: {err.strerror or err}", "missing") from err

    def members(found: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(found)
        if len(made) < len(found):
            seen: set[str] = set()
            for key in [key for key, _ in found if key in seen or seen.add(key)]:  # type: ignore[func-returns-value]
                faults.add("", f'the key "{key}" is given twice in one object; keep one of the two')
        return made

    try:
        text = raw.decode(json.detect_encoding(raw))
        return json.loads(text, object_pairs_hook=members)
    except json.JSONDecodeError as err:
        raise UnreadableFile(
            f"{path} is not JSON: {err.msg} at line {err.lineno}, column {err.colno}; correct it there", "not_json"
        ) from err
    except UnicodeDecodeError as err:
        raise UnreadableFile(
            f"{path} is not text: byte {raw[err.start]:#04x} at position {err.start}; save it as UTF-8", "encoding"
        ) from err
    except (ValueError, RecursionError) as err:
        raise UnreadableFile(
            f"{path} is not a file of agendas: {err}; numbers are short and objects lie a few levels deep", "not_json"
        ) from err
