"""What a column of a spreadsheet may hold, and how several columns of one field come together."""

from __future__ import annotations

from enum import StrEnum


class Field(StrEnum):
    """The meaning of one column. Names are the canonical headers that `profile_to_row` writes."""

    ID = "id"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    KIND = "kind"
    DESCRIPTION = "description"
    NEEDS = "needs"
    OFFER = "offer"
    SECTORS = "sectors"
    SECTOR_CODES = "sector_codes"
    NEAREST_SECTORS = "nearest_sectors"
    SEEKS = "seeks"
    OFFERS = "offers"
    SEEKING = "seeking"
    STAGE = "stage"
    STAGE_LABEL = "stage_label"
    STAGES = "stages"
    AMOUNT_SOUGHT = "amount_sought"
    TICKET = "ticket"
    TICKET_MIN = "ticket_min"
    TICKET_MAX = "ticket_max"
    REVENUE = "revenue"
    COUNTRY = "country"
    COUNTRIES = "countries"
    REGION = "region"
    PROVINCE = "province"
    CITY = "city"
    METRO = "metro"
    HQ = "hq"
    LANGUAGES = "languages"
    EMPLOYEES = "employees"
    FOUNDED = "founded"
    TRL = "trl"
    WEBSITE = "website"
    VAT_NUMBER = "vat_number"
    AFFILIATION = "affiliation"
    PORTFOLIO = "portfolio"
    FIRST_DATE = "first_date"
    CONTACT_PERSON = "contact_person"
    CONTACT_ROLE = "contact_role"
    EMAIL = "email"
    PHONE = "phone"
    INNOVATIVE_STARTUP = "innovative_startup"
    INNOVATIVE_SME = "innovative_sme"
    SEEKS_CAPITAL = "seeks_capital"
    STARTUP_ID = "startup_id"
    COUNTERPART_ID = "counterpart_id"
    DATE = "date"
    RELATION = "relation"
    OUTCOME = "outcome"
    AMOUNT = "amount"
    PARTY = "party"
    ABOUT = "about"
    WISH = "wish"
    NOTE = "note"
    AVAILABLE = "available"


_F = Field

PREFERENCE_FIELDS = frozenset({_F.PARTY, _F.ABOUT, _F.WISH, _F.NOTE, _F.AVAILABLE})
PROFILE_FIELDS = (
    frozenset(Field)
    - {_F.STARTUP_ID, _F.COUNTERPART_ID, _F.DATE, _F.RELATION, _F.OUTCOME, _F.AMOUNT}
    - PREFERENCE_FIELDS
)
INTERACTION_FIELDS = frozenset(
    {_F.STARTUP_ID, _F.COUNTERPART_ID, _F.DATE, _F.RELATION, _F.OUTCOME, _F.STAGE, _F.AMOUNT}
)

JOINED_TEXTS = frozenset({_F.DESCRIPTION, _F.NEEDS, _F.OFFER, _F.SEEKING, _F.SEEKS, _F.OFFERS})
"""Several columns of these fields are joined, one paragraph each."""

JOINED_LISTS = frozenset(
    {
        _F.AFFILIATION,
        _F.SECTORS,
        _F.COUNTRIES,
        _F.STAGES,
        _F.LANGUAGES,
        _F.PORTFOLIO,
        _F.EMAIL,
        _F.PHONE,
        _F.CONTACT_PERSON,
        _F.CONTACT_ROLE,
    }
)
"""Several columns of these fields add up to one list."""

MONEY_FIELDS = frozenset({_F.AMOUNT_SOUGHT, _F.TICKET, _F.TICKET_MIN, _F.TICKET_MAX, _F.REVENUE, _F.AMOUNT})
NUMBER_FIELDS = MONEY_FIELDS | {_F.EMPLOYEES, _F.TRL}

COUNTERPART_SIGNS = frozenset({_F.TICKET, _F.TICKET_MIN, _F.TICKET_MAX, _F.STAGES, _F.PORTFOLIO})
"""Columns that only tables of counterparts have."""

COMPANY_SIGNS = frozenset(
    {_F.VAT_NUMBER, _F.REVENUE, _F.EMPLOYEES, _F.TRL, _F.STAGE, _F.FOUNDED, _F.AMOUNT_SOUGHT, _F.INNOVATIVE_STARTUP}
)
"""Columns that tables of companies usually have and tables of counterparts do not."""
