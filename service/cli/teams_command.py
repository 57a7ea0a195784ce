"""The command that finds several counterparts for one need."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from matcher.errors import ConfigError
from matcher.language import load_messages
from matcher.model import load_model
from matcher.pipeline import ShortlistRequest
from matcher.profiles import COMPANY_KINDS, ProfileKind
from matcher.team_search import LEAST_SCORE, TeamRequest, find_team
from models.encoders import DEFAULT_ENCODER, load_encoder
from service.cli.answers import IN_SHORTLIST, MOST_ERRORS, console, refusals, report
from service.cli.options import EncoderOption, Lang, LangOption, LenientOption, ThreadsOption
from service.progress import TerminalProgress
from service.team_text import team_json, team_lines

KINDS = tuple(kind.value for kind in ProfileKind if kind not in COMPANY_KINDS)


def teams(
    companies: Annotated[Path, typer.Argument(help="Companies: CSV, TSV, XLSX, XLS, ODS, JSON or JSONL.")],
    counterparts: Annotated[Path, typer.Argument(help="Investors, mentors, corporates, …, in the same formats.")],
    company: Annotated[str, typer.Argument(help="Id or name of the company that needs several.")],
    part: Annotated[
        list[str] | None, typer.Option(help="One thing it needs; repeat it for each. By default, as its profile says.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="A kind that members may be; repeat it for several.")] = None,
    most: Annotated[int, typer.Option(min=1, max=10, help="The most members.")] = 4,
    least_score: Annotated[float, typer.Option(min=0.0, max=1.0, help="Least mutual score of a member.")] = LEAST_SCORE,
    encoder: EncoderOption = DEFAULT_ENCODER,
    lang: LangOption = Lang.EN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of lines.")] = False,
    lenient: LenientOption = False,
    threads: ThreadsOption = 2,
) -> None:
    """Find the fewest counterparts that together answer what a company needs, for a joint meeting.

    Example: abbina teams companies.xlsx centres.csv to-14 --part "PFAS tests" --part "a pilot site" --kind corporate
    """
    with refusals():
        kinds = tuple(kind or ())
        unknown = [one for one in kinds if one not in KINDS]
        if unknown:
            raise ConfigError(f"{unknown[0]!r} is no kind of counterpart; give one of {', '.join(KINDS)}")
        request = TeamRequest(
            tables=ShortlistRequest(startups=companies, counterparts=counterparts, lenient=lenient),
            company=company,
            parts=tuple(part or ()),
            kinds=kinds,
            most=most,
            least_score=least_score,
        )
        loaded = load_encoder(encoder, threads=threads, progress=TerminalProgress(console))
        run = find_team(request, load_model(), loaded)
        report(run.problems, most=MOST_ERRORS, rest=IN_SHORTLIST)
        lines = team_lines(run, load_messages(lang.value))
        sys.stdout.write(team_json(run) if as_json else "".join(f"{line}\n" for line in lines))
