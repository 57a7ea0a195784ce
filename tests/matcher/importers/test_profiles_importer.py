"""From rows to profiles: the meaning of cells, the report, and when a file is refused."""

import datetime
from pathlib import Path

import pytest
from table_importer import TableImporter, codes

from matcher.errors import DataError, RefusedImport
from matcher.importers import import_profiles
from matcher.importers.tables import Cell, Table
from matcher.profiles import Contact, Intent, Money, ProfileKind, Stage


def test_a_name_alone_makes_a_profile(import_rows: TableImporter) -> None:
    imported = import_rows(("Ragione sociale",), ("Rossi Meccanica S.r.l.",))
    assert [(p.id, p.name, p.kind) for p in imported.profiles] == [
        ("rossi-meccanica-srl", "Rossi Meccanica S.r.l.", ProfileKind.STARTUP)
    ]
    assert imported.problems == ()


def test_the_cells_of_a_messy_italian_row_are_understood(import_rows: TableImporter) -> None:
    header = (
        "Denominazione",
        "Settore",
        "Fatturato (mln €)",
        "Stadio",
        "Cosa cercate",
        "Prov.",
        "Addetti",
        "TRL",
        "Lingue",
    )
    row = (
        "Alfa",
        "Moda",
        "1,5",
        "primi ricavi",
        "investitori e mentor",
        "PI",
        "da 10 a 20",
        "TRL 6",
        "Italiano, inglese",
    )
    profile = import_rows(header, row).profiles[0]
    assert profile.sectors == ("fashion",)
    assert profile.revenue == Money(amount=1_500_000, currency="EUR")
    assert (profile.stage, profile.stage_label) == (Stage.SEED, "primi ricavi")
    assert profile.seeks == (Intent.MENTORING, Intent.RAISE_CAPITAL)
    assert (profile.country, profile.region) == ("IT", "Toscana")
    assert (profile.employees, profile.trl, profile.languages) == (15, 6, ("en", "it"))


def test_typed_cells_of_a_workbook_are_understood(import_rows: TableImporter) -> None:
    header = ("name", "founded", "first_date", "revenue (eur)", "P.IVA", "employees")
    row = ("Alfa", datetime.date(2008, 1, 1), datetime.datetime(2019, 5, 4), 1_200_000, 1234567897, 12.0)
    profile = import_rows(header, row).profiles[0]
    assert (profile.founded, profile.first_date) == (2008, datetime.date(2019, 5, 4))
    assert (profile.revenue, profile.vat_number) == (Money(amount=1_200_000, currency="EUR"), "01234567897")
    assert profile.employees == 12


def test_a_label_of_no_maturity_is_reported_once_for_all_rows(import_rows: TableImporter) -> None:
    imported = import_rows(("name", "stage"), ("A", "Other"), ("B", "Other"))
    assert [profile.stage for profile in imported.profiles] == [None, None]
    assert [(p.row, p.value, p.message) for p in imported.problems] == [
        (2, "Other", "'Other' names no maturity: kept as a label only (2 rows, this is the first)")
    ]


@pytest.mark.parametrize(
    ("ticket", "low", "high"),
    [
        ("250k-1M", 250_000, 1_000_000),
        ("fino a 2M", None, 2_000_000),
        ("> 1M", 1_000_000, None),
        ("500k", 500_000, 500_000),
    ],
    ids=lambda value: str(value),
)
def test_a_range_gives_both_ends_of_the_ticket(
    import_rows: TableImporter, ticket: str, low: float | None, high: float | None
) -> None:
    profile = import_rows(("name", "Investment range (€)"), ("A", ticket), kind=ProfileKind.INVESTOR).profiles[0]
    assert profile.ticket_min == (None if low is None else Money(amount=low, currency="EUR"))
    assert profile.ticket_max == (None if high is None else Money(amount=high, currency="EUR"))


def test_an_investor_without_a_ticket_gets_none(import_rows: TableImporter) -> None:
    profile = import_rows(("name", "stage"), ("A", "seed"), kind=ProfileKind.INVESTOR).profiles[0]
    assert (profile.ticket_min, profile.ticket_max, profile.stages) == (None, None, (Stage.SEED,))


def test_a_largest_ticket_of_zero_was_never_written(import_rows: TableImporter) -> None:
    imported = import_rows(("name", "ticket_min_usd", "ticket_max_usd"), ("A", "5000.0", "0.0"))
    assert imported.profiles[0].ticket_max is None


def test_an_address_gives_place_and_metro(import_rows: TableImporter) -> None:
    profile = import_rows(("name", "hq"), ("A", "Palo Alto, California, United States")).profiles[0]
    assert (profile.country, profile.region, profile.city, profile.metro) == (
        "US",
        "California",
        "Palo Alto",
        "SF Bay Area",
    )


