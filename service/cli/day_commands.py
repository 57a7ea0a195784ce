"""The commands for the day of an event: stand-ins, and what no-shows cost."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from matcher.agenda.day import MOST, N_DRAWS, Standby, no_show_rates, overbook, robustness, standby_lists
from matcher.agenda.files import read_agenda, read_problem, write_text
from matcher.errors import ConfigError
from service.cli.answers import console, refusals
from service.cli.options import AgendaFile, AnswerLang, AsJson, Lang, ProblemFile, Seed
from service.day_tables import as_csv, as_json, names_of, robustness_json, robustness_lines, standby_rows

COLUMNS = (*(field.name for field in fields(Standby)), "absent_name", "party_name", "stand_in_name", "why")


def standby(
    problem: ProblemFile,
    agenda: AgendaFile,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="FILE.json or FILE.csv; without it, CSV on standard output.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="The first slot that is looked at, by id; without it, all.")] = None,
    most: Annotated[int, typer.Option(min=1, max=100, help="Stand-ins for each party that is left alone.")] = MOST,
    lang: AnswerLang = Lang.EN,
    as_json_: AsJson = False,
) -> None:
    """List, slot by slot, who could meet at once if somebody does not appear.

    Example: abbina agenda standby PROBLEM.json AGENDA.json --since d1s05 -o standby.json
    """
    if output is not None and output.suffix not in (".json", ".csv"):
        raise typer.BadParameter(f"{output} ends in neither .json nor .csv", param_hint="--output")
    with refusals():
        asked, made = read_problem(problem), read_agenda(agenda)
        if since is not None and since not in {slot.id for slot in asked.slots}:
            raise ConfigError(f"--since: the problem has no slot {since!r}; its first is {asked.slots[0].id!r}")
        rows = standby_rows(standby_lists(asked, made, since=since, most=most), names_of(asked), lang.value)
        is_json = as_json_ if output is None else output.suffix == ".json"
        text = as_json(rows) if is_json else as_csv(rows, COLUMNS)
        if output is None:
            sys.stdout.write(text)
        else:
            write_text(text, output)
            console.print(f"{len(rows)} stand-ins written to {output}", soft_wrap=True, markup=False)


def what_no_shows_cost(
    problem: ProblemFile,
    agenda: AgendaFile,
    no_show: Annotated[
        list[str],
        typer.Option(help="KIND=SHARE of a kind that does not appear, for example investor=0.1; once for each kind."),
    ],
    with_stand_ins: Annotated[
        bool, typer.Option("--overbook", help="Also list idle parties beside meetings that may fail.")
    ] = False,
    draws: Annotated[int, typer.Option(min=100, max=100_000, help="Draws for the ranges.")] = N_DRAWS,
    seed: Seed = 0,
    lang: AnswerLang = Lang.EN,
    as_json_: AsJson = False,
) -> None:
    """Say what no-shows may leave of an agenda: meetings and value, over all and for each party.

    Example: abbina agenda robustness PROBLEM.json AGENDA.json --no-show investor=.1 --no-show startup=.03
    """
    by_kind = dict(map(_rate, no_show))
    with refusals():
        asked, made = read_problem(problem), read_agenda(agenda)
        rates = no_show_rates(asked, by_kind)
        found = robustness(asked, made, rates, n_draws=draws, seed=seed)
        stand_ins = overbook(asked, made, rates) if with_stand_ins else ()
        booked = (
            robustness(asked, made, rates, overbooked=stand_ins, n_draws=draws, seed=seed) if with_stand_ins else None
        )
        sys.stdout.write(
            robustness_json(found, stand_ins, booked, names_of(asked))
            if as_json_
            else robustness_lines(found, stand_ins, booked, names_of(asked), lang.value)
        )


def _rate(text: str) -> tuple[str, float]:
    kind, _, share = text.partition("=")
    try:
        return kind.strip(), float(share)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not KIND=SHARE, for example investor=0.1", param_hint="--no-show"
        ) from None
