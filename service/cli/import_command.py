"""`abbina import`: a spreadsheet into a programme of the service's database."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from matcher.importers import import_profiles
from matcher.suggestions import Side
from service.cli.answers import report
from service.cli.options import LenientOption
from service.cli.service_extra import DatabaseOption, service_refusals, settings_store

ACTOR = "command line"


def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, TSV, XLSX, XLS, ODS, JSON or JSONL.")],
    programme: Annotated[str, typer.Option(help="The programme's id; it is made when it is not there.")],
    side: Annotated[Side, typer.Option(help="Whom the file is about.")] = Side.STARTUPS,
    database: DatabaseOption = None,
    lenient: LenientOption = False,
) -> None:
    """Take the parties of a file into a programme: new ones, and new versions of those that say something else now.

    Example: abbina import companies.xlsx --programme tuscany-2026
    """
    with service_refusals(), settings_store(database) as store:
        from service.importing import DEFAULT_KINDS, import_now

        imported = import_profiles(file, default_kind=DEFAULT_KINDS[side], lenient=lenient)
        report(imported.problems, rest="left out here")
        now = datetime.datetime.now(datetime.UTC)
        taken = import_now(store, programme, file.name, side, imported, imported_by=ACTOR, now=now)
        typer.echo(f"{taken.added} new, {taken.changed} changed, {taken.unchanged} as they were", err=True)
