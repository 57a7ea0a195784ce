"""Every command, option and variable of the command line is documented, and none that does not exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from service.cli.commands import app

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
OF_ALL = {"-h", "--help", "--version"}


def commands(group: Any, path: str) -> dict[str, Any]:
    """The commands under a group by what is typed to call them; typer carries click under a name of its own."""
    found = {}
    for name, below in group.commands.items():
        found.update(commands(below, f"{path} {name}") if hasattr(below, "commands") else {f"{path} {name}": below})
    return found


def parameters(command: str, kind: str) -> list[Any]:
    """The options ("option") or the arguments ("argument") of a command."""
    return [one for one in COMMANDS[command].params if one.param_type_name == kind]


COMMANDS = commands(typer.main.get_command(app), "abbina")


def section(command: str) -> str:
    """The part of the document on one command."""
    found = re.search(rf"^## `{re.escape(command)}\b.*?(?=^## |\Z)", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert found is not None, f"{command} has no section"
    return found[0]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_has_a_row_for_each_option_and_for_no_other(command: str) -> None:
    options = {name for option in parameters(command, "option") for name in option.opts}
    rows = re.findall(r"^\| (`-[^|]*) \|", section(command), flags=re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row)}
    assert named == options - OF_ALL


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_section_names_the_arguments_of_its_command(command: str) -> None:
    heading = section(command).splitlines()[0]
    assert re.findall(r"[A-Z]+", heading) == [one.name.upper() for one in parameters(command, "argument")]


def test_options_of_all_commands_are_named() -> None:
    assert [name for name in sorted(OF_ALL) if name not in TEXT.split("\n## ")[0]] == []


def test_variables_of_options_are_documented() -> None:
    variables = {one.envvar for command in COMMANDS for one in parameters(command, "option") if one.envvar}
    assert variables == set(re.findall(r"^\| `(ABBINA_[A-Z_]+)` \| `--", TEXT, flags=re.MULTILINE))


def test_no_section_is_on_a_command_that_does_not_exist() -> None:
    headings = re.findall(r"^## `(abbina(?: [a-z0-9]+)+)", TEXT, flags=re.MULTILINE)
    assert sorted(headings) == sorted(COMMANDS)