def test_a_country_that_was_cut_is_a_warning_and_the_rest_is_taken(import_rows: TableImporter) -> None:
    imported = import_rows(("name", "countries"), ("A", "Kenya; Et"))
    assert imported.profiles[0].countries == ("KE",)
    assert [(p.code, p.severity, p.value) for p in imported.problems] == [("unknown_country", "warning", "Et")]


def test_an_investor_who_seeks_investments_offers_capital(import_rows: TableImporter) -> None:
    profile = import_rows(
        ("name", "Cosa cercano"), ("A", "investimenti in startup"), kind=ProfileKind.INVESTOR
    ).profiles[0]
    assert (profile.seeks, profile.offers) == ((), (Intent.RAISE_CAPITAL,))


def test_a_sentence_about_what_is_sought_stays_as_needs(import_rows: TableImporter) -> None:
    text = "Cerchiamo un distributore per la costa ovest"
    profile = import_rows(("name", "Cosa cercate"), ("A", text)).profiles[0]
    assert (profile.needs, profile.seeking_label, profile.seeks) == (text, text, (Intent.DISTRIBUTION,))


def test_text_columns_are_joined_in_the_order_of_their_synonyms(import_rows: TableImporter) -> None:
    imported = import_rows(("Nome azienda", "Prodotti", "Chi siamo"), ("A", "Robot", "Siamo in sei"))
    assert imported.profiles[0].description == "Siamo in sei\nRobot"


@pytest.mark.parametrize(
    ("header", "cell", "kind"),
    [
        ("Tipologia", "PMI", ProfileKind.SME),
        ("Addetti", "150", ProfileKind.SME),
        ("Anno di fondazione", "1927", ProfileKind.SME),
        ("Descrizione", "Azienda familiare dal 1965", ProfileKind.SME),
        ("PMI innovativa", "sì", ProfileKind.SME),
        ("Addetti", "8", ProfileKind.STARTUP),
    ],
    ids=lambda value: str(value),
)
def test_a_company_is_an_sme_by_word_size_or_age(
    import_rows: TableImporter, header: str, cell: str, kind: ProfileKind
) -> None:
    assert import_rows(("Nome azienda", header), ("A", cell)).profiles[0].kind is kind


def test_a_company_with_a_stage_is_never_an_sme_by_size(import_rows: TableImporter) -> None:
    assert import_rows(("name", "stage", "addetti"), ("A", "seed", "150")).profiles[0].kind is ProfileKind.STARTUP


def test_contacts_are_kept_apart_from_profiles(import_rows: TableImporter) -> None:
    header = ("Ragione sociale", "Referente", "Ruolo", "E-mail", "Cell.", "Descrizione")
    row = ("Alfa", "Ada Neri", "CEO", "ada@alfa.it", "333 1234567", "Robot. Scrivere a ada@alfa.it")
    imported = import_rows(header, row)
    assert imported.contacts == (
        Contact(profile_id="alfa", person="Ada Neri", role="CEO", email="ada@alfa.it", phone="333 1234567"),
    )
    assert imported.profiles[0].description == "Robot."
    assert codes(imported) == ["contact_in_text"]


def test_first_and_last_name_make_a_mentor(import_rows: TableImporter) -> None:
    imported = import_rows(("Nome", "Cognome"), ("Ada", "Neri"), kind=ProfileKind.MENTOR)
    assert (imported.profiles[0].name, imported.contacts) == ("Ada Neri", ())


def test_every_row_left_out_is_reported(import_rows: TableImporter) -> None:
    imported = import_rows(
        ("Missione 2027", None, None),
        ("Ragione sociale", "Addetti", "Settore"),
        ("Alfa", 12, "Moda"),
        (None, None, None),
        ("Ragione sociale", "Addetti", "Settore"),
        ("Beta", 30, "Energia"),
        ("Totale", 42, None),
        ("* dati delle imprese", None, None),
    )
    assert [profile.name for profile in imported.profiles] == ["Alfa", "Beta"]
    assert [(problem.row, problem.code) for problem in imported.problems] == [
        (1, "title_row"),
        (4, "blank_row"),
        (5, "repeated_header"),
        (7, "totals_row"),
        (8, "note_row"),
    ]


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ((("id", "name"), ("a", "Alfa"), ("a", "Beta")), "duplicate_id", 3),
        ((("name", "sectors"), (None, "Moda")), "missing_name", 2),
        (
            (("name", "employees", "founded", "country", "trl"), ("Alfa", "Moda", "Prato", "12", "Italia")),
            "shifted_row",
            2,
        ),
    ],
    ids=["duplicate_id", "missing_name", "shifted_row"],
)
def test_a_wrong_row_is_an_error_with_its_place(
    import_rows: TableImporter, rows: tuple[tuple[Cell, ...], ...], code: str, row: int
) -> None:
    errors = [problem for problem in import_rows(*rows).problems if problem.severity == "error"]
    assert (code, row) in [(problem.code, problem.row) for problem in errors]


