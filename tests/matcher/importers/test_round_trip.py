"""Writing profiles and reading them back, and the order of rows and columns."""

import datetime
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from table_importer import TableImporter

from matcher.importers import PROFILE_HEADERS, profile_to_row
from matcher.profiles import Intent, Money, Profile, ProfileKind, Stage

IMPORTER = TableImporter()
WORDS = st.lists(
    st.sampled_from(["robot", "serra", "acqua", "motore", "perché", "città", "vino"]), min_size=1, max_size=6
)
TEXTS = WORDS.map(" ".join)
OPTIONAL_TEXTS = st.one_of(st.just(""), TEXTS)
MONEY = st.one_of(
    st.none(),
    st.builds(
        Money,
        amount=st.integers(min_value=1, max_value=10**9).map(lambda n: n / 4),
        currency=st.sampled_from(["EUR", "USD"]),
    ),
)
COUNTRIES = st.sampled_from(["", "IT", "US", "FR", "DE", "GB"])


def sorted_sets(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(values), max_size=3).map(lambda found: tuple(sorted(found)))


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    low, high = draw(MONEY), draw(MONEY)
    if low and high and low.currency == high.currency and low.amount > high.amount:
        low, high = high, low
    return Profile(
        id=draw(st.integers(min_value=1, max_value=999).map("p{}".format)),
        name=draw(TEXTS),
        kind=draw(st.sampled_from(ProfileKind)),
        description=draw(OPTIONAL_TEXTS),
        needs=draw(OPTIONAL_TEXTS),
        offer=draw(OPTIONAL_TEXTS),
        sectors=draw(sorted_sets(["energy", "fashion", "software"])),
        sector_labels=draw(sorted_sets(["Moda", "Energia", "Tessuti"])),
        nearest_sectors=draw(sorted_sets(["energy", "fashion"])),
        seeks=tuple(sorted(draw(st.sets(st.sampled_from(Intent), max_size=3)))),
        offers=tuple(sorted(draw(st.sets(st.sampled_from(Intent), max_size=3)))),
        seeking_label=draw(OPTIONAL_TEXTS),
        stage=draw(st.one_of(st.none(), st.sampled_from(Stage))),
        stage_label=draw(OPTIONAL_TEXTS),
        stages=tuple(stage for stage in Stage if stage in draw(st.just(draw(st.sets(st.sampled_from(Stage)))))),
        amount_sought=draw(MONEY),
        ticket_min=low,
        ticket_max=high,
        country=draw(COUNTRIES),
        region=draw(st.sampled_from(["", "Toscana", "California"])),
        city=draw(st.sampled_from(["", "Pisa", "Palo Alto"])),
        metro=draw(st.sampled_from(["", "SF Bay"])),
        countries=draw(sorted_sets(["*", "IT", "US", "FR"])),
        languages=draw(sorted_sets(["it", "en", "fr"])),
        employees=draw(st.one_of(st.none(), st.integers(min_value=0, max_value=10**6))),
        revenue=draw(MONEY),
        founded=draw(st.one_of(st.none(), st.integers(min_value=1850, max_value=2099))),
        trl=draw(st.one_of(st.none(), st.integers(min_value=1, max_value=9))),
        website=draw(st.sampled_from(["", "https://alfa.it", "alfa.it/chi-siamo"])),
        vat_number=draw(st.sampled_from(["", "01234567897", "FR12345678901"])),
        affiliation=draw(OPTIONAL_TEXTS),
        portfolio=draw(sorted_sets(["Acme", "Beta Labs"])),
        first_date=draw(st.one_of(st.none(), st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))),
    )


@given(profiles())
@settings(deadline=None, max_examples=150)
def test_a_profile_written_and_read_is_the_same(profile: Profile) -> None:
    row = profile_to_row(profile)
    imported = IMPORTER(tuple(PROFILE_HEADERS), tuple(row[header] or None for header in PROFILE_HEADERS))
    assert [replace(read, provenance=None) for read in imported.profiles] == [profile]


HEADER = ("Ragione sociale", "Settore", "Fatturato (mln €)", "Stadio", "Chi siamo", "Prodotti", "Cosa cercate")
ROWS = (
    ("Alfa srl", "Moda", "1,5", "seed", "Siamo in sei", "Filati", "investitori"),
    ("Beta", "Energia", "12", "Scaling", "Dal 2012", "Pompe", "clienti"),
    ("Gamma", "software", "1.500", "idea", "Due soci", "App", "mentor"),
)


@given(st.permutations(ROWS))
@settings(deadline=None)
def test_the_order_of_rows_changes_only_the_order_of_profiles(rows: list[tuple[str, ...]]) -> None:
    straight = {replace(p, provenance=None) for p in IMPORTER(HEADER, *ROWS).profiles}
    assert {replace(p, provenance=None) for p in IMPORTER(HEADER, *rows).profiles} == straight


@given(st.permutations(range(len(HEADER))))
@settings(deadline=None)
def test_the_order_of_columns_changes_nothing(order: list[int]) -> None:
    shuffled = [tuple(row[position] for position in order) for row in (HEADER, *ROWS)]
    assert IMPORTER(*shuffled).profiles == IMPORTER(HEADER, *ROWS).profiles
