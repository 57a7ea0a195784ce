"""`abbina privacy`: what is kept of a party, given out whole or erased wherever it stands."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from matcher.agenda.files import write_text
from matcher.errors import ConfigError
from service.cli.options import AnswerLang, Lang
from service.cli.service_extra import DatabaseOption, service_refusals, settings_store

ACTOR = "command line"

privacy_app = typer.Typer(help="What is kept of a party.", no_args_is_help=True)

ProgrammeOption = Annotated[str, typer.Option(help="The programme's id.")]


@privacy_app.command()
def export(
    party: Annotated[str, typer.Argument(help="The party's id.")],
    programme: ProgrammeOption,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="FILE.json; by default it is printed.")] = None,
    database: DatabaseOption = None,
) -> None:
    """Give out everything that is kept of a party, as JSON.

    Example: abbina privacy export st-01 --programme tuscany-2026 -o st-01.json
    """
    with service_refusals(), settings_store(database) as store:
        from matcher.store.audit import note_act
        from matcher.store.privacy import export_party

        now = datetime.datetime.now(datetime.UTC)
        with store.writing() as tx:
            found = export_party(tx, programme, party)
            note_act(tx, programme, actor=ACTOR, action="privacy.export", subject=party, now=now)
        text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
        if output is None:
            sys.stdout.write(text)
        else:
            write_text(text, output)


@privacy_app.command()
def erase(
    party: Annotated[str, typer.Argument(help="The party's id.")],
    programme: ProgrammeOption,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database: DatabaseOption = None,
) -> None:
    """Erase a party for good: its rows, its name and words in everybody else's, and their bytes on the disk.

    Let no job of the programme run meanwhile. Files that were exported and older backups are yours to delete.

    Example: abbina privacy erase st-01 --programme tuscany-2026
    """
    if not yes:
        typer.confirm("The party is erased for good. Go on?", abort=True, err=True)
    with service_refusals(), settings_store(database) as store:
        from matcher.store.privacy import erase_party

        now = datetime.datetime.now(datetime.UTC)
        done = erase_party(store, programme, party, erased_by=ACTOR, now=now)
        mentioned = sum(done.scrubbed.values())
        typer.echo(f"erased, with {done.deleted_users} accounts; taken out of {mentioned} rows of others", err=True)


@privacy_app.command()
def records(
    programme: ProgrammeOption,
    lang: AnswerLang = Lang.EN,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="FILE.md or FILE.html; by default Markdown is printed.")
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Write the register of processing activities of a programme (GDPR, article 30).

    It says what the programme keeps and how abbina is set up; what abbina cannot know is a blank to fill in.

    Example: abbina privacy records --programme tuscany-2026 --lang it -o registro.html
    """
    with service_refusals(), settings_store(database) as store:
        from service.records import FORMS, render_register
        from service.web.acts.registers import register_of
        from service.web.settings import load_settings

        form = "md" if output is None else output.suffix.removeprefix(".")
        if form not in FORMS:
            raise ConfigError(f"{output}: a register is written as .{' or .'.join(sorted(FORMS))}")
        now = datetime.datetime.now(datetime.UTC)
        register = register_of(store, load_settings(database=database), programme, lang=lang, now=now)
        text = render_register(register, form)
        if output is None:
            sys.stdout.write(text)
        else:
            write_text(text, output)


@privacy_app.command()
def expire(
    programme: ProgrammeOption,
    yes: Annotated[bool, typer.Option("--yes", help="Erase; without it, only say what would be erased.")] = False,
    database: DatabaseOption = None,
) -> None:
    """Erase the parties of a programme whose time is over: `retention_days` after the last day of its events.

    Let no job of the programme run meanwhile. Files that were exported and older backups are yours to delete.

    Example: abbina privacy expire --programme tuscany-2026
    """
    with service_refusals(), settings_store(database) as store:
        from service.retention import let_go, retention_of

        now = datetime.datetime.now(datetime.UTC)
        found = retention_of(store, programme)
        if found.kept_until is None:
            typer.echo("the programme has no event yet: its parties are kept", err=True)
        elif not found.is_over(now.date()):
            typer.echo(f"{len(found.party_ids)} parties are kept until {found.kept_until}", err=True)
        elif not yes:
            told = f"{len(found.party_ids)} parties were to be kept until {found.kept_until}"
            typer.echo(f"{told}: give --yes to erase them", err=True)
        else:
            typer.echo(f"erased {let_go(store, programme, erased_by=ACTOR, now=now)} parties", err=True)
