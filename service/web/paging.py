"""Lists a page at a time: `?limit=` and `?cursor=`, the cursor being what the page before said."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, Field

from service.web.problems import Problem

MOST = 200
"""The longest page."""

Item = TypeVar("Item")
Body = TypeVar("Body", bound=BaseModel)


class Page(BaseModel, Generic[Body]):
    """One page of a list; `next_cursor` asks for the next one, null at the end."""

    items: list[Body]
    next_cursor: str | None = Field(None, examples=["Yy0wMQ"])


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """Which page: rows after the id `after` ("" : from the start), `limit` of them."""

    after: str
    limit: int

    @property
    def limit_plus_one(self) -> int:
        """How many rows to read so as to know whether there are more."""
        return self.limit + 1

    def page(self, items: Sequence[Item], id_of: Callable[[Item], str], body_of: Callable[[Item], Body]) -> Page[Body]:
        """The page of rows that were read, `limit_plus_one` at most."""
        shown, next_cursor = self.cut(items, id_of)
        return Page(items=[body_of(one) for one in shown], next_cursor=next_cursor)

    def cut(self, items: Sequence[Item], id_of: Callable[[Item], str]) -> tuple[Sequence[Item], str | None]:
        """Of rows that were read, `limit_plus_one` at most, those to show, and the cursor of the next page."""
        shown = items[: self.limit]
        return shown, encode(id_of(shown[-1])) if len(items) > self.limit else None


def page_request(
    cursor: Annotated[str | None, Query(description="next_cursor of the page before", max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="length of the page")] = 50,
) -> PageRequest:
    """The page that the query asks for; raises 400 for a cursor that no page gave."""
    return PageRequest(after="" if cursor is None else decode(cursor), limit=limit)


PageDep = Annotated[PageRequest, Depends(page_request)]


def encode(last_id: str) -> str:
    """The cursor after this id."""
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def decode(cursor: str) -> str:
    """The id that a cursor stands after; raises 400 for what `encode` did not make."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        found = ""
    if not found or "\0" in found or encode(found) != cursor:
        raise Problem(400, "wrong-cursor", "the cursor is not one that a page gave: start without one")
    return found
