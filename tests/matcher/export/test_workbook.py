from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from matcher.errors import ConfigError
from matcher.export import render_workbook
from matcher.profiles import Profile, ProfileKind
from matcher.suggestions import ShortlistRun, Side

Reader = Callable[[ShortlistRun], Workbook]
RunMaker = Callable[[str], ShortlistRun]

SHEETS = {
    "it": [
        "Per azienda",
        "Per controparte",
        "Matrice",
        "Aziende",
        "Controparti",
        "Esclusioni",
        "Rapporto di importazione",
        "Come leggere",
    ],
    "en": [
        "By company",
        "By counterpart",
        "Matrix",
        "Companies",
        "Counterparts",
        "Exclusions",
        "Import report",
        "How to read this",
    ],
}
TABLES = ["By company", "By counterpart", "Companies", "Counterparts", "Exclusions", "Import report"]
HOSTILE = ("=1+1", '=HYPERLINK("http://x.invalid")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "{=1}", "http://x.invalid")


def hostile(run: ShortlistRun, text: str) -> ShortlistRun:
    pair = replace(
        run.suggestions[0],
        company_name=text,
        counterpart_name=text,
        counterpart_kind=text,
        reasons=(text,),
        evidence=(text,),
        against=(text,),
        unknown=(text,),
        improvement=text,
    )
    company = Profile(id="c1", name=text, kind=ProfileKind.SME, city=text, sector_labels=(text,))
    return replace(run, suggestions=(pair,), companies=(company,), completeness={(Side.STARTUPS, "c1"): (0.5, text)})


def cells(book: Workbook) -> list[tuple[str, object, str]]:
    return [
        (cell.coordinate, cell.value, cell.data_type)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def headings(sheet: Worksheet) -> list[object]:
    return [cell.value for cell in sheet[3]]


@pytest.fixture(scope="session")
def english(make_run: RunMaker, read_back: Reader) -> Workbook:
    return read_back(make_run("en"))


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_sheets_are_named_in_the_language_of_the_run(make_run: RunMaker, read_back: Reader, lang: str) -> None:
    assert read_back(make_run(lang)).sheetnames == SHEETS[lang]


def test_a_language_without_words_is_refused(bare_run: ShortlistRun) -> None:
    with pytest.raises(ConfigError, match="accepted: en, it"):
        render_workbook(replace(bare_run, lang="de"))


@pytest.mark.parametrize("name", TABLES)
def test_the_header_and_the_first_column_stay_in_view(english: Workbook, name: str) -> None:
    pane = english[name].freeze_panes
    assert pane[-1] == "4"
    assert pane[:-1] >= "B"


@pytest.mark.parametrize("name", TABLES)
def test_the_filter_covers_every_column_and_row(english: Workbook, name: str) -> None:
    sheet = english[name]
    last = sheet.cell(row=sheet.max_row, column=len(headings(sheet))).coordinate
    assert sheet.auto_filter.ref == f"A3:{last}"


@pytest.mark.parametrize("name", SHEETS["en"])
def test_a_sheet_prints_on_landscape_a4_with_pages_and_data_in_the_footer(english: Workbook, name: str) -> None:
    sheet = english[name]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "Page &P of &N" in sheet.oddFooter.center.text or "Page &[Page] of &N" in sheet.oddFooter.center.text
    assert "Data 3f9a2c71d8e4b650…" in sheet.oddFooter.right.text


@pytest.mark.parametrize("name", [*TABLES, "Matrix"])
def test_the_header_row_is_printed_on_every_page(english: Workbook, name: str) -> None:
    assert english[name].print_title_rows == "$3:$3"


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_one_page_wide_and_as_long_as_needed(english: Workbook, name: str) -> None:
    assert english[name].page_setup.fitToHeight == 0
    assert english[name].page_setup.fitToWidth in (None, 1)


def test_ids_and_contributions_are_not_printed(english: Workbook) -> None:
    sheet = english["By company"]
    assert headings(sheet)[13:] == ["Contributions (logits)", "Company id", "Counterpart id"]
    assert sheet.print_area.endswith("$M$89")  # 13 columns; 3 heading rows + 17 × 5 pairs + 1 company without any


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_sensible_width(english: Workbook, name: str) -> None:
    sheet = english[name]
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[3]]
    assert all(7 <= width <= 75 for width in widths)


def test_long_text_is_wrapped_in_a_row_tall_enough(english: Workbook) -> None:
    sheet = english["By company"]
    cell = sheet["I4"]
    n_characters, n_a_line = len(cell.value), 34
    assert cell.alignment.wrap_text
    assert sheet.row_dimensions[4].height >= 12 * n_characters / n_a_line / 1.4


def test_every_text_look_leaves_enough_contrast(english: Workbook) -> None:
    pairs = {
        (cell.font.color.rgb[2:], cell.fill.fgColor.rgb[2:] if cell.fill.fill_type == "solid" else "FFFFFF")
        for sheet in english
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert min(contrast(ink, paper) for ink, paper in pairs) >= 4.5


def contrast(ink: str, paper: str) -> float:
    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_black_figures_can_be_read_on_the_darkest_score(english: Workbook) -> None:
    scales = [
        rule.colorScale.color
        for area in english["Matrix"].conditional_formatting
        for rule in area.rules
        if rule.type == "colorScale"
    ]
    assert [colour.rgb for colour in scales[0]] == ["FFF4F8FC", "FFBCD6EC", "FF6BAED6"]
    assert contrast("1A1A1A", "6BAED6") >= 4.5


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_or_a_link_whatever_the_profiles_hold(
    bare_run: ShortlistRun, read_back: Reader, text: str
) -> None:
    book = read_back(hostile(bare_run, text))
    assert {kind for _, _, kind in cells(book)} == {"s", "n"}
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_hostile_name_is_kept_as_text_even_after_an_edit(bare_run: ShortlistRun, read_back: Reader) -> None:
    cell = read_back(hostile(bare_run, "=1+1"))["By company"]["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"])
def test_the_file_itself_holds_no_formula(bare_run: ShortlistRun, part: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(render_workbook(hostile(bare_run, "=1+1"))))
    assert b"<f>" not in archive.read(part)


def test_characters_that_xml_forbids_do_not_break_the_file(bare_run: ShortlistRun, read_back: Reader) -> None:
    assert read_back(hostile(bare_run, "a\x00\x0bb\ud800"))["By company"]["A4"].value == "ab\ufffd"


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark(bare_run: ShortlistRun, read_back: Reader) -> None:
    value = read_back(hostile(bare_run, "x" * 40_000))["By company"]["A4"].value
    assert len(value) == 32_767
    assert value.endswith("x … [text cut: the cell is full]")


def test_the_document_has_a_title_a_fixed_date_and_no_author(english: Workbook) -> None:
    properties = english.properties
    assert properties.title == "Suggested meetings"
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.created == properties.modified
    assert properties.created.year == 2000


def test_the_guide_ends_with_the_stamp_of_the_run(english: Workbook) -> None:
    rows = {row[0]: row[1] for row in english["How to read this"].iter_rows(values_only=True)}
    assert rows["Version of abbina"] == "0.1.0"
    assert rows["Model"] == "prior-v1"
    assert rows["Text encoder"] == "fused-e5-use"
    assert rows["Data hash"] == "3f9a2c71d8e4b6500a1b2c3d4e5f60718293a4b5"
    assert rows["Seed"] == "0"
    assert rows["Option: exposure_cap"] == "8"


@pytest.mark.parametrize("side", list(Side))
def test_a_run_without_anything_still_opens(bare_run: ShortlistRun, read_back: Reader, side: Side) -> None:
    empty = replace(
        bare_run, side=side, companies=(), counterparts=(), suggestions=(), matrix=pd.DataFrame(), completeness={}
    )
    assert read_back(empty).sheetnames == SHEETS["en"]


def test_the_same_realistic_run_gives_the_same_bytes(make_run: RunMaker) -> None:
    assert render_workbook(make_run("it")) == render_workbook(make_run("it"))
