"""Whether the process lives, and whether it can work."""

from __future__ import annotations

import hmac
import ipaddress
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field

from matcher import __version__
from matcher.errors import ConfigError
from matcher.store import require_current
from service.web.context import SettingsDep, StoreDep, bearer_token
from service.web.problems import Problem, not_found

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


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request, settings: SettingsDep) -> Response:
    """Counts and durations for Prometheus: with the settings' token, or without one from this machine; else 404."""
    wanted = settings.metrics_token
    if wanted is None:
        allowed = _is_near(request)
    else:
        allowed = hmac.compare_digest((bearer_token(request) or "").encode(), wanted.get_secret_value().encode())
    if not allowed:
        raise not_found("page")
    return Response(generate_latest(request.app.state.meters.registry), media_type=CONTENT_TYPE_LATEST)


def _is_near(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
