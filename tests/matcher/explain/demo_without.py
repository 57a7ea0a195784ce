"""The demo programme without the words or facts behind a reason, read anew from its files and scored from the start."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from matcher.candidates import RetrievalConfig
from matcher.concepts import load_concepts, shipped_adaptation
from matcher.explain.wording import short_name
from matcher.importers import import_interactions, import_profiles
from matcher.interest import Heads
from matcher.language import load_messages
from matcher.matching import Matching, Programme, ask, match
from matcher.profiles import Interaction, Profile, ProfileKind
from matcher.sectors import load_taxonomy
from models.encoders import Encoder

DEMO = Path(__file__).resolve().parents[3] / "datasets" / "demo"
COMPANY_COLUMNS = {
    "sectors": ("Settore", "Codice ATECO"),
    "seeking": ("Cosa cercate negli USA",),
    "offers": ("Cosa offrite",),
    "stage": ("Stadio",),
    "size": ("Addetti", "Fatturato (mln €)", "Stadio"),
    "amount_sought": ("Capitale cercato",),
    "country": ("Paese", "Regione", "Prov.", "Comune", "P.IVA"),
}
COUNTERPART_COLUMNS = {
    "sectors": ("sectors",),
    "seeking": ("seeks",),
    "offers": ("offers",),
    "stages": ("stages",),
    "ticket": ("ticket_min_usd", "ticket_max_usd"),
    "countries": ("countries",),
}
COMPANY_TEXTS = ("Cosa fa l'azienda", "Cosa cercate negli USA", "Cosa offrite")
COUNTERPART_TEXTS = ("description", "needs", "offers")
_QUOTE = re.compile(r"^(?P<name>.+?): [«“](?P<text>.+)[»”]$", re.DOTALL)

Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One source of a piece of evidence: a quoted sentence (`label` is "") or a labelled fact."""

    name: str
    label: str
    text: str


@dataclass(slots=True, kw_only=True)
class Demo:
    """The demo files as rows, each changed copy of which can be imported and scored from the start."""

    folder: Path
    encoder: Encoder
    heads: Heads
    lang: str
    companies: list[Row] = field(default_factory=list)
    counterparts: list[Row] = field(default_factory=list)
    interactions: tuple[Interaction, ...] = ()
    past: tuple[Profile, ...] = ()

    def __post_init__(self) -> None:
        self.companies = _sheet_rows(DEMO / "imprese.xlsx")
        with (DEMO / "counterparts.csv").open(encoding="utf-8", newline="") as file:
            self.counterparts = list(csv.DictReader(file))
        self.interactions = import_interactions(DEMO / "interactions.csv").interactions
        self.past = import_profiles(DEMO / "alumni.csv", default_kind=ProfileKind.STARTUP).profiles

    def matched(
        self, companies: Sequence[Row], counterparts: Sequence[Row], interactions: tuple[Interaction, ...]
    ) -> Matching:
        """Import, encode, compare and score."""
        programme = Programme(
            companies=self._imported(companies, "companies.csv", ProfileKind.STARTUP),
            counterparts=self._imported(counterparts, "counterparts.csv", ProfileKind.INVESTOR),
            interactions=interactions,
            past=self.past,
        )
        adaptation = shipped_adaptation(self.encoder.id)
        question = ask(programme, self.encoder, load_taxonomy(), load_concepts(), adaptation)
        return match(question, self.heads, RetrievalConfig(), frozenset())

    def whole(self) -> Matching:
        """The programme as it is."""
        return self.matched(self.companies, self.counterparts, self.interactions)

    def score_without(self, company_id: str, counterpart_id: str, evidence: str) -> float:
        """The pair's log-odds when everything that the evidence quotes had never been written."""
        companies, counterparts, interactions = self.without(company_id, counterpart_id, evidence)
        return score_of(self.matched(companies, counterparts, interactions), company_id, counterpart_id)

    def without(
        self, company_id: str, counterpart_id: str, evidence: str
    ) -> tuple[list[Row], list[Row], tuple[Interaction, ...]]:
        """The rows and interactions without what the evidence quotes."""
        companies, counterparts = [dict(row) for row in self.companies], [dict(row) for row in self.counterparts]
        company = next(row for row in companies if row["Codice"] == company_id)
        counterpart = next(row for row in counterparts if row["id"] == counterpart_id)
        interactions = self.interactions
        for piece in pieces(evidence, self.lang, (company["Ragione sociale"], counterpart["name"])):
            if piece.label == "history":
                interactions = self._history_without(counterpart_id, piece.text)
            elif piece.name == short_name(counterpart["name"]):
                _erase(counterpart, piece, COUNTERPART_COLUMNS, COUNTERPART_TEXTS)
            else:
                _erase(company, piece, COMPANY_COLUMNS, COMPANY_TEXTS)
        return companies, counterparts, interactions

    def _history_without(self, counterpart_id: str, text: str) -> tuple[Interaction, ...]:
        names = text.removesuffix(", …").split(", ")
        gone = {profile.id for profile in self.past if short_name(profile.name) in names}
        gone |= {row["Codice"] for row in self.companies if short_name(row["Ragione sociale"]) in names}
        is_all = text.isdigit()
        kept = [
            one
            for one in self.interactions
            if one.counterpart_id != counterpart_id or not (is_all or one.startup_id in gone)
        ]
        if len(kept) == len(self.interactions):
            raise LookupError(f"no interaction of {counterpart_id} is behind {text!r}")
        return tuple(kept)

    def _imported(self, rows: Sequence[Row], name: str, kind: ProfileKind) -> tuple[Profile, ...]:
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return import_profiles(path, default_kind=kind).profiles


