"""The shipped taxonomy, read from the files of this package."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.errors import ConfigError
from matcher.sectors.ateco import EDITIONS, AtecoTable
from matcher.sectors.lexicon import Lexicon, Term, other_senses, read_mark
from matcher.sectors.sector import Edition, Sector
from matcher.sectors.taxonomy import SectorTaxonomy

_PACKAGE = "matcher.sectors"
_MARKS = "~="
_ATECO_COLUMNS = ["edition", "prefix", "sectors", "activity"]


@cache
def load_taxonomy() -> SectorTaxonomy:
    """The shipped taxonomy, read once per process.

    Raises:
        ConfigError: when a file of the taxonomy names an unknown sector or group, or gives one word two meanings.
    """
    leaves = tomllib.loads(_read("sectors.toml"))
    broad = tomllib.loads(_read("broad.toml"))
    elsewhere = other_senses(tomllib.loads(_read("other_senses.toml"))["sectors"])
    tables: dict[str, dict[str, Any]] = leaves["sectors"]
    groups = {code: (names["it"], names["en"]) for code, names in leaves["groups"].items()}
    return SectorTaxonomy(
        sectors=_sectors(tables, set(groups)),
        groups=groups,
        lexicon=Lexicon([*_leaf_terms(tables), *_broad_terms(broad["terms"], set(tables)), *elsewhere]),
        ateco=AtecoTable(_ateco_rows(set(tables))),
        agnostic=broad["agnostic"],
        not_a_sector=broad["not_a_sector"],
    )


def _read(name: str) -> str:
    return files(_PACKAGE).joinpath(name).read_text(encoding="utf-8")


def _sectors(tables: dict[str, dict[str, Any]], groups: set[str]) -> list[Sector]:
    related: dict[str, set[str]] = {code: set() for code in tables}
    for code, table in tables.items():
        _refuse_unknown([table["group"]], groups, f"sectors.toml, {code}, group")
        _refuse_unknown(table["related"], set(tables) - {code}, f"sectors.toml, {code}, related")
        for other in table["related"]:
            related[code].add(other)
            related[other].add(code)
    return [
        Sector(
            code=code,
            group=table["group"],
            label_it=table["it"],
            label_en=table["en"],
            synonyms_it=tuple(word.lstrip(_MARKS) for word in table["synonyms_it"]),
            synonyms_en=tuple(word.lstrip(_MARKS) for word in table["synonyms_en"]),
            related=tuple(sorted(related[code])),
            is_horizontal=table.get("horizontal", False),
        )
        for code, table in tables.items()
    ]


def _leaf_terms(tables: dict[str, dict[str, Any]]) -> Iterator[Term]:
    for code, table in tables.items():
        names = [f"={name}" for name in (table["it"], table["en"], code)]
        for written in [*table["synonyms_it"], *table["synonyms_en"], *names]:
            spelling, weight = read_mark(written, is_broad=False)
            yield Term(spelling=spelling, codes=(code,), weight=weight)


def _broad_terms(terms: dict[str, list[str]], known: set[str]) -> Iterator[Term]:
    for written, codes in terms.items():
        _refuse_unknown(codes, known, f"broad.toml, {written!r}")
        spelling, weight = read_mark(written, is_broad=True)
        yield Term(spelling=spelling, codes=tuple(sorted(codes)), weight=weight)


def _ateco_rows(known: set[str]) -> Iterator[tuple[Edition, str, tuple[str, ...]]]:
    reader = csv.DictReader(_read("ateco.csv").splitlines())
    if reader.fieldnames != _ATECO_COLUMNS:
        raise ConfigError(f"ateco.csv has columns {reader.fieldnames}, expected {_ATECO_COLUMNS}")
    for line, row in enumerate(reader, start=2):
        codes = tuple(sorted(row["sectors"].split()))
        _refuse_unknown(codes, known, f"ateco.csv, line {line}")
        for edition in EDITIONS:
            if row["edition"] in (edition, "both"):
                yield edition, row["prefix"].replace(".", ""), codes


def _refuse_unknown(codes: list[str] | tuple[str, ...], known: set[str], place: str) -> None:
    unknown = sorted(set(codes) - known)
    if unknown:
        raise ConfigError(f"{place}: unknown {', '.join(unknown)}; known are {', '.join(sorted(known))}")