def test_a_duplicate_id_names_both_rows(import_rows: TableImporter) -> None:
    problem = import_rows(("id", "name"), ("a", "Alfa"), ("a", "Beta")).problems[0]
    assert problem.row == 3
    assert "row 2" in problem.message


def test_made_ids_take_the_prefix_and_given_ids_do_not(import_rows: TableImporter) -> None:
    imported = import_rows(("id", "name"), ("x1", "Alfa"), (None, "Beta"), (None, "Beta srl"), prefix="st-")
    assert [profile.id for profile in imported.profiles] == ["x1", "st-beta", "st-beta-srl"]


def test_a_certain_duplicate_is_merged_and_reported(import_rows: TableImporter) -> None:
    imported = import_rows(
        ("Ragione sociale", "P.IVA", "Settore"), ("Alfa srl", "01234567897", None), ("ALFA", "IT01234567897", "Moda")
    )
    assert [profile.sectors for profile in imported.profiles] == [("fashion",)]
    assert imported.merged_ids == {"alfa": "alfa-srl"}
    assert codes(imported) == ["merged_duplicate"]


def test_a_wrong_vat_number_is_a_warning(import_rows: TableImporter) -> None:
    assert codes(import_rows(("name", "P.IVA"), ("Alfa", "01234567890"))) == ["wrong_vat_number"]


def test_ambiguous_numbers_follow_the_other_cells_of_their_column(import_rows: TableImporter) -> None:
    imported = import_rows(("name", "Fatturato (mln €)"), ("A", "1.500"), ("B", "12,5"))
    assert imported.profiles[0].revenue == Money(amount=1_500_000_000, currency="EUR")
    assert imported.problems == ()


def test_an_ambiguous_number_nothing_decides_is_left_out_with_a_warning(import_rows: TableImporter) -> None:
    imported = import_rows(("name", "Fatturato (mln €)"), ("A", "1.500"))
    assert imported.profiles[0].revenue is None
    assert codes(imported) == ["ambiguous_number"]


def test_two_columns_for_one_field_are_reported_and_the_better_one_is_used(import_rows: TableImporter) -> None:
    imported = import_rows(("name", "Fatturato 2023 (€)", "Fatturato 2024 (€)"), ("A", "10", "20"))
    assert imported.profiles[0].revenue == Money(amount=20, currency="EUR")
    assert codes(imported) == ["two_columns_for_one_field"]


def test_a_guessed_header_is_used_and_reported(import_rows: TableImporter) -> None:
    imported = import_rows(("name", "Setore"), ("A", "Moda"))
    assert imported.profiles[0].sectors == ("fashion",)
    assert codes(imported) == ["guessed_header"]


def test_ignored_columns_are_listed(import_rows: TableImporter) -> None:
    assert import_rows(("name", "Note interne"), ("A", "x")).ignored_headers == ("Note interne",)


COMPANIES = Table(file="t.xlsx", sheet="Aziende", rows=(("Ragione sociale", "Fatturato (€)"), ("Alfa", 1)))
COUNTERPARTS = Table(file="t.xlsx", sheet="Investitori", rows=(("Nome fondo", "Ticket minimo (€)"), ("Fondo", 2)))
NOTES = Table(file="t.xlsx", sheet="Note", rows=(("Da rivedere con la Camera",),))


@pytest.mark.parametrize(
    ("kind", "name"),
    [(ProfileKind.STARTUP, "Alfa"), (ProfileKind.INVESTOR, "Fondo")],
    ids=["companies", "counterparts"],
)
def test_the_sheet_is_chosen_by_its_content(import_rows: TableImporter, kind: ProfileKind, name: str) -> None:
    imported = import_rows.sheets(COMPANIES, COUNTERPARTS, NOTES, kind=kind)
    assert [profile.name for profile in imported.profiles] == [name]
    assert codes(imported) == ["sheet_left_out", "sheet_left_out"]


def test_a_sheet_can_be_named(import_rows: TableImporter) -> None:
    assert [p.name for p in import_rows.sheets(COMPANIES, COUNTERPARTS, sheet="investitori").profiles] == ["Fondo"]


def test_a_sheet_that_is_not_there_is_refused_with_the_names_there_are(import_rows: TableImporter) -> None:
    with pytest.raises(DataError, match="Aziende"):
        import_rows.sheets(COMPANIES, sheet="Startup")


def test_a_file_with_an_error_is_refused_with_every_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;nome;stadio\na;Alfa;Boh\na;Beta;seed\n", encoding="utf-8")
    with pytest.raises(RefusedImport, match="already") as refusal:
        import_profiles(path, default_kind=ProfileKind.STARTUP)
    assert [problem.code for problem in refusal.value.problems] == ["unknown_stage", "duplicate_id"]


