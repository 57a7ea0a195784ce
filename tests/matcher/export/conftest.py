"""Runs to export: a realistic one of 18 companies and 12 counterparts in either language, and a bare one."""

from __future__ import annotations

import io
import tomllib
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from matcher.export import render_workbook
from matcher.problems import Problem, Severity
from matcher.profiles import Intent, Profile, ProfileKind, Provenance
from matcher.suggestions import Contribution, Exclusion, RunStamp, ShortlistRun, Side, Suggestion

PARTS = tomllib.loads(Path(__file__).with_name("realistic_run.toml").read_text(encoding="utf-8"))
"""The parties of the realistic run, and what is said of their pairs in each language."""
STAMP = RunStamp(
    abbina_version="0.1.0",
    model_id="prior-v1",
    encoder_id="fused-e5-use",
    data_hash="3f9a2c71d8e4b6500a1b2c3d4e5f60718293a4b5",
    seed=0,
    options=(("top", "5"), ("diversity", "0.3"), ("exposure_cap", "8")),
)
IN_LIST = 5

RunMaker = Callable[[str], ShortlistRun]


@pytest.fixture(scope="session")
def make_run() -> RunMaker:
    """A function from language to the realistic run."""
    return _realistic_run


@pytest.fixture(scope="session")
def read_back() -> Callable[[ShortlistRun], Workbook]:
    """A function from a run to its workbook, read back by another program."""
    return _read_back


@pytest.fixture
def bare_run() -> ShortlistRun:
    """One company, one counterpart, one suggestion with every field filled; no exclusion, no problem."""
    pair = Suggestion(
        company_id="c1",
        company_name="Alfa",
        counterpart_id="k1",
        counterpart_name="Kappa",
        counterpart_kind="investor",
        rank=1,
        score=0.8123456789,
        company_interest=0.9,
        counterpart_interest=0.7,
        reasons=("Same sector", "Right ticket"),
        evidence=("Company: “sensors”", "Counterpart: “seed”"),
        against=("Far away",),
        unknown=("Revenue",),
        improvement="Say the revenue",
        contributions=(
            Contribution(group="sector", label="Sector", logit=1.25),
            Contribution(group="place", label="Place", logit=-0.5),
        ),
    )
    return ShortlistRun(
        side=Side.STARTUPS,
        lang="en",
        companies=(Profile(id="c1", name="Alfa", kind=ProfileKind.STARTUP),),
        counterparts=(Profile(id="k1", name="Kappa", kind=ProfileKind.INVESTOR),),
        suggestions=(pair,),
        exclusions=(),
        problems=(),
        matrix=pd.DataFrame([[0.8123456789]], index=["c1"], columns=["k1"]),
        completeness={(Side.STARTUPS, "c1"): (0.5, "Revenue"), (Side.COUNTERPARTS, "k1"): (1.0, "")},
        stamp=STAMP,
    )


def _read_back(run: ShortlistRun) -> Workbook:
    with warnings.catch_warnings():
        # The reader leaves out the look of data bars and says so; the cells are what is tested.
        warnings.filterwarnings("ignore", message="(Conditional Formatting|Unknown) extension is not")
        return load_workbook(io.BytesIO(render_workbook(run)))


def _realistic_run(lang: str) -> ShortlistRun:
    companies = tuple(_company(position, lang) for position in range(len(PARTS["companies"])))
    counterparts = tuple(_counterpart(position) for position in range(len(PARTS["counterparts"])))
    scores = {
        (row, column): round(0.05 + ((row * 37 + column * 53) % 89) / 100, 4)
        for row in range(len(companies))
        for column in range(len(counterparts))
        if (row + 2 * column) % 9
    }
    suggestions = tuple(
        _suggestion(companies[row], counterparts[column], rank, scores[row, column], lang)
        for row in range(len(companies) - 1)
        for rank, column in enumerate(_best(scores, row), start=1)
    )
    matrix = pd.DataFrame(
        [[scores.get((row, column)) for column in range(len(counterparts))] for row in range(len(companies))],
        index=[company.id for company in companies],
        columns=[counterpart.id for counterpart in counterparts],
        dtype=float,
    )
    return ShortlistRun(
        side=Side.STARTUPS,
        lang=lang,
        companies=companies,
        counterparts=counterparts,
        suggestions=suggestions,
        exclusions=_exclusions(companies, counterparts, scores, lang),
        problems=_problems(),
        matrix=matrix,
        completeness=_completeness(companies, counterparts, lang),
        stamp=STAMP,
    )


def _best(scores: dict[tuple[int, int], float], row: int) -> list[int]:
    columns = [column for key, column in scores if key == row]
    return sorted(columns, key=lambda column: (-scores[row, column], column))[:IN_LIST]


