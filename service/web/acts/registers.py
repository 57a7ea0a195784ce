"""The register of a programme as this installation writes it: what the pages and the command line share."""

from __future__ import annotations

import datetime

from matcher import __version__
from matcher.store import Store
from service.records import Installation, Register, figures_of, make_register
from service.web.settings import Settings


def register_of(store: Store, settings: Settings, programme_id: str, *, lang: str, now: datetime.datetime) -> Register:
    """The register of a programme in a language, "it" or "en"; raises NotStored."""
    figures = figures_of(store, programme_id, now)
    return make_register(figures, installation_of(settings), today=now.date(), lang=lang)


def installation_of(settings: Settings) -> Installation:
    """What a register tells of how abbina is set up."""
    return Installation(
        version=__version__,
        database="SQLite" if settings.database.startswith("sqlite") else "PostgreSQL",
        has_https=settings.has_https,
        is_for_this_machine=settings.is_for_this_machine,
        session_hours=settings.session_hours,
        invitation_days=settings.invitation_days,
        idempotency_hours=settings.idempotency_hours,
        login_limit=settings.login_limit,
    )
