"""The command that says, before an agenda is made, what its event is short of."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from matcher.agenda.advice import advise as advise_on
from matcher.agenda.files import read_problem
from matcher.language import load_messages
from service.advice_text import advice_json, advice_lines
from service.cli.answers import console, refusals
from service.cli.options import Lang, LangOption


def advise(
    problem: Annotated[Path, typer.Argument(help="PROBLEM.json: slots, venues, parties, pairs, groups.")],
    lang: LangOption = Lang.EN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
) -> None:
    """Say what an event is short of before its agenda is made: tables, slots, partners, and what one more would add.

    Example: abbina agenda advise PROBLEM.json --lang it
    """
    with refusals():
        asked = read_problem(problem)
        with console.status("Weighing") if console.is_terminal else nullcontext():
            found = advise_on(asked)
        lines = advice_lines(asked, found, load_messages(lang.value))
        sys.stdout.write(advice_json(found) if as_json else "".join(f"{line}\n" for line in lines))
