"""`abbina user`: accounts, for who has the machine: the first administrator is made here."""

from __future__ import annotations

import datetime
import sys
from typing import Annotated

import typer

from matcher.errors import ConfigError
from service.cli.options import Lang
from service.cli.service_extra import DatabaseOption, service_refusals, settings_store

LEAST_LETTERS = 12

user_app = typer.Typer(help="Accounts of the service.", no_args_is_help=True)


@user_app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="The person's address, with which they log in.")],
    name: Annotated[str, typer.Option(help="The person's name.")] = "",
    lang: Annotated[Lang, typer.Option(help="The person's language.")] = Lang.IT,
    admin: Annotated[bool, typer.Option("--admin", help="An administrator of the installation.")] = False,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input, not from the terminal.")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """Make an account; its password is asked for.

    Example: abbina user add ada@example.org --name "Ada Rossi" --admin
    """
    with service_refusals():
        if "@" not in email.strip("@ "):
            raise ConfigError("that is no address: write NAME@DOMAIN")
        password = _password(from_stdin=password_stdin)
        with settings_store(database) as store:
            from matcher.store import AlreadyStored
            from matcher.store.audit import INSTALLATION, note_act
            from matcher.store.passwords import hash_password
            from matcher.store.users import add_user

            now = datetime.datetime.now(datetime.UTC)
            with store.writing() as tx:
                try:
                    user = add_user(
                        tx,
                        email=email,
                        name=name,
                        lang=lang.value,
                        password_hash=hash_password(password),
                        is_administrator=admin,
                        now=now,
                    )
                except AlreadyStored as err:
                    message = (
                        f"there is an account of {email} already; it changes its own password on the page /account"
                    )
                    raise ConfigError(message) from err
                note_act(tx, INSTALLATION, actor="command line", action="user.add", subject=user.id, now=now)
            typer.echo(user.id)


def _password(*, from_stdin: bool) -> str:
    """The new password; raises ConfigError for one that is too short."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    if len(password) < LEAST_LETTERS:
        raise ConfigError(f"a password has at least {LEAST_LETTERS} letters")
    return password