def test_a_lenient_import_keeps_the_good_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;nome\na;Alfa\na;Beta\n", encoding="utf-8")
    imported = import_profiles(path, default_kind=ProfileKind.STARTUP, lenient=True)
    assert [profile.name for profile in imported.profiles] == ["Alfa"]
    assert len(imported.sha256) == 64


def test_a_column_of_kinds_that_holds_sentences_is_a_description(import_rows: TableImporter) -> None:
    thesis = "Investiamo in imprese di robotica che hanno già i primi ricavi."
    imported = import_rows(
        ("Denominazione", "Tipologia", "Profilo"), ("Alfa", "Fondo VC", thesis), kind=ProfileKind.MENTOR
    )
    (profile,) = imported.profiles
    assert (profile.kind, profile.description) == (ProfileKind.INVESTOR, thesis)
    assert codes(imported) == ["column_by_content"]


def test_a_column_named_profilo_that_holds_labels_says_the_kind(import_rows: TableImporter) -> None:
    imported = import_rows(("Denominazione", "Profilo"), ("Alfa", "Business angel"), kind=ProfileKind.MENTOR)
    assert imported.profiles[0].kind is ProfileKind.INVESTOR


def test_a_buyer_is_a_corporate_and_no_investor(import_rows: TableImporter) -> None:
    rows = [("Alfa", "Buyer"), ("Beta", "Importatore e distributore")]
    imported = import_rows(("Denominazione", "Tipologia"), *rows, kind=ProfileKind.INVESTOR)
    assert [profile.kind for profile in imported.profiles] == [ProfileKind.CORPORATE] * 2


def test_places_that_are_not_understood_are_reported(import_rows: TableImporter) -> None:
    imported = import_rows(("Ragione sociale", "Prov.", "Sede"), ("Alfa", "Conegliano", "5/7 12#"))
    assert (imported.profiles[0].country, imported.profiles[0].region) == ("", "")
    assert sorted(codes(imported)) == ["unknown_address", "unknown_province"]


@pytest.mark.parametrize("website", ["in costruzione", "no", "www . alfa . it"])
def test_a_website_under_construction_is_none(import_rows: TableImporter, website: str) -> None:
    imported = import_rows(("Ragione sociale", "Sito internet"), ("Alfa", website))
    assert imported.profiles[0].website == ""
    assert codes(imported) == ["unreadable_website"]


def test_staff_with_a_remark_is_read(import_rows: TableImporter) -> None:
    assert import_rows(("Ragione sociale", "Addetti"), ("Alfa", "15 (di cui 3 part-time)")).profiles[0].employees == 15


def test_the_same_wrong_cell_is_reported_once(import_rows: TableImporter) -> None:
    rows = [(name, "5 + 2 soci") for name in ("Alfa", "Bora", "Cima")]
    (problem,) = import_rows(("Ragione sociale", "Addetti"), *rows).problems
    assert (problem.row, problem.code) == (2, "unreadable_number")
    assert problem.message.endswith("(3 rows, this is the first)")


def test_a_sheet_of_those_who_withdrew_is_left_out_with_a_warning(import_rows: TableImporter) -> None:
    def sheet(name: str, party: str) -> Table:
        return Table(file="t.xlsx", sheet=name, rows=(("Ragione sociale",), (party,)))

    imported = import_rows.sheets(sheet("Elenco", "Alfa"), sheet("Rinunce", "Beta"))
    assert [profile.name for profile in imported.profiles] == ["Alfa"]
    assert [(p.code, p.severity) for p in imported.problems] == [("sheet_left_out", "warning")]
    assert [profile.name for profile in import_rows.sheets(sheet("Rinunce", "Beta")).profiles] == ["Beta"]


def test_when_parties_are_there_is_no_unknown_column(import_rows: TableImporter) -> None:
    imported = import_rows(("Ragione sociale", "Disponibilità"), ("Alfa", "giorno 1"))
    assert codes(imported) == ["presence_column"]


def test_a_total_in_one_cell_is_no_party(import_rows: TableImporter) -> None:
    imported = import_rows(("Cod.", "Denominazione"), ("C1", "Alfa"), ("", "Totale: 38"))
    assert [profile.name for profile in imported.profiles] == ["Alfa"]
    assert codes(imported) == ["totals_row"]


@pytest.mark.parametrize("wish", ["tutti", "Nessuna preferenza", "anyone"])
def test_a_wish_to_meet_anybody_is_no_text_to_compare(import_rows: TableImporter, wish: str) -> None:
    imported = import_rows(("Ragione sociale", "Chi volete incontrare"), ("Alfa", wish))
    assert (imported.profiles[0].needs, imported.profiles[0].seeking_label) == ("", wish)
    assert imported.problems == ()
