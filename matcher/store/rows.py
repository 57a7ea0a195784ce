"""Reading and writing rows: the few statements that everything else in the store is made of.

A key is the value of every column that names one row, the programme's first. What is written is checked by the
database; what is read comes as plain dictionaries, column → value.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, delete, insert, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from matcher.store.engine import Transaction
from matcher.store.errors import AlreadyStored, Conflict, MissingReference, NotStored

Key = Mapping[str, Any]
Values = dict[str, Any]
Document = dict[str, Any]
"""A JSON object."""

MOST_ROWS = 1000
"""The most rows that one page of a list has."""

_TWICE = {"23505", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}
_UNKNOWN = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}


def new_id(now: datetime.datetime) -> str:
    """An id that nobody can guess and that sorts after all ids of earlier moments: 32 hexadecimal digits."""
    microseconds = (now - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(microseconds=1)
    return f"{microseconds:014x}{secrets.token_hex(9)}"


def add(tx: Transaction, table: Table, *rows: Mapping[str, Any]) -> None:
    """Store new rows.

    Raises:
        AlreadyStored: one of them is there, or another with a value that must be the only one.
        MissingReference: one of them names something that is not stored.
    """
    if rows:
        with _named(table):
            tx.execute(insert(table), [dict(row) for row in rows])


def add_if_new(tx: Transaction, table: Table, row: Mapping[str, Any]) -> bool:
    """Store the row unless one with the same key or unique value is there; True if it was stored.

    Raises:
        MissingReference: it names something that is not stored.
    """
    dialect: Any = postgresql if tx.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing().returning(*table.primary_key)
    with _named(table):
        return tx.execute(statement).one_or_none() is not None


def find(tx: Transaction, table: Table, key: Key) -> Values | None:
    """The one row with this key, None if there is none."""
    if None in key.values():
        found = tx.execute(select(table).where(matches(table, key))).mappings().one_or_none()
    else:
        found = tx.execute(_by_key(table, tuple(key)), dict(key)).mappings().one_or_none()
    return None if found is None else dict(found)


@cache
def _by_key(table: Table, names: tuple[str, ...]) -> Select[Any]:
    """A row by these columns: made once, since making a statement costs more than SQLite takes to answer it."""
    return select(table).where(*(table.c[name] == bindparam(name) for name in names))


def get(tx: Transaction, table: Table, key: Key) -> Values:
    """The one row with this key; raises NotStored."""
    found = find(tx, table, key)
    if found is None:
        raise NotStored(table.name)
    return found


def put(tx: Transaction, table: Table, key: Key, values: Values, expected_version: int, new: Values) -> int:
    """Store `values` under `key` if the version there is still the expected one; returns the new version.

    `expected_version` 0 stands for a row that is not there yet: it gets `new` too, and version 1.

    Raises:
        Conflict: another version is there.
        NotStored: a version was expected and there is no row.
        AlreadyStored: another row has a value that must be the only one.
        MissingReference: the row names something that is not stored.
    """
    if expected_version == 0:
        if not add_if_new(tx, table, {**key, **new, **values, "version": 1}):
            raise_conflict(tx, table, key, 0)
            raise AlreadyStored(table.name)
        return 1
    statement = (
        update(table)
        .where(matches(table, key), table.c.version == expected_version)
        .values(**values, version=expected_version + 1)
    )
    if tx.execute(statement).rowcount != 1:
        raise_conflict(tx, table, key, expected_version)
    return expected_version + 1


def change(tx: Transaction, table: Table, key: Key, values: Values) -> None:
    """Change columns of one row that has no version; raises NotStored."""
    if tx.execute(update(table).where(matches(table, key)).values(**values)).rowcount != 1:
        raise NotStored(table.name)


def remove(tx: Transaction, table: Table, key: Key) -> int:
    """Delete every row that matches; returns how many."""
    return tx.execute(delete(table).where(matches(table, key))).rowcount


def remove_version(tx: Transaction, table: Table, key: Key, expected_version: int) -> None:
    """Delete one row if its version is still the expected one; raises Conflict, NotStored."""
    if remove(tx, table, {**key, "version": expected_version}) != 1:
        raise_conflict(tx, table, key, expected_version)


def listed(
    tx: Transaction, table: Table, key: Key, *conditions: ColumnElement[bool], by: Sequence[str]
) -> list[Values]:
    """Every row that matches, ordered by these columns."""
    statement = select(table).where(matches(table, key), *conditions).order_by(*(table.c[name] for name in by))
    return [dict(row) for row in tx.execute(statement).mappings()]


def paged(
    tx: Transaction,
    table: Table,
    key: Key,
    *conditions: ColumnElement[bool],
    after: str,
    limit: int,
    by: str = "id",
    is_backward: bool = False,
) -> list[Values]:
    """Rows that match, in the order of one column, from the first beyond `after` ("": the start), at most `limit`.

    Backward, the order starts at the end, and the first beyond `after` is the one before it.
    """
    column = table.c[by]
    beyond = column < after if is_backward and after else column > after
    statement = (
        select(table)
        .where(matches(table, key), beyond, *conditions)
        .order_by(column.desc() if is_backward else column)
        .limit(max(1, min(limit, MOST_ROWS)))
    )
    return [dict(row) for row in tx.execute(statement).mappings()]


def matches(table: Table, key: Key) -> ColumnElement[bool]:
    """The condition that each of these columns has its value."""
    return and_(true(), *(table.c[name] == value for name, value in key.items()))


def raise_conflict(tx: Transaction, table: Table, key: Key, expected: int) -> None:
    """Raise what kept a version from being replaced.

    Raises:
        Conflict: another version is there.
        NotStored: nothing is there, though something was expected.
    """
    there = find(tx, table, key)
    if there is not None:
        raise Conflict(table.name, expected=expected, found=there["version"])
    if expected:
        raise NotStored(table.name)


@contextmanager
def _named(table: Table) -> Iterator[None]:
    """Broken rules of the database under their names."""
    try:
        yield
    except IntegrityError as err:
        code = getattr(err.orig, "sqlstate", None) or getattr(err.orig, "sqlite_errorname", None)
        if code in _TWICE:
            raise AlreadyStored(table.name) from None
        if code in _UNKNOWN:
            raise MissingReference(table.name) from None
        raise
