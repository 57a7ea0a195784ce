"""JSON that a database can keep: no NUL, no half characters, no numbers that are none."""

from __future__ import annotations

import json
import math
from typing import Any

from fastapi import Request

from service.web.problems import Problem

MOST_DEPTH = 60
"""How deep a body may be nested."""


async def require_well_formed(request: Request) -> None:
    """Refuse what no database keeps: raises 400 for an address, 422 for a JSON body that has it.

    What is no JSON at all is left to the route.
    """
    if "\0" in request.url.path or any("\0" in text for pair in request.query_params.multi_items() for text in pair):
        raise Problem(400, "bad-request", "the address has a NUL character")
    if "json" not in request.headers.get("Content-Type", ""):
        return
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        return
    fault = find_fault(body)
    if fault:
        raise Problem(422, "invalid-request", f"the body has {fault}", errors=[{"place": "body", "message": fault}])


def find_fault(value: Any, depth: int = 0) -> str:
    """What a JSON value has that cannot be kept, in words; "" if nothing."""
    if depth > MOST_DEPTH:
        return "too many levels"
    if isinstance(value, str):
        return _fault_of_text(value)
    if isinstance(value, float):
        return "" if math.isfinite(value) else "a number that is not finite"
    if isinstance(value, int):
        return "" if abs(value) < 2**63 else "a number beyond 64 bits"
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((fault for part in parts if (fault := find_fault(part, depth + 1))), "")


def _fault_of_text(text: str) -> str:
    if "\0" in text:
        return "a NUL character"
    return "half a character" if any("\ud800" <= letter <= "\udfff" for letter in text) else ""
