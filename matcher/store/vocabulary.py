"""The words that rows may hold where only a few are allowed."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a member of a programme may do there."""

    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    STARTUP = "startup"
    COUNTERPART = "counterpart"
    EVALUATOR = "evaluator"
    VIEWER = "viewer"


class ImportStatus(StrEnum):
    """How far an upload came: shown with its problems, taken, refused as a file, or thrown away by the organiser."""

    PREVIEW = "preview"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    DISCARDED = "discarded"


class Wish(StrEnum):
    """What a party says of another."""

    MUST = "must"
    MEET = "meet"
    NO = "no"


class Decision(StrEnum):
    """What an organiser decided on a suggestion."""

    LOCKED = "locked"
    VETOED = "vetoed"


class FollowUp(StrEnum):
    """How far two parties came after they met, in order."""

    CONTACT = "contact"
    NEGOTIATION = "negotiation"
    AGREEMENT = "agreement"


class JobStatus(StrEnum):
    """Where a job stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
