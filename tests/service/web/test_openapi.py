"""The committed OpenAPI document is that of the application, and says what clients need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.web.access import ACCESS
from service.web.openapi import PLACE, openapi_text

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(openapi_text())
    return found


def test_the_committed_document_is_that_of_the_application() -> None:
    committed = (ROOT / PLACE).read_text(encoding="utf-8")
    assert committed == openapi_text(), "write it again: python -m service.web.openapi"


def test_every_route_has_an_entry_in_the_matrix_and_no_entry_is_left_over(document: dict[str, Any]) -> None:
    routes = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert routes == set(ACCESS)


def test_every_operation_says_what_it_does_and_how_it_refuses(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description"), (method, path)
            assert "application/problem+json" in operation["responses"]["default"]["content"], (method, path)


def test_only_routes_for_anybody_go_without_security(document: dict[str, Any]) -> None:
    open_routes = {
        (method.upper(), path)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if not operation.get("security")
    }
    assert open_routes == {route for route, access in ACCESS.items() if access.anybody}


def test_every_body_that_is_sent_has_an_example(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    without = []
    for path, methods in document["paths"].items():
        for operation in methods.values():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            if name and "example" not in json.dumps(schemas[name]):
                without.append((path, name))
    assert without == []
