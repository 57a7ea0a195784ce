"""Arguments and options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from matcher.importers.vocabulary import country_code


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
EncoderOption = Annotated[
    str,
    typer.Option(
        envvar="ABBINA_ENCODER",
        help="fused, e5, use, or the name or folder of a sentence-transformers model. hashing is for tests only.",
    ),
]
ThreadsOption = Annotated[int, typer.Option(envvar="ABBINA_THREADS", min=1, help="Processor threads.")]
LenientOption = Annotated[
    bool, typer.Option("--lenient", help="Take the good rows of a file that has errors, and report the others.")
]


def country_named(text: str) -> str:
    """The ISO 3166 code of a country given by name or code."""
    code = country_code(text) or country_code(text.upper())
    if not code:
        raise typer.BadParameter(
            f"{text!r} is not a country; give its name or a code such as US", param_hint="--destination"
        )
    return code
