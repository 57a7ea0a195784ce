"""What files may hold: the columns that are understood for each subject, and an example to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from matcher.importers.fields import Field
from matcher.importers.headers import load_synonyms
from matcher.subjects import ImportSubject

TABLES: Mapping[ImportSubject, str] = MappingProxyType(
    {
        ImportSubject.STARTUPS: "profile",
        ImportSubject.COUNTERPARTS: "profile",
        ImportSubject.EARLIER: "profile",
        ImportSubject.PREFERENCES: "preference",
        ImportSubject.HISTORY: "interaction",
    }
)
"""Which table of headers a subject's files are read with."""

ALSO = 4
"""How many other headers of a column are named."""

_COMPANY: tuple[tuple[Field, str, str, str, str], ...] = (
    (Field.ID, "Codice", "Id", "st-01", "st-01"),
    (Field.NAME, "Ragione sociale", "Company name", "Serra Robotica S.r.l.", "Serra Robotics"),
    (Field.KIND, "Tipologia", "Company type", "Startup", "Startup"),
    (
        Field.DESCRIPTION,
        "Descrizione attività",
        "Description",
        "Robot che raccolgono pomodori in serra, provati in due aziende.",
        "Robots that pick tomatoes in greenhouses, tried at two growers.",
    ),
    (Field.SECTORS, "Settore", "Sector", "Agritech; Robotica", "Agritech; Robotics"),
    (Field.SEEKING, "Cosa cercate", "Looking for", "Capitale; progetto pilota", "Capital; pilot project"),
    (Field.OFFER, "Cosa offrite", "What you offer", "Licenza del brevetto", "Licence of the patent"),
    (Field.STAGE, "Stadio", "Stage", "Seed", "Seed"),
    (Field.AMOUNT_SOUGHT, "Capitale cercato", "Amount sought", "1500000 €", "EUR 1500000"),
    (Field.REVENUE, "Fatturato", "Revenue", "420000 €", "EUR 420000"),
    (Field.EMPLOYEES, "Addetti", "Employees", "11", "11"),
    (Field.FOUNDED, "Anno di costituzione", "Year founded", "2021", "2021"),
    (Field.COUNTRY, "Paese", "Country", "Italia", "Italy"),
    (Field.REGION, "Regione", "Region", "Toscana", "Toscana"),
    (Field.CITY, "Comune", "City", "Pisa", "Pisa"),
    (Field.LANGUAGES, "Lingue", "Languages", "Italiano; inglese", "Italian; English"),
    (Field.WEBSITE, "Sito web", "Website", "https://example.org", "https://example.org"),
    (Field.CONTACT_PERSON, "Referente", "Contact person", "Ada Rossi", "Ada Rossi"),
    (Field.EMAIL, "Email", "Email", "ada@example.org", "ada@example.org"),
    (Field.AVAILABLE, "Disponibilità", "Availability", "giorno 1", "day 1"),
)

_COUNTERPART: tuple[tuple[Field, str, str, str, str], ...] = (
    (Field.ID, "Codice", "Id", "inv-01", "inv-01"),
    (Field.NAME, "Nome", "Name", "Baia Seed Fund", "Bay Seed Fund"),
    (Field.KIND, "Tipologia", "Kind", "Investitore", "Investor"),
    (
        Field.DESCRIPTION,
        "Tesi di investimento",
        "Investment thesis",
        "Primo assegno a chi rende più efficiente l’agricoltura.",
        "First cheques for what makes farming more efficient.",
    ),
    (Field.SECTORS, "Settori di interesse", "Sectors of interest", "Agritech", "Agritech"),
    (Field.STAGES, "Stadi di investimento", "Investment stages", "Pre-seed; Seed", "Pre-seed; Seed"),
    (Field.TICKET_MIN, "Ticket minimo", "Minimum ticket", "250000 €", "EUR 250000"),
    (Field.TICKET_MAX, "Ticket massimo", "Maximum ticket", "2000000 €", "EUR 2000000"),
    (Field.COUNTRIES, "Paesi di interesse", "Countries of interest", "Italia; Stati Uniti", "Italy; United States"),
    (Field.SEEKING, "Cosa cercano", "Looking for", "", ""),
    (Field.OFFER, "Cosa offrono", "What they offer", "Capitale; mentoring", "Capital; mentoring"),
    (Field.HQ, "Sede", "Headquarters", "San Francisco, CA", "San Francisco, CA"),
    (Field.LANGUAGES, "Lingue", "Languages", "inglese", "English"),
    (Field.WEBSITE, "Sito web", "Website", "https://example.org", "https://example.org"),
    (Field.EMAIL, "Email", "Email", "", ""),
    (Field.AVAILABLE, "Disponibilità", "Availability", "giorno 1", "day 1"),
)

