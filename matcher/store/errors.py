"""What the store refuses, separated by what the caller does about it. No message holds what a row holds.

StoreError                  anything the store refuses
├── Conflict                somebody else saved first: read again, decide, save with the new version
├── NotStored               there is no such row in this programme
├── AlreadyStored           a row with this key, or with this unique value, is there already
├── MissingReference        the row names a party, event or run that is not in this programme
├── StaleLease              the job belongs to another worker by now, or is over
├── DamagedBackup           a backup or dump is not whole, or is of another kind or version
└── DatabaseFailure         the database itself refused or could not be reached
"""

from __future__ import annotations

from matcher.errors import AbbinaError


class StoreError(AbbinaError):
    """Anything the store refuses."""


class Conflict(StoreError):  # noqa: N818 - says what happened, not that it is an error
    """Somebody else saved first.

    `what` names the table; `expected` is the version that the caller had (0: none was thought to be there), `found`
    the one that is there.
    """

    def __init__(self, what: str, *, expected: int, found: int) -> None:
        super().__init__(f"{what}: version {expected} was to be replaced, but version {found} is stored: read it again")
        self.what = what
        self.expected = expected
        self.found = found


class NotStored(StoreError):  # noqa: N818 - says what happened, not that it is an error
    """There is no such row in this programme; `what` names the table."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: there is none with this id in this programme")
        self.what = what


class AlreadyStored(StoreError):  # noqa: N818 - says what happened, not that it is an error
    """A row with this key, or with a value that must be the only one, is there already; `what` names the table."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}: one with this key is stored already: choose another, or change the one that is there"
        )
        self.what = what


class MissingReference(StoreError):  # noqa: N818 - says what happened, not that it is an error
    """A row names something that is not stored in this programme; `what` names the table of the row."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: it names something that is not in this programme: store that first")
        self.what = what


class StaleLease(StoreError):  # noqa: N818 - says what happened, not that it is an error
    """The job belongs to another worker by now, or is over: what was done for it must be given up."""

    def __init__(self) -> None:
        super().__init__("the job was given to another worker or is over: drop this result")


class DamagedBackup(StoreError):  # noqa: N818 - says what happened, not that it is an error
    """A backup or dump is not whole, or is of another kind or version; nothing was changed."""


_HINTS = {
    "SQLITE_CANTOPEN": "its file can be neither opened nor made; check that the folder is there and may be written to",
    "SQLITE_READONLY": "its file, or the folder of its file, may not be written to",
    "SQLITE_NOTADB": "its file is no SQLite database; give another",
}
"""What to do about codes that an operator meets."""


class DatabaseFailure(StoreError):  # noqa: N818 - says what happened, not that it is an error
    """The database refused or could not be reached; `code` is its own (an SQLSTATE or the name of SQLite's code)."""

    def __init__(self, code: str) -> None:
        hint = _HINTS.get(code, "its own log says more")
        super().__init__(f"the database refused ({code}): {hint}")
        self.code = code
