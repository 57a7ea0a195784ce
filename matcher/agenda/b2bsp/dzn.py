"""The part of MiniZinc's data format that instances use: whole numbers, sets of them, lists and tables.

    file  = { NAME "=" value ";" }          comments: % to the end of the line, /* … */
    value = NUMBER | set | list | table
    list  = "[" [ entry { "," entry } [ "," ] ] "]"          entry = NUMBER | set
    table = "[|" row { "|" row } "|]"                        row   = [ NUMBER { "," NUMBER } [ "," ] ]
    set   = "{" [ NUMBER { "," NUMBER } [ "," ] ] "}" | NUMBER ".." NUMBER

The reader goes through the text once, without recursion, so that its time grows with the length of the file alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.agenda.files import Faults

MOST_DIGITS = 9
MOST_IN_RANGE = 1_000
MOST_TOLD = 40
"""Characters of a wrong token that are shown."""

TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+|%[^\n]*|/\*.*?\*/)|(?P<number>-?[0-9]+)|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\[\||\|\]|\.\.|[\[\]{}|,;=])",
    re.ASCII | re.DOTALL,
)

Numbers = frozenset[int]
Value = int | Numbers | list[int | Numbers] | list[list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What stands behind one name, and the line of that name, from 1. A table is a list of rows, which are lists."""

    line: int
    value: Value


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


class _Wrong(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_items(text: str, faults: Faults) -> dict[str, Item]:
    """The items of a data file by name; at the first error of form a fault is added and nothing more is read."""
    items: dict[str, Item] = {}
    try:
        tokens = _Tokens(text)
        while not tokens.at("end"):
            name = tokens.take("name", "a name such as nTables")
            tokens.take("=", f'"=" after {name.text}')
            value = _value(tokens)
            tokens.take(";", f'";" after the value of {name.text}')
            if name.text in items:
                faults.add(f"line {name.line}", f"{name.text} is given twice, first in line {items[name.text].line}")
            items[name.text] = Item(line=name.line, value=value)
    except _Wrong as wrong:
        faults.add(f"line {wrong.line}", str(wrong))
    return items


class _Tokens:
    """The words and signs of a text, one ahead."""

    def __init__(self, text: str) -> None:
        self._rest = _tokens(text)
        self.next = next(self._rest)

    def at(self, kind: str) -> bool:
        return self.next.kind == kind

    def take(self, kind: str, wanted: str) -> _Token:
        token = self.next
        if token.kind != kind:
            found = "the end of the file" if token.kind == "end" else f'"{token.text[:MOST_TOLD]}"'
            raise _Wrong(token.line, f"found {found} where {wanted} must stand")
        self.next = next(self._rest)
        return token

    def number(self) -> int:
        token = self.take("number", "a whole number")
        if len(token.text.lstrip("-")) > MOST_DIGITS:
            raise _Wrong(
                token.line, f"{token.text[:MOST_TOLD]} is too large; numbers have at most {MOST_DIGITS} digits"
            )
        return int(token.text)


def _tokens(text: str) -> Iterator[_Token]:
    line, place = 1, 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if found is None:
            raise _Wrong(line, _unknown(text, place))
        kind = found.lastgroup or ""
        if kind != "space":
            yield _Token(found.group() if kind == "sign" else kind, found.group(), line)
        line += found.group().count("\n")
        place = found.end()
    yield _Token("end", "", line)


def _unknown(text: str, place: int) -> str:
    if text.startswith("/*", place):
        return "this comment has no end; write */ where it ends"
    known = "names, whole numbers, [ ] { } [| |] | , ; = .. and comments"
    return f"{text[place]!r} has no place in this form; what is read: {known}"


def _value(tokens: _Tokens) -> Value:
    if tokens.at("["):
        return _list(tokens)
    if tokens.at("[|"):
        return _table(tokens)
    return _entry(tokens)


def _list(tokens: _Tokens) -> list[int | Numbers]:
    entries: list[int | Numbers] = []
    tokens.take("[", "a list")
    while not tokens.at("]"):
        entries.append(_entry(tokens))
        if not tokens.at("]"):
            tokens.take(",", '"," or "]"')
    tokens.take("]", "the end of a list")
    return entries


def _entry(tokens: _Tokens) -> int | Numbers:
    if tokens.at("{"):
        return _set(tokens)
    line = tokens.next.line
    first = tokens.number()
    if not tokens.at(".."):
        return first
    tokens.take("..", "a range")
    last = tokens.number()
    if last - first >= MOST_IN_RANGE:
        raise _Wrong(line, f"{first}..{last} is too long; ranges have at most {MOST_IN_RANGE} numbers")
    return frozenset(range(first, last + 1))


def _set(tokens: _Tokens) -> Numbers:
    numbers: set[int] = set()
    tokens.take("{", "a set")
    while not tokens.at("}"):
        numbers.add(tokens.number())
        if not tokens.at("}"):
            tokens.take(",", '"," or "}"')
    tokens.take("}", "the end of a set")
    return frozenset(numbers)


def _table(tokens: _Tokens) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    tokens.take("[|", "a table")
    while not tokens.at("|]"):
        if tokens.at("|"):
            tokens.take("|", "a row")
            rows.append([])
            continue
        rows[-1].append(tokens.number())
        if not (tokens.at("|") or tokens.at("|]")):
            tokens.take(",", '",", "|" or "|]"')
    tokens.take("|]", "the end of a table")
    return rows
