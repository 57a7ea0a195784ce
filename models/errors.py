"""Errors and warnings of the lowest floor, which knows no startup.

ModelError                  a model cannot be used as asked; says what and what to do
└── MissingModel            a package or a model is not installed; gives the command that installs it

ModelWarning                something was repaired or left out, and the work went on
"""

from __future__ import annotations


class ModelError(Exception):
    """A model cannot be used as asked; the message says what, where and what to do."""


class MissingModel(ModelError):  # noqa: N818 - says what is wrong, as the domain's errors do
    """A package or a model is not installed; the message gives the exact command that installs it."""


class ModelWarning(UserWarning):
    """A damaged cache was rebuilt, or could not be used: slower than usual, with the same result."""