def _company(position: int, lang: str) -> Profile:
    name, sector, city, italian, english = PARTS["companies"][position]
    return Profile(
        id=f"st-{position + 1:02d}",
        name=name,
        kind=ProfileKind.SME if position % 4 == 3 else ProfileKind.STARTUP,
        description=italian if lang == "it" else english,
        sectors=(sector, "software") if position % 3 == 0 else (sector,),
        nearest_sectors=("software",) if position % 6 == 0 else (),
        seeks=(Intent.PILOT, Intent.RAISE_CAPITAL) if position % 2 else (Intent.LAB_ACCESS,),
        country="IT",
        region="Toscana",
        city=city,
        provenance=Provenance(file="Adesioni missione 2026.xlsx", sheet="Aziende", row=position + 5),
    )


def _counterpart(position: int) -> Profile:
    name, code, city = PARTS["counterparts"][position]
    kind = ProfileKind(code)
    return Profile(
        id=f"cp-{position + 1:02d}",
        name=name,
        kind=kind,
        sector_labels=("Energy & Cleantech", "Hardware"),
        offers=(Intent.MENTORING,) if kind is ProfileKind.MENTOR else (Intent.PILOT, Intent.LANDING),
        country="US",
        region="California",
        city=city,
        provenance=Provenance(file="counterparts.csv", row=position + 2),
    )


def _suggestion(company: Profile, counterpart: Profile, rank: int, score: float, lang: str) -> Suggestion:
    words = PARTS["words"][lang]
    names = {"company": company.name, "counterpart": counterpart.name, "text": company.description}
    return Suggestion(
        company_id=company.id,
        company_name=company.name,
        counterpart_id=counterpart.id,
        counterpart_name=counterpart.name,
        counterpart_kind=counterpart.kind.value,
        rank=rank,
        score=score,
        company_interest=min(1.0, score + 0.07),
        counterpart_interest=max(0.0, score - 0.06),
        reasons=tuple(text.format_map(names) for text in words["reasons"][: 2 + rank % 2]),
        evidence=tuple(text.format_map(names) for text in words["evidence"][: 2 + rank % 2]),
        against=tuple(words["against"][: rank % 3]),
        unknown=tuple(words["unknown"][: 1 + rank % 2]),
        improvement=words["improvement"][0],
        contributions=tuple(
            Contribution(group=group, label=label, logit=logit)
            for group, label, logit in zip(
                ("text", "sector", "intent", "place"), words["groups"], (0.92, 0.41, 0.3, -0.27), strict=True
            )
        ),
    )


def _exclusions(
    companies: tuple[Profile, ...],
    counterparts: tuple[Profile, ...],
    scores: dict[tuple[int, int], float],
    lang: str,
) -> tuple[Exclusion, ...]:
    reason = {
        "it": "La controparte investe solo in aziende con sede negli Stati Uniti; l'azienda ha sede in Italia.",
        "en": "The counterpart invests only in companies based in the United States; the company is based in Italy.",
    }[lang]
    return tuple(
        Exclusion(company_id=company.id, counterpart_id=counterpart.id, rule="out_of_reach", reason=reason)
        for row, company in enumerate(companies)
        for column, counterpart in enumerate(counterparts)
        if (row, column) not in scores
    )


def _problems() -> tuple[Problem, ...]:
    note = Problem(
        code="unknown_header",
        severity=Severity.NOTE,
        message="This column is not known and was left out.",
        file="Adesioni missione 2026.xlsx",
        sheet="Aziende",
        column="Note interne",
    )
    warning = Problem(
        code="ambiguous_number",
        severity=Severity.WARNING,
        message="“1.500” may mean fifteen hundred or one and a half; it was read as 1500. Write 1500 or 1,5.",
        file="Adesioni missione 2026.xlsx",
        sheet="Aziende",
        row=9,
        column="Fatturato (migliaia di €)",
        value="1.500",
        accepted="1500 · 1.500,00 · 1,5 mln €",
    )
    return (note, warning, replace(warning, code="bad_year", severity=Severity.ERROR, row=11, value="duemiladieci"))


def _completeness(
    companies: tuple[Profile, ...], counterparts: tuple[Profile, ...], lang: str
) -> dict[tuple[Side, str], tuple[float, str]]:
    advice = {
        "it": "Scrivere in una o due frasi che cosa si cerca negli incontri e con chi.",
        "en": "Write in a sentence or two what is sought in the meetings, and from whom.",
    }[lang]
    return {
        (side, profile.id): (0.35 + position % 7 / 10, advice)
        for side, profiles in ((Side.STARTUPS, companies), (Side.COUNTERPARTS, counterparts))
        for position, profile in enumerate(profiles)
    }
