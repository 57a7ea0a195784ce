"""Errors and warnings of the domain, separated by cause.

AbbinaError                 anything abbina refuses, always with what, where and what to do
├── DataError               the input cannot be taken as it is
│   ├── UnreadableFile      the file itself cannot be read (format, encoding, size, damage)
│   ├── RefusedImport       the file was read but rows or cells in it are wrong; carries every problem
│   └── RefusedFile         a JSON file was read but values in it are wrong; carries every fault
├── ConfigError             an option, a setting or a weights file is wrong
├── MissingModel            an encoder or model is not installed; says the commands that install it
└── MissingExtra            a package of an optional extra is not installed; says the commands that install it

AbbinaWarning
├── DataWarning             the input was taken, but something in it deserves a look
└── ConfigWarning           a setting was taken, but probably not as meant
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.problems import Problem


class AbbinaError(Exception):
    """Anything abbina refuses; the message says what, where and what to do."""


class DataError(AbbinaError):
    """The input cannot be taken as it is."""


class UnreadableFile(DataError):  # noqa: N818 - says what is wrong, not that it is an error
    """The file itself cannot be read: format, encoding, size or damage; `code` is stable and machine-readable."""

    def __init__(self, message: str, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


class RefusedImport(DataError):  # noqa: N818 - says what is wrong, not that it is an error
    """The file was read but cells in it are wrong; `problems` lists every one of them."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems


class RefusedFile(DataError):  # noqa: N818 - says what is wrong, not that it is an error
    """A file was read but values in it are wrong; `faults` are all of them in English, a line each with the place.

    `lines` gives them in a language: each place with what is wrong there.
    """

    def __init__(self, message: str, faults: tuple[str, ...], lines: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(message)
        self.faults = faults
        self.lines = lines


class ConfigError(AbbinaError):
    """An option, a setting or a weights file is wrong."""


class MissingModel(AbbinaError):  # noqa: N818 - says what is wrong, not that it is an error
    """An encoder or model is not installed; the message gives the command that installs it."""


class MissingExtra(AbbinaError):  # noqa: N818 - says what is wrong, not that it is an error
    """A package of an optional extra is not installed; the message gives the commands that install the extra.

    No package index has abbina: an extra is installed from a checkout or from a wheel, as abbina was.
    """

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(
            f'{what} needs {package}, which is not installed: pip install -c constraints.txt ".[{extra}]" in a '
            f'checkout of abbina, or "FILE.whl[{extra}]" from its wheel'
        )


class AbbinaWarning(UserWarning):
    """Something was taken, but deserves a look."""


class DataWarning(AbbinaWarning):
    """The input was taken, but something in it deserves a look."""


class ConfigWarning(AbbinaWarning):
    """A setting was taken, but probably not as meant."""
