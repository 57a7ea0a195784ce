"""Whether the process lives, and whether it can work."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field

from matcher import __version__
from matcher.errors import ConfigError
from matcher.store import require_current
from service.web.context import StoreDep
from service.web.problems import Problem

router = APIRouter(tags=["operation"])


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"
    version: str = Field(examples=["0.1.0"])


@router.get("/healthz")
def healthz() -> Health:
    """Whether the process lives; it asks nothing of the database."""
    return Health(version=__version__)


@router.get("/readyz")
def readyz(store: StoreDep) -> Health:
    """Whether the database answers and has the tables of this version; 503 otherwise."""
    try:
        require_current(store)
    except ConfigError as err:
        raise Problem(503, "not-ready", str(err)) from None
    return Health(version=__version__)
