"""`abbina import`: a spreadsheet into a programme of the service's database."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from matcher.subjects import ImportSubject
from service.cli.answers import report
from service.cli.options import LenientOption
from service.cli.service_extra import DatabaseOption, service_refusals, settings_store

ACTOR = "command line"


def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, TSV, XLSX, XLS, ODS, JSON or JSONL.")],
    programme: Annotated[str, typer.Option(help="The programme's id; it is made when it is not there.")],
    about: Annotated[ImportSubject, typer.Option(help="What the file is about.")] = ImportSubject.STARTUPS,
    database: DatabaseOption = None,
    lenient: LenientOption = False,
) -> None:
    """Take a file into a programme: parties, companies of earlier programmes, wishes, or what happened before.

    What is new is added, and what says something else now gets a new version. Wishes and facts of the past name parties
    that are there already.

    Example: abbina import companies.xlsx --programme tuscany-2026
    """
    with service_refusals(), settings_store(database) as store:
        from service.importing import import_now, known_parties, read_table

        with store.reading() as tx:
            known = known_parties(tx, programme)
        reading = read_table(file, about, known, lenient=lenient)
        report(reading.problems, rest="left out here")
        now = datetime.datetime.now(datetime.UTC)
        taken = import_now(store, programme, file.name, reading, imported_by=ACTOR, now=now)
        typer.echo(f"{taken.added} new, {taken.changed} changed, {taken.unchanged} as they were", err=True)
