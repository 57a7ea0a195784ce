"""Calls to others: what a webhook is sent, its signature, and the jobs that send it."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import ipaddress
import json
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from matcher.errors import ConfigError
from matcher.store import Transaction
from matcher.store.jobs import ask_for_job
from matcher.store.webhooks import list_webhooks

PUBLISHED, CHANGED, ROLLED_BACK = "agenda.published", "agenda.changed", "agenda.rolled_back"
EVENTS = (PUBLISHED, CHANGED, ROLLED_BACK)
"""What a webhook can ask to be told of."""

DELIVER = "deliver_webhook"
"""The kind of job that sends one call."""

ATTEMPTS = 6
SIGNATURE = "Abbina-Signature"
MOST_AGE_S = 300
"""A receiver should refuse what was signed longer ago."""


def announce(
    tx: Transaction,
    programme_id: str,
    event: str,
    facts: Mapping[str, Any],
    *,
    by: str,
    now: datetime.datetime,
) -> int:
    """Ask, in the transaction of what happened, for a call to each webhook that wants the event; returns how many.

    `facts` are ids and versions, no personal data: who wants more reads it with a key of its own.
    """
    hooks = list_webhooks(tx, programme_id, event=event)
    body = json.dumps(
        {"event": event, "programme_id": programme_id, "at": now.isoformat(), **facts},
        sort_keys=True,
        separators=(",", ":"),
    )
    for hook in hooks:
        payload = {"webhook_id": hook.id, "event": event, "body": body}
        ask_for_job(tx, programme_id, DELIVER, payload, max_attempts=ATTEMPTS, asked_by=by, now=now)
    return len(hooks)


def sign(secret: str, body: bytes, *, at: int) -> str:
    """The value of the header: `t=SECONDS,v1=HEX`, HMAC-SHA256 of `SECONDS.BODY` under the secret."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def is_signed(secret: str, body: bytes, header: str, *, now: int) -> bool:
    """Whether a receiver should believe a call: the signature is right and not older than `MOST_AGE_S`."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    if not parts.get("t", "").isdigit() or abs(now - int(parts["t"])) > MOST_AGE_S:
        return False
    return hmac.compare_digest(sign(secret, body, at=int(parts["t"])), header)


def check_address(url: str, *, allow_private: bool) -> None:
    """Refuse an address that a call could not or should not go to: it must be https and not within a private network.

    `allow_private` lets http and addresses of this machine and its network through, for tests and closed networks.

    Raises:
        ConfigError: the address is refused; says why.
    """
    parts = urlsplit(url)
    schemes = {"http", "https"} if allow_private else {"https"}
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password:
        raise ConfigError("a webhook's address is https://HOST/…, without a user in it")
    if allow_private:
        return
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(parts.hostname, parts.port or 443)}
    except OSError:
        raise ConfigError("the webhook's host is not found: check its name") from None
    if not all(ipaddress.ip_address(address.partition("%")[0]).is_global for address in found):
        raise ConfigError("the webhook's host is within a private network: it is not called")
