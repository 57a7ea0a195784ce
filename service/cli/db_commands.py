"""`abbina db`: the tables of a database, its backups, and bringing one back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from matcher.errors import ConfigError
from service.cli.service_extra import DatabaseOption, service_refusals, settings_store

db_app = typer.Typer(help="The database of the service.", no_args_is_help=True)


@db_app.command()
def upgrade(database: DatabaseOption = None) -> None:
    """Bring the tables to this version of abbina; nothing happens if they are there. Take a backup first.

    Example: abbina db upgrade
    """
    with service_refusals(), settings_store(database, is_current=False) as store:
        from matcher.store import upgrade as bring_up
        from matcher.store.migrate import current_revision

        bring_up(store)
        with store.reading() as tx:
            typer.echo(f"tables of revision {current_revision(tx)}", err=True)


@db_app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="File to write; it must not be there.")],
    database: DatabaseOption = None,
) -> None:
    """Write the whole database as it is at one moment; the service may run meanwhile.

    Example: abbina db backup abbina-2026-10-05.zip
    """
    with service_refusals():
        if file.exists():
            raise ConfigError(f"{file} is there already: give another name")
        with settings_store(database) as store:
            from matcher.store.backup import backup as write

            write(store, file)
            typer.echo(f"backup written to {file}: {file.stat().st_size} bytes", err=True)


@db_app.command()
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A backup.")],
    database: DatabaseOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: all that is there is replaced.")] = False,
) -> None:
    """Put a backup in the place of all that is in the database; parties erased since are erased again.

    Example: abbina db restore abbina-2026-10-05.zip
    """
    if not yes:
        typer.confirm("Everything in the database is replaced. Go on?", abort=True, err=True)
    with service_refusals(), settings_store(database, is_current=False) as store:
        from matcher.store.backup import restore as bring_back

        again = bring_back(store, file)
        more = f"; {again} parties that had been erased were erased again" if again else ""
        typer.echo(f"restored from {file}{more}", err=True)


@db_app.command()
def vacuum(database: DatabaseOption = None) -> None:
    """Rewrite the database's files without what was deleted, as erasing a party does; stop the service first.

    Example: abbina db vacuum
    """
    with service_refusals(), settings_store(database) as store:
        from matcher.store.privacy.overwrite import overwrite_deleted

        overwrite_deleted(store)
        typer.echo("what was deleted is off the disk", err=True)
