"""The OpenAPI document, with what FastAPI cannot say: how refusals look, and that an edit names the version it saw."""

from __future__ import annotations

from typing import Any

from service.web.problems import MEDIA_TYPE

IF_MATCH = {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$', "examples": ['"3"']}
IF_NONE_MATCH = {"type": "string", "enum": ["*"]}


def mended(document: dict[str, Any]) -> dict[str, Any]:
    """The document, changed in place."""
    for operations in document["paths"].values():
        for operation in operations.values():
            _tell_refusal(operation["responses"].get("default", {}))
            _tell_versions({each["name"]: each for each in operation.get("parameters", ())})
    return document


def _tell_refusal(refusal: dict[str, Any]) -> None:
    if "application/json" in refusal.get("content", {}):
        refusal["content"] = {MEDIA_TYPE: refusal["content"]["application/json"]}


def _tell_versions(parameters: dict[str, dict[str, Any]]) -> None:
    """`If-Match` is needed, unless `If-None-Match` may stand for it; neither is ever null."""
    if "if-match" in parameters:
        parameters["if-match"]["schema"] = IF_MATCH
        parameters["if-match"]["required"] = "if-none-match" not in parameters
    if "if-none-match" in parameters:
        parameters["if-none-match"]["schema"] = IF_NONE_MATCH
