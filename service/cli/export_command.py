"""`abbina agenda export`: an agenda as files that people open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from matcher.agenda.checker import check_agenda, with_added
from matcher.agenda.export import (
    FORMATS,
    AgendaView,
    build_view,
    check_formats,
    export_file,
    export_folder,
    is_folder,
    read_names,
    with_names,
)
from matcher.agenda.files import read_agenda, read_changes, read_problem
from matcher.agenda.plan import Agenda
from matcher.agenda.problem import Problem
from service.cli.answers import console, keep_inputs, refusals
from service.cli.options import Lang

_HASH_LENGTH = 16
_MOST_NAMED = 3


def export(
    problem: Annotated[Path, typer.Argument(help="PROBLEM.json: slots, venues, parties, pairs, groups.")],
    agenda: Annotated[Path, typer.Argument(help="AGENDA.json: the agenda of that problem.")],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", help="FILE.xlsx, .ics, .pdf, .html or .csv; or a folder for all of them."),
    ],
    before: Annotated[
        list[Path] | None,
        typer.Option(help="The agenda that this one replaces; given several times, the oldest first."),
    ] = None,
    changes: Annotated[
        list[Path] | None, typer.Option(help="CHANGES.json with parties that were added on the day; may be repeated.")
    ] = None,
    names: Annotated[
        list[Path] | None, typer.Option(help="A table of profiles with the names of parties; may be repeated.")
    ] = None,
    party: Annotated[str | None, typer.Option(help="Id or name of the only party that the file is for.")] = None,
    formats: Annotated[
        str | None, typer.Option(help="What a folder gets, with commas between; by default xlsx,ics,pdf,html,csv.")
    ] = None,
    lang: Annotated[
        Lang, typer.Option("--lang", "--language", envvar="ABBINA_LANG", help="Language of what is written.")
    ] = Lang.EN,
) -> None:
    """Write an agenda as a workbook, calendars, pages to print or a table.

    A folder gets all of them, and a calendar for each party. With --before, what changed is marked.

    Example: abbina agenda export PROBLEM.json AGENDA.json -o agenda --names companies.xlsx --names investors.csv
    """
    with refusals():
        to_folder = is_folder(output)
        if to_folder and party is not None:
            raise typer.BadParameter("it is for one file: give -o FILE.ics or another form", param_hint="--party")
        if not to_folder and formats is not None:
            raise typer.BadParameter(
                "the name of the file says its form; they are for a folder", param_hint="--formats"
            )
        wanted = FORMATS if formats is None else tuple(dict.fromkeys(one.strip() for one in formats.split(",")))
        check_formats(wanted)
        past = before or []
        inputs = [problem, agenda, *past, *(changes or []), *(names or [])]
        keep_inputs(output, inputs)
        asked = read_problem(problem)
        for path in changes or []:
            asked = with_added(asked, read_changes(path, asked))
        made = read_agenda(agenda)
        _warn_if_broken(asked, made)
        asked = _named(asked, names or [])
        view = build_view(asked, made, [read_agenda(path) for path in past], data_hash=_data_hash(inputs))
        if to_folder:
            _write_folder(view, output, wanted, lang)
        else:
            export_file(view, output, lang.value, party=None if party is None else _id_of(view, party))
            console.print(f"written: {escape(str(output))}", soft_wrap=True)


def _id_of(view: AgendaView, text: str) -> str:
    """The id of the party that has this id or, alone, this name; else the text itself, which is refused later."""
    named = [one.who.id for one in view.parties if one.who.name.casefold() == text.strip().casefold()]
    return named[0] if len(named) == 1 and all(one.who.id != text for one in view.parties) else text


def _warn_if_broken(problem: Problem, agenda: Agenda) -> None:
    broken = check_agenda(problem, agenda)
    if broken:
        rules = "1 rule" if len(broken) == 1 else f"{len(broken)} rules"
        console.print(
            f"warning: the agenda breaks {rules}, such as: {escape(broken[0].message)}. abbina agenda check tells all",
            soft_wrap=True,
        )


def _named(problem: Problem, tables: list[Path]) -> Problem:
    """The problem with the names of `tables`, and a warning on the parties that have none."""
    named = with_names(problem, read_names(tables))
    nameless = [party.id for party in named.parties if not party.name.strip()]
    if tables and nameless:
        told = ", ".join(nameless[:_MOST_NAMED]) + (", …" if len(nameless) > _MOST_NAMED else "")
        console.print(
            f"warning: {len(nameless)} of {len(named.parties)} parties have no name in these tables and are shown by "
            f"their id ({escape(told)})",
            soft_wrap=True,
        )
    return named


def _data_hash(paths: Iterable[Path]) -> str:
    """The beginning of the hash of everything that was read."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:_HASH_LENGTH]


def _write_folder(view: AgendaView, folder: Path, formats: tuple[str, ...], lang: Lang) -> None:
    with console.status("Writing") if console.is_terminal else nullcontext() as shown:
        made = export_folder(
            view,
            folder,
            lang.value,
            formats=formats,
            progress=None if shown is None else lambda name: shown.update(f"Writing {name}"),
        )
    together = [path for path in made if path.parent == folder]
    for path in together:
        console.print(f"written: {escape(str(path))}", soft_wrap=True)
    if len(made) > len(together):
        console.print(
            f"written: {len(made) - len(together)} calendars in {escape(str(made[-1].parent))}", soft_wrap=True
        )
