"""What a register can say of a programme: what is in the store, and how the installation is set up."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from matcher.store import Role, Store
from matcher.store.api_keys import list_api_keys
from matcher.store.holdings import Holdings, count_holdings
from matcher.store.listing import known_parties
from matcher.store.memberships import list_memberships
from matcher.store.programmes import get_programme
from matcher.store.rows import Document
from matcher.store.webhooks import Webhook, list_webhooks
from service.retention import DEFAULT_DAYS, Retention, retention_of

Each = TypeVar("Each", str, Role)

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "identity": ("name", "description", "website", "vat_number", "affiliation"),
    "aims": ("sectors", "sector_labels", "seeks", "offers", "needs", "offer", "seeking_label"),
    "size": ("stage", "stage_label", "revenue", "employees", "founded", "trl"),
    "money": ("amount_sought", "ticket_min", "ticket_max", "stages", "portfolio"),
    "place": ("country", "region", "city", "metro", "countries", "languages"),
}
"""Categories of what profiles say, with their fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """How abbina is set up: what its operator chose, as far as a register tells it."""

    version: str
    database: str
    has_https: bool
    is_for_this_machine: bool
    session_hours: float
    invitation_days: float
    idempotency_hours: float
    login_limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is known of a programme: numbers, and no name of a party or a person.

    `kinds` counts parties, `categories` those that say something of each category, `countries` those of each home
    country, "" for none. `roles` counts accounts, `hooks` are hosts that are called, `keys` roles of other software.
    """

    programme_id: str
    name: str
    destination: str
    holdings: Holdings
    kinds: Mapping[str, int]
    categories: Mapping[str, int]
    countries: Mapping[str, int]
    roles: Mapping[Role, int]
    hooks: tuple[str, ...]
    keys: Mapping[Role, int]
    retention_days: int
    retention: Retention


def figures_of(store: Store, programme_id: str, now: datetime.datetime) -> Figures:
    """What is known of a programme at a moment; raises NotStored."""
    retention = retention_of(store, programme_id)
    with store.reading() as tx:
        programme = get_programme(tx, programme_id)
        profiles = [party.document for party in known_parties(tx, programme_id).values()]
        keys = [key for key in list_api_keys(tx, programme_id) if key.revoked_at is None]
        return Figures(
            programme_id=programme_id,
            name=programme.name,
            destination=str(programme.settings.get("destination", "")),
            holdings=count_holdings(tx, programme_id),
            kinds=_counted(str(one["kind"]) for one in profiles),
            categories={name: sum(_says(one, fields) for one in profiles) for name, fields in CATEGORIES.items()},
            countries=_counted(str(one.get("country", "")) for one in profiles),
            roles=_counted(one.role for one in list_memberships(tx, programme_id)),
            hooks=tuple(sorted({_host(one) for one in list_webhooks(tx, programme_id) if one.is_active})),
            keys=_counted(key.role for key in keys if key.expires_at is None or key.expires_at > now),
            retention_days=int(programme.settings.get("retention_days", DEFAULT_DAYS)),
            retention=retention,
        )


def _counted(found: Iterable[Each]) -> dict[Each, int]:
    """How often each stands there, in the order of the alphabet."""
    return dict(sorted(Counter(found).items()))


def _says(document: Document, fields: Iterable[str]) -> bool:
    return any(document.get(name) not in (None, "", []) for name in fields)


def _host(webhook: Webhook) -> str:
    """Whom a webhook calls, without what stands in its address."""
    return urlsplit(webhook.url).hostname or "?"
