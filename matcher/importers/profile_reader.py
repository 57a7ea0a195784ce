"""From the cells of one row to one `Profile` and the contacts that belong to it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from matcher.importers.contacts import make_contacts
from matcher.importers.fields import Field
from matcher.importers.grammar import MoneyRange, Unreadable, cell_text
from matcher.importers.identity_reader import read_vat_number, read_website
from matcher.importers.intent_reader import read_intents
from matcher.importers.kind_reader import read_kind
from matcher.importers.place_reader import read_countries, read_place
from matcher.importers.row_reader import DEFAULT_CURRENCY, RowReader
from matcher.importers.taxonomy import SectorMatcher
from matcher.importers.vocabulary import find_languages, find_stages
from matcher.importers.vocabulary.stages import STAGES_ACCEPTED
from matcher.profiles import COMPANY_KINDS, Contact, Money, Profile, ProfileKind, Provenance, Stage

LARGEST_STAFF = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stages:
    stage: Stage | None
    stage_label: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sectors:
    codes: tuple[str, ...]
    labels: tuple[str, ...]


def read_profile(
    reader: RowReader, *, profile_id: str, name: str, default_kind: ProfileKind, sectors: SectorMatcher
) -> Profile:
    """The profile of one row; cells that cannot be read are reported and left empty."""
    kind = read_kind(reader, default_kind)
    intents = read_intents(reader, kind)
    sector = _read_sectors(reader, sectors)
    profile = Profile(
        id=profile_id,
        name=name,
        kind=kind,
        description=reader.paragraphs(Field.DESCRIPTION),
        needs=intents.needs,
        offer=intents.offer,
        sectors=sector.codes,
        sector_labels=sector.labels,
        nearest_sectors=tuple(sorted(reader.values(Field.NEAREST_SECTORS))),
        seeks=intents.seeks,
        offers=intents.offers,
        seeking_label=intents.seeking_label,
        provenance=Provenance(file=reader.layout.file, sheet=reader.layout.sheet, row=reader.row_number),
    )
    return _with_identity(_with_place(_with_money(profile, reader), reader), reader)


def _with_money(profile: Profile, reader: RowReader) -> Profile:
    """The profile with stages, amounts and size."""
    stages = _read_stages(reader, profile.kind)
    ticket_min, ticket_max = _read_ticket(reader)
    return replace(
        profile,
        stage=stages.stage,
        stage_label=stages.stage_label,
        stages=stages.stages,
        amount_sought=_one_amount(reader, Field.AMOUNT_SOUGHT),
        ticket_min=ticket_min,
        ticket_max=ticket_max,
        revenue=_one_amount(reader, Field.REVENUE),
        employees=reader.count(Field.EMPLOYEES, largest=LARGEST_STAFF),
    )


def _with_place(profile: Profile, reader: RowReader) -> Profile:
    """The profile with where it is, where it works and its languages."""
    place = read_place(reader)
    return replace(
        profile,
        country=place.country,
        region=place.region,
        city=place.city,
        metro=place.metro,
        countries=read_countries(reader),
        languages=_read_languages(reader),
    )


def _with_identity(profile: Profile, reader: RowReader) -> Profile:
    """The profile with its age, registrations and ties."""
    return replace(
        profile,
        founded=reader.year(Field.FOUNDED),
        trl=_read_trl(reader),
        website=read_website(reader),
        vat_number=read_vat_number(reader),
        affiliation=_read_affiliation(reader),
        portfolio=reader.values(Field.PORTFOLIO),
        first_date=_read_first_date(reader),
    )


def read_contacts(reader: RowReader, profile_id: str, *, name_is_person: bool) -> tuple[Contact, ...]:
    """The persons to reach; columns of first and last name count unless they already make the party's name."""
    persons = reader.values(Field.CONTACT_PERSON)
    full_name = " ".join(part for part in (reader.text(Field.FIRST_NAME), reader.text(Field.LAST_NAME)) if part)
    if full_name and not name_is_person:
        persons = (full_name, *persons)
    roles, emails = reader.values(Field.CONTACT_ROLE), reader.values(Field.EMAIL)
    return make_contacts(profile_id, persons, roles, emails, reader.values(Field.PHONE))


def _stage_cell(reader: RowReader, field: Field) -> tuple[tuple[Stage, ...], str]:
    """The stages of the cells of `field` and their text; words that are not known are reported."""
    labels, stages = [], set[Stage]()
    for column, cell in reader.filled(field):
        label = cell_text(cell).replace("\n", "; ")
        found, unknown = find_stages(label)
        labels.append(label)
        stages |= set(found)
        if not found and not unknown:
            reader.note("no_maturity", f"{label!r} names no maturity: kept as a label only", column, label)
        for part in unknown:
            message = f"this is not a stage that is known; left out. Known: {STAGES_ACCEPTED}"
            reader.warn("unknown_stage", message, column, part)
    return tuple(stage for stage in Stage if stage in stages), "; ".join(dict.fromkeys(labels))