_PREFERENCE: tuple[tuple[Field, str, str, str, str], ...] = (
    (Field.PARTY, "Chi", "Who", "st-01", "st-01"),
    (Field.ABOUT, "Con chi", "With whom", "inv-01", "inv-01"),
    (Field.WISH, "Preferenza", "Wish", "obbligatorio", "must"),
    (Field.NOTE, "Motivo", "Reason", "Si conoscono già", "They know each other"),
    (Field.AVAILABLE, "Disponibilità", "Availability", "giorno 1", "day 1"),
)

_HISTORY: tuple[tuple[Field, str, str, str, str], ...] = (
    (Field.STARTUP_ID, "Azienda", "Company", "al-01", "al-01"),
    (Field.COUNTERPART_ID, "Controparte", "Counterpart", "inv-01", "inv-01"),
    (Field.DATE, "Data", "Date", "2025-10-01", "2025-10-01"),
    (Field.RELATION, "Relazione", "Relation", "incontro", "meeting"),
    (Field.OUTCOME, "Esito", "Outcome", "4", "4"),
    (Field.STAGE, "Stadio", "Stage", "", ""),
    (Field.AMOUNT, "Importo", "Amount", "", ""),
)

_EXAMPLES = {
    ImportSubject.STARTUPS: _COMPANY,
    ImportSubject.EARLIER: _COMPANY,
    ImportSubject.COUNTERPARTS: _COUNTERPART,
    ImportSubject.PREFERENCES: _PREFERENCE,
    ImportSubject.HISTORY: _HISTORY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedColumn:
    """A column of an example: the field, its header, and other headers that are understood as it."""

    field: str
    header: str
    also: tuple[str, ...]


def accepted_columns(subject: ImportSubject, lang: str) -> list[AcceptedColumn]:
    """The columns of a subject's example, each with other headers for the same, as `headers.toml` has them."""
    known = _headers_by_field(TABLES[subject])
    columns = []
    for field, it, en, _, _ in _EXAMPLES[subject]:
        header = it if lang == "it" else en
        also = [other for other in known.get(field.value, ()) if other.casefold() != header.casefold()]
        columns.append(AcceptedColumn(field=field.value, header=header, also=tuple(also[:ALSO])))
    return columns


def example_file(subject: ImportSubject, lang: str) -> bytes:
    """A table with the headers and one row, as a spreadsheet program of the language opens it by a double click."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";" if lang == "it" else ",", lineterminator="\r\n")
    columns = _EXAMPLES[subject]
    writer.writerow([it if lang == "it" else en for _, it, en, _, _ in columns])
    writer.writerow([row_it if lang == "it" else row_en for _, _, _, row_it, row_en in columns])
    return buffer.getvalue().encode("utf-8-sig")


def _headers_by_field(table: str) -> dict[str, list[str]]:
    """The headers of each field as written, the most usual first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for field, rank, written in load_synonyms(table).values():
        found.setdefault(field.value, []).append((rank, written))
    return {field: [written for rank, written in sorted(each) if rank > 0] for field, each in found.items()}
