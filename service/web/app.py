"""The application: settings in, routes and what stands before them out."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool

from matcher import __version__
from matcher.store import open_store
from service.web import problems
from service.web.document import mended
from service.web.embedded import start_worker
from service.web.guards.body_size import BodySize
from service.web.guards.headers import SecurityHeaders
from service.web.guards.observing import Meters, Observing
from service.web.guards.rates import Rate, RequestRate
from service.web.guards.well_formed import require_well_formed
from service.web.housekeeping import keep_tidy
from service.web.pages.mount import add_pages
from service.web.pages.refusals import answer
from service.web.prepared import Prepared
from service.web.routers import (
    agenda_changes,
    agendas,
    api_keys,
    audit,
    auth,
    contacts,
    evaluations,
    events,
    exports,
    feedback,
    health,
    history,
    imports,
    jobs,
    members,
    own_agenda,
    parties,
    preferences,
    presences,
    privacy,
    programmes,
    shortlists,
    suggestions,
    users,
    webhooks,
)
from service.web.secrecy import link_signer
from service.web.settings import Settings

Clock = Callable[[], datetime.datetime]

API = "/v1"

ROUTERS = (
    suggestions.router,
    own_agenda.router,
    shortlists.router,
    parties.router,
    preferences.router,
    feedback.router,
    jobs.router,
    auth.router,
    users.router,
    programmes.router,
    members.router,
    api_keys.router,
    imports.router,
    contacts.router,
    presences.router,
    history.router,
    privacy.router,
    audit.router,
    events.router,
    agendas.router,
    agenda_changes.router,
    exports.router,
    evaluations.router,
    webhooks.router,
)
"""What stands under `/v1`, what is read most before the rest: routes are tried in this order."""


def utc_now() -> datetime.datetime:
    """The moment, aware and in UTC."""
    return datetime.datetime.now(datetime.UTC)


class Application(FastAPI):
    """A FastAPI application whose document says how refusals look."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        if not self.openapi_schema:
            self.openapi_schema = mended(super().openapi())
        return self.openapi_schema


def create_app(settings: Settings, *, clock: Clock = utc_now) -> FastAPI:
    """The application over the settings' database, whose tables must be there (`matcher.store.upgrade`).

    Raises:
        ConfigError: the database's address is not understood.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        worker = start_worker(settings) if settings.run_worker else nullcontext()
        await run_in_threadpool(worker.__enter__)
        tidying = asyncio.create_task(keep_tidy(store, clock))
        try:
            yield
        finally:
            tidying.cancel()
            await run_in_threadpool(worker.__exit__, None, None, None)
            store.close()

    app = Application(
        title="abbina",
        version=__version__,
        description="Who should meet whom, and why: programmes, parties, shortlists and agendas.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        responses=problems.PROBLEM_RESPONSES,
    )
    store = open_store(settings.database)
    app.state.settings = settings
    app.state.store = store
    app.state.clock = clock
    app.state.signer = link_signer(settings, store)
    app.state.login_rate = Rate(settings.login_limit)
    app.state.prepared = Prepared()
    app.state.meters = meters = Meters()
    app.add_middleware(BodySize, body_bytes=settings.body_bytes, upload_bytes=settings.upload_bytes)
    app.add_middleware(RequestRate, rate=settings.rate_limit)
    app.add_middleware(SecurityHeaders, has_https=settings.has_https)
    app.add_middleware(Observing, meters=meters, answer=answer)
    problems.add_handlers(app, answer)
    app.include_router(health.router)
    for router in ROUTERS:
        app.include_router(router, prefix=API, dependencies=[Depends(require_well_formed)])
    add_pages(app)
    return app
