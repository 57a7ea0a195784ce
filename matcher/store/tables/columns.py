"""What tables are made of: one metadata, columns that mean the same on both databases, and keys of a programme."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Text,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime.datetime]):
    """A moment, always aware and in UTC, to the microsecond. SQLite knows no time zones: there it is kept without."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """The moment as the database keeps it; raises ValueError for one without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone is not stored: give one in UTC")
        moment = value.astimezone(datetime.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """The moment, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if dialect.name == "sqlite" else value.astimezone(datetime.UTC)


def text(name: str, *, key: bool = False, default: str | None = "") -> Column[Any]:
    """A text that is never null; a key has no default."""
    return Column(name, Text, primary_key=key, nullable=False, server_default=None if key else default)


def maybe_text(name: str) -> Column[Any]:
    """A text that may be null."""
    return Column(name, Text, nullable=True)


def moment(name: str) -> Column[Any]:
    """A moment that is never null."""
    return Column(name, UtcDateTime, nullable=False)


def maybe_moment(name: str) -> Column[Any]:
    """A moment that may be null."""
    return Column(name, UtcDateTime, nullable=True)


def flag(name: str) -> Column[Any]:
    """A truth value that is never null, false unless it is given."""
    return Column(name, Boolean, nullable=False, server_default=false())


def document(name: str) -> Column[Any]:
    """A JSON value that is never null."""
    return Column(name, JSON(none_as_null=True), nullable=False)


def maybe_document(name: str) -> Column[Any]:
    """A JSON value that may be null."""
    return Column(name, JSON(none_as_null=True), nullable=True)


def version() -> Column[Any]:
    """How often the row was saved, from 1; who saves it must know the number that is there."""
    return Column("version", Integer, nullable=False)


def programme(*, key: bool = True) -> Column[Any]:
    """The programme that the row belongs to; rows go with it."""
    return Column(
        "programme_id", Text, ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=key, nullable=False
    )


def refers(column: str, table: str) -> ForeignKeyConstraint:
    """A reference to a row of the same programme, which takes this row with it when it goes."""
    return ForeignKeyConstraint(["programme_id", column], [f"{table}.programme_id", f"{table}.id"], ondelete="CASCADE")


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A rule that the column holds one of these words, or nothing where it may be null."""
    accepted = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({accepted})", name=column)
