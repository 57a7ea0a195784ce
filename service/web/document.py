"""The OpenAPI document, with what FastAPI cannot say: the media type of refusals."""

from __future__ import annotations

from typing import Any

from service.web.problems import MEDIA_TYPE


def with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every refusal as `application/problem+json`; it is changed in place."""
    for operations in document["paths"].values():
        for operation in operations.values():
            refusal = operation["responses"].get("default", {})
            if "application/json" in refusal.get("content", {}):
                refusal["content"] = {MEDIA_TYPE: refusal["content"]["application/json"]}
    return document
