"""Every command and every option explains itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from service.cli.commands import app


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    children = getattr(command, "commands", {})
    if not children:
        yield path, command
    for name, child in sorted(children.items()):
        yield from _commands(child, f"{path} {name}")


COMMANDS = dict(_commands(typer.main.get_command(app), "abbina"))


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(COMMANDS) == {
        "abbina agenda advise",
        "abbina agenda b2bsp",
        "abbina agenda build",
        "abbina agenda check",
        "abbina agenda export",
        "abbina agenda replan",
        "abbina agenda robustness",
        "abbina agenda solve",
        "abbina agenda standby",
        "abbina compare",
        "abbina db backup",
        "abbina db restore",
        "abbina db upgrade",
        "abbina db vacuum",
        "abbina demo",
        "abbina evaluate",
        "abbina import",
        "abbina models prepare",
        "abbina privacy erase",
        "abbina privacy expire",
        "abbina privacy export",
        "abbina privacy records",
        "abbina serve",
        "abbina shortlist",
        "abbina teams",
        "abbina train",
        "abbina user add",
        "abbina worker",
    }


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_a_sentence_and_an_example_of_itself(path: str) -> None:
    first, *rest = (COMMANDS[path].help or "").strip().splitlines()

    assert first.endswith(".")
    assert any(line.strip().startswith(f"Example: {path}") for line in rest)


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_and_argument_has_help(path: str) -> None:
    silent = [
        option.name for option in COMMANDS[path].params if option.name != "help" and not getattr(option, "help", None)
    ]

    assert silent == []
