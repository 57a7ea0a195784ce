"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Lang(StrEnum):
    """The languages of reports."""

    IT = "it"
    EN = "en"


ProblemFile = Annotated[Path, typer.Argument(help="PROBLEM.json: slots, venues, parties, pairs, groups.")]
AgendaFile = Annotated[Path, typer.Argument(help="AGENDA.json: the agenda of that problem.")]
Seed = Annotated[int, typer.Option(help="Seed of everything that is drawn.")]
AnswerLang = Annotated[Lang, typer.Option("--lang", "--language", envvar="ABBINA_LANG", help="Language of the answer.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
LangOption = Annotated[Lang, typer.Option(envvar="ABBINA_LANG", help="Language of reasons and of the workbook.")]
