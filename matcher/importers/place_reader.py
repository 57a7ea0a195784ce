"""Where a party is and where it works, from columns of countries, regions, provinces, cities and addresses."""

from __future__ import annotations

from matcher.importers.fields import Field
from matcher.importers.grammar import Unreadable, cell_text
from matcher.importers.row_reader import RowReader
from matcher.importers.vocabulary import (
    COUNTRY_ACCEPTED,
    Place,
    bay_area_metro,
    country_code,
    find_countries,
    parse_place,
    region_of_province,
)
from matcher.importers.vocabulary.places import is_italian_region


def read_place(reader: RowReader) -> Place:
    """Home country, region, city and metro area.

    Columns of their own come first; an address fills what they leave empty. Province gives the Italian region, an
    Italian region or province gives Italy, a Bay Area city gives its metro: each only where the table has no column
    for it, so that a table that abbina wrote is read back unchanged.
    """
    address = parse_place(reader.text(Field.HQ))
    country = _read_country(reader) or address.country
    region = reader.text(Field.REGION) or address.region
    city = reader.text(Field.CITY) or address.city
    metro = reader.text(Field.METRO) or (address.metro if not reader.text(Field.CITY) else "")
    province = _read_province(reader)
    _report_unknown_address(reader, address)
    region = region or province
    if not country and not reader.layout.has(Field.COUNTRY) and (province or is_italian_region(region)):
        country = "IT"
    if not metro and not reader.layout.has(Field.METRO):
        metro = bay_area_metro(city, region, country)
    return Place(country=country, region=region, city=city, metro=metro)


def _read_province(reader: RowReader) -> str:
    """The Italian region of the row's province; a province that is none is reported."""
    for column, cell in reader.filled(Field.PROVINCE)[:1]:
        text = cell_text(cell)
        if region := region_of_province(text):
            return region
        message = "this is no Italian province: no region was taken from it. Accepted: PI · Pisa"
        reader.warn("unknown_province", message, column, text)
    return ""


def _report_unknown_address(reader: RowReader, address: Place) -> None:
    if address == Place():
        for column, cell in reader.filled(Field.HQ)[:1]:
            message = "nothing in this address is a place that is known here: left out"
            reader.note("unknown_address", message, column, cell_text(cell), by_value=False)


def _read_country(reader: RowReader) -> str:
    for column, cell in reader.filled(Field.COUNTRY)[:1]:
        text = cell_text(cell)
        if code := country_code(text):
            return code
        codes, _ = find_countries(text)
        if not codes:
            failure = Unreadable(code="unknown_country", message="no known country", accepted=COUNTRY_ACCEPTED)
            reader.misfit(failure, column, cell)
        elif len(codes) == 1 and codes[0].isalpha():
            return codes[0]
        else:
            message = (
                "several countries where one home is expected: they were read as the only ones where this party works, "
                "and who is in none of them is not proposed to it; keep one, or use a column such as Paesi di interesse"
            )
            reader.warn("several_home_countries", message, column, text)
    return ""


def read_countries(reader: RowReader) -> tuple[str, ...]:
    """The countries a party works with or invests in, sorted; groups ("DACH") are spelt out."""
    codes = set[str]()
    for column, cell in reader.filled(Field.COUNTRIES):
        found, unknown = find_countries(cell_text(cell))
        codes |= set(found)
        for part in unknown:
            message = f"this country is not known; left out. Known: {COUNTRY_ACCEPTED} …"
            reader.warn("unknown_country", message, column, part)
    for _, cell in reader.filled(Field.COUNTRY)[:1]:
        several, _ = find_countries(cell_text(cell))
        codes |= set(several) if len(several) > 1 or several == ("*",) else set()
    return tuple(sorted(codes))
