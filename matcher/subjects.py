"""What a file may be about."""

from __future__ import annotations

from enum import StrEnum


class ImportSubject(StrEnum):
    """One of the sides, companies of earlier programmes, wishes, or what happened before."""

    STARTUPS = "startups"
    COUNTERPARTS = "counterparts"
    EARLIER = "earlier"
    PREFERENCES = "preferences"
    HISTORY = "history"