def score_of(matching: Matching, company_id: str, counterpart_id: str) -> float:
    """The log-odds of one pair; KeyError where it is not among the candidates."""
    companies, counterparts = matching.question.company_ids, matching.question.counterpart_ids
    rows = zip(matching.pairs.companies, matching.pairs.counterparts, matching.scores.mutual, strict=True)
    scores = {(companies[a], counterparts[b]): float(score) for a, b, score in rows}
    return scores[company_id, counterpart_id]


def pieces(evidence: str, lang: str, names: Sequence[str]) -> list[Piece]:
    """The sources that a piece of evidence names, in order; a remark on what is usual is none."""
    texts = load_messages(lang).texts
    labels = {text: key.removeprefix("label.") for key, text in texts.items() if key.startswith("label.")}
    short = [short_name(name) for name in names]
    found = []
    for part in evidence.split(" ↔ "):
        quote = _QUOTE.match(part)
        if quote and quote["name"] in short:
            found.append(Piece(name=quote["name"], label="", text=quote["text"]))
            continue
        name = next(name for name in short if part.startswith(name))
        label, colon, text = part.removeprefix(name).removeprefix(", ").partition(": ")
        if colon and label in labels:
            found.append(Piece(name=name, label=labels[label], text=text))
    return found


def _erase(row: Row, piece: Piece, columns: dict[str, tuple[str, ...]], texts: Sequence[str]) -> None:
    if piece.label:
        for column in columns[piece.label]:
            row[column] = ""
        return
    start = piece.text.removesuffix(" …")
    holders = [column for column in texts if start in " ".join(row[column].split())]
    if not holders:
        raise LookupError(f"{piece.name} has nowhere written {piece.text!r}")
    for column in holders:
        row[column] = " ".join(row[column].split()).replace(start, "").strip()


def _sheet_rows(path: Path) -> list[Row]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_col == merged.max_col:
            value = sheet.cell(merged.min_row, merged.min_col).value
            sheet.unmerge_cells(str(merged))
            for row in range(merged.min_row, merged.max_row + 1):
                sheet.cell(row, merged.min_col, value)
    values = list(sheet.iter_rows(values_only=True))
    top = next(index for index, row in enumerate(values) if "Codice" in row)
    header = [str(cell) for cell in values[top]]
    rows = [dict(zip(header, map(_written, row), strict=True)) for row in values[top + 1 :]]
    return [row for row in rows if row["Codice"]]


def _written(cell: object) -> str:
    return "" if cell is None else str(cell)