def _read_stages(reader: RowReader, kind: ProfileKind) -> _Stages:
    own, label = _stage_cell(reader, Field.STAGE)
    accepted, _ = _stage_cell(reader, Field.STAGES)
    if reader.layout.has(Field.STAGE_LABEL):
        label = reader.text(Field.STAGE_LABEL)
    if kind not in COMPANY_KINDS and not reader.layout.has(Field.STAGES):
        return _Stages(stage=None, stage_label=label, stages=own)
    if len(own) > 1:
        column = reader.filled(Field.STAGE)[0][0]
        reader.note(
            "stage_span", f"this label covers several stages: {own[0].value!r}, the lowest, was taken", column, label
        )
    return _Stages(stage=own[0] if own else None, stage_label=label, stages=accepted)


def _money(amount: float | None, money: MoneyRange) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=money.currency or DEFAULT_CURRENCY)


def _one_amount(reader: RowReader, field: Field) -> Money | None:
    """One amount: the middle of a range, the known end of an open one."""
    money = reader.money(field)
    if money is None:
        return None
    known = [amount for amount in (money.low, money.high) if amount is not None]
    if money.low != money.high:
        column, cell = reader.filled(field)[0]
        message = "a range where one amount is expected: its middle, or its known end, was taken"
        reader.note("range_as_one_number", message, column, cell_text(cell), by_value=False)
    amount = sum(known) / len(known)
    # No one raises nothing: a zero there means that the question was skipped. A revenue of zero is a fact.
    return None if not amount and field is Field.AMOUNT_SOUGHT else _money(amount, money)


def _read_ticket(reader: RowReader) -> tuple[Money | None, Money | None]:
    """The smallest and largest ticket; a column of ranges fills what the columns of ends leave empty.

    A largest ticket of zero means that nothing was written.
    """
    smallest, largest, both = (reader.money(f) for f in (Field.TICKET_MIN, Field.TICKET_MAX, Field.TICKET))
    low = _money(smallest.low if smallest.low is not None else smallest.high, smallest) if smallest else None
    high = _money(largest.high if largest.high is not None else largest.low, largest) if largest else None
    if both:
        low, high = low or _money(both.low, both), high or _money(both.high, both)
    high = None if high and not high.amount else high
    if low and high and low.currency == high.currency and low.amount > high.amount:
        column = (reader.filled(Field.TICKET_MIN) or reader.filled(Field.TICKET))[0][0]
        value = f"{low.amount:.0f} > {high.amount:.0f}"
        reader.warn(
            "ticket_ends_swapped",
            "the smallest ticket is over the largest: they were swapped",
            column,
            value,
            by_value=False,
        )
        low, high = high, low
    return low, high


def _read_sectors(reader: RowReader, sectors: SectorMatcher) -> _Sectors:
    codes, labels = set[str](), dict[str, None]()
    for column, cell in reader.filled(Field.SECTORS):
        found = sectors.match_cell(cell_text(cell))
        codes |= set(found.codes)
        labels |= dict.fromkeys(found.labels)
        for label in found.unmatched:
            message = "this label is not in the sector taxonomy; it stays as text"
            reader.note("unknown_sector", message, column, label, by_value=False)
    if reader.layout.has(Field.SECTOR_CODES):
        codes = set(reader.values(Field.SECTOR_CODES))
    return _Sectors(codes=tuple(sorted(codes)), labels=tuple(labels))


def _read_languages(reader: RowReader) -> tuple[str, ...]:
    codes = set[str]()
    for column, cell in reader.filled(Field.LANGUAGES):
        found, unknown = find_languages(cell_text(cell))
        codes |= set(found)
        for part in unknown:
            reader.warn("unknown_language", "this language is not known; left out", column, part)
    return tuple(sorted(codes))


def _read_trl(reader: RowReader) -> int | None:
    """The readiness level, 1–9; the lower end of a range."""
    for column, cell in reader.filled(Field.TRL)[:1]:
        text = cell_text(cell)
        match = re.fullmatch(
            r"(?:TRL)?\s*[:.]?\s*([1-9])(?:[.,]0)?(?:\s*(?:[-–/]|to|a)\s*(?:TRL)?\s*[1-9])?(?:\s*/\s*9)?",
            text,
            re.IGNORECASE,
        )
        if match:
            return int(match[1])
        reader.misfit(
            Unreadable(code="unreadable_trl", message="not a level from 1 to 9", accepted="6 · TRL 6 · 6-7"),
            column,
            cell,
        )
    return None


def _read_affiliation(reader: RowReader) -> str:
    return "; ".join(dict.fromkeys(cell_text(cell).replace("\n", " ") for _, cell in reader.filled(Field.AFFILIATION)))


def _read_first_date(reader: RowReader) -> datetime.date | None:
    day = reader.date(Field.FIRST_DATE)
    if isinstance(day, Unreadable):
        column, cell = reader.filled(Field.FIRST_DATE)[0]
        reader.misfit(day, column, cell)
        return None
    return day
