from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from openpyxl import Workbook

from matcher.export import matrix
from matcher.profiles import Profile, ProfileKind
from matcher.suggestions import ShortlistRun

Reader = Callable[[ShortlistRun], Workbook]


@pytest.fixture
def two_by_three(bare_run: ShortlistRun) -> ShortlistRun:
    return replace(
        bare_run,
        companies=tuple(Profile(id=name, name=name.upper(), kind=ProfileKind.SME) for name in ("c1", "c2")),
        counterparts=tuple(Profile(id=name, name=name.upper(), kind=ProfileKind.MENTOR) for name in ("k2", "k1", "k3")),
        matrix=pd.DataFrame(
            [[0.25, 0.8123456789, np.nan], [0.0, 1.0, 0.5]], index=["c1", "c2"], columns=["k2", "k1", "k3"]
        ),
    )


def test_scores_stand_where_company_and_counterpart_meet(two_by_three: ShortlistRun, read_back: Reader) -> None:
    rows = [row[:4] for row in read_back(two_by_three)["Matrix"].iter_rows(min_row=3, max_row=5, values_only=True)]
    assert rows == [
        ("Company ↓   Counterpart →", "K2", "K1", "K3"),
        ("C1", 0.25, 0.812346, None),
        ("C2", 0, 1, 0.5),
    ]


def test_only_a_suggested_pair_is_bold(two_by_three: ShortlistRun, read_back: Reader) -> None:
    sheet = read_back(two_by_three)["Matrix"]
    assert sheet["C4"].font.bold
    assert not any(sheet[place].font.bold for place in ("B4", "B5", "C5", "D5"))


def test_names_across_stand_upright(two_by_three: ShortlistRun, read_back: Reader) -> None:
    assert read_back(two_by_three)["Matrix"]["B3"].alignment.textRotation == 90


def test_names_down_and_across_stay_in_view(two_by_three: ShortlistRun, read_back: Reader) -> None:
    sheet = read_back(two_by_three)["Matrix"]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_cols == "$A:$A"


def test_a_narrow_matrix_is_printed_one_page_wide(two_by_three: ShortlistRun, read_back: Reader) -> None:
    assert read_back(two_by_three)["Matrix"].page_setup.fitToWidth in (None, 1)


def test_a_wide_matrix_is_printed_on_several_pages(bare_run: ShortlistRun, read_back: Reader) -> None:
    ids = [f"k{position}" for position in range(61)]
    run = replace(bare_run, matrix=pd.DataFrame([[0.5] * 61], index=["c1"], columns=ids))
    assert read_back(run)["Matrix"].page_setup.fitToWidth == 3  # 61 columns, thirty a page


def test_a_matrix_too_large_keeps_the_counterparts_suggested_most_and_says_so(
    two_by_three: ShortlistRun, read_back: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix, "MAX_CELLS", 5)  # two rows: two columns are kept
    sheet = read_back(two_by_three)["Matrix"]
    assert [cell.value for cell in sheet[3]][:3] == ["Company ↓   Counterpart →", "K2", "K1"]
    assert "The 2 counterparts suggested most often are shown, out of 3." in sheet["B2"].value


def test_a_very_long_name_is_cut_with_an_ellipsis(bare_run: ShortlistRun, read_back: Reader) -> None:
    run = replace(bare_run, companies=(Profile(id="c1", name="x" * 90, kind=ProfileKind.SME),))
    assert read_back(run)["Matrix"]["A4"].value == "x" * 69 + "…"
