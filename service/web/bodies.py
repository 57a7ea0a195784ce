"""What bodies of several resources are made of."""

from __future__ import annotations

import datetime
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

Lang = Annotated[str, Field(pattern="^(it|en)$", examples=["it"])]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
NewId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$"),
    Field(description="letters, digits and . _ ~ -", examples=["tuscany-2026"]),
]
PartyId = Annotated[str, Path(description="the party", examples=["st-01"], min_length=1, max_length=200)]
UserId = Annotated[str, Path(description="the person", min_length=1, max_length=100)]


LocalTime = Annotated[
    datetime.datetime,
    WithJsonSchema({"type": "string", "examples": ["2026-10-05T09:00:00"], "description": "local time"}),
]
"""A moment as clocks at the event show it, without a zone: no `date-time` to OpenAPI."""


class Edit(BaseModel):
    """A body that is sent: members that are not known are refused."""

    model_config = ConfigDict(extra="forbid")
