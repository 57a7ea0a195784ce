from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from math import log2
from pathlib import Path

import numpy as np
import pytest

from evaluation.report import FutureCheck, Report, ReportInputs, build_report, render, write_report
from evaluation.report.blocks import Figure, Table
from evaluation.report.document import compose
from evaluation.report.markdown import to_markdown
from evaluation.report.plots import draw
from matcher.errors import ConfigError, MissingExtra

FILES = ("report.html", "report.md", "results.json")
MEAN = (2 + (1 / log2(3) + 1 / log2(4)) / (1 + 1 / log2(3))) / 3


@pytest.fixture(scope="module")
def pages(report: Report) -> dict[str, str]:
    return {name: content.decode() for name, content in render(report).items()}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of its cells and of its `<p>`."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def tables(report: Report) -> list[Table]:
    return [block for section in compose(report).sections for block in section.blocks if isinstance(block, Table)]


def test_two_builds_give_the_same_bytes(inputs: ReportInputs, report: Report) -> None:
    assert render(build_report(inputs)) == render(report)


def test_the_order_of_the_models_changes_no_figure_of_theirs(inputs: ReportInputs, report: Report) -> None:
    turned = build_report(replace(inputs, scores=dict(reversed(inputs.scores.items()))))
    assert turned.table.models == report.table.models[::-1]
    assert turned.slices == report.slices


def test_the_page_asks_nothing_of_the_network_and_runs_nothing(pages: dict[str, str]) -> None:
    page = Elements(pages["report.html"])
    addresses = [
        value
        for _, attributes in page.found
        for name, value in attributes.items()
        if name in ("href", "src", "xlink:href")
    ]
    assert addresses
    assert [address for address in addresses if not str(address).startswith(("#", "data:,"))] == []
    assert "http" not in pages["report.html"]
    assert re.search(r"url\((?!#)|@import", pages["report.html"]) is None
    assert {tag for tag, _ in page.found} & {"script", "iframe", "object", "embed", "img", "form"} == set()
    assert [name for _, attributes in page.found for name in attributes if name.startswith("on")] == []


def test_names_are_text_and_never_markup(pages: dict[str, str]) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages["report.html"]
    assert "Alpha &amp; &lt;b&gt;Sons&lt;/b&gt;" in pages["report.html"]
    assert "<script" not in pages["report.md"]
    assert r"Two \| Three" in pages["report.md"]


def test_a_hostile_model_name_is_drawn_as_text(inputs: ReportInputs) -> None:
    name = "</svg><script>$x_1$"
    odd = build_report(replace(inputs, scores={**inputs.scores, name: inputs.scores["better"]}))
    page = render(odd)["report.html"].decode()
    assert "<script" not in page
    assert "&lt;/svg&gt;&lt;script&gt;$x_1$" in draw(odd)["by-k-ndcg"]


def test_every_table_is_in_both_pages(report: Report, pages: dict[str, str]) -> None:
    page, found = Elements(pages["report.html"]), tables(report)
    assert len([tag for tag, _ in page.found if tag == "table"]) == len(found)
    assert pages["report.md"].count("\n| --- ") + pages["report.md"].count("\n| ---: ") == len(found)
    text = " ".join("".join(page.text).split())
    for table in found:
        assert table.caption in text
        for row in table.rows:
            for cell in row:
                assert " ".join(cell.split()) in text
    assert all(len(row) == len(table.columns) for table in found for row in table.rows)


def test_rows_of_a_markdown_table_have_its_columns(pages: dict[str, str]) -> None:
    for block in pages["report.md"].split("\n\n"):
        if block.startswith("| "):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
            assert len(widths) == 1, block


def test_ids_of_the_page_are_unique_and_links_lead_to_them(pages: dict[str, str]) -> None:
    page = Elements(pages["report.html"])
    ids = [str(attributes["id"]) for tag, attributes in page.found if "id" in attributes and tag not in ("path", "g")]
    assert len(ids) == len(set(ids))
    links = [str(attributes["href"])[1:] for tag, attributes in page.found if tag == "a"]
    assert links
    assert set(links) <= set(ids)


def test_every_figure_of_the_document_is_drawn(report: Report) -> None:
    wanted = [
        block.name for section in compose(report).sections for block in section.blocks if isinstance(block, Figure)
    ]
    assert sorted(draw(report)) == sorted(wanted)


def test_drawings_do_not_listen_to_the_settings_of_the_machine(report: Report) -> None:
    import matplotlib as mpl

    expected = draw(report)
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "axes.grid": False}):
        assert draw(report) == expected
        assert mpl.rcParams["font.size"] == 30


def test_the_summary_comes_first_and_says_what_where_and_against_what(pages: dict[str, str]) -> None:
    start = pages["report.md"].split("## ")[0].replace("\xa0", " ")
    assert (
        "For each of 3 startups first seen from 2016-01-01 and before 2018-01-01, put 4 counterparts in order" in start
    )
    assert f"nDCG@10, which also looks at the order, is {MEAN:.3f}" in start
    assert "100 % of the startups have one or more among them" in start
    assert "corrected for 2 comparisons; the interval is that of this one alone)" in start
    assert "It is the best of the 2 orders compared." in start
    assert "To be explained: shuffled time beside a timeless ranker stays above chance" in start
    assert "shuffled labels beside popularity falls to chance or below" in start
    assert "No score changes when all that happened from 2016-01-01 on is replaced by noise." in start


def test_differences_to_chance_are_signed(pages: dict[str, str]) -> None:
    assert "+0.050 (−0.010 to +0.110)" in pages["report.md"].split("## Checks for leaks")[1]


def test_a_model_that_is_not_the_best_is_told_so(inputs: ReportInputs) -> None:
    page = to_markdown(compose(build_report(replace(inputs, main="alphabetical", baseline="better", ablations={}))))
    assert f"The best is better with {MEAN:.3f}, out of the 2 orders compared." in page


def test_a_model_alone_is_compared_to_nothing(inputs: ReportInputs) -> None:
    alone = replace(inputs, scores={"better": inputs.scores["better"]}, baseline="better")
    assert "Nothing was put beside it." in render(build_report(alone))["report.md"].decode()


def test_what_was_not_given_is_said_to_be_missing(inputs: ReportInputs) -> None:
    bare = render(build_report(replace(inputs, probabilities=None, ablations={}, shuffled=(), future=None)))[
        "report.md"
    ].decode()
    assert "No probabilities were given" in bare
    assert "No figures without parts of the model were given." in bare
    assert "a leak cannot be ruled out" in bare


def test_without_queries_the_pages_are_written_all_the_same(inputs: ReportInputs) -> None:
    nothing = np.zeros((0, 4), dtype=np.float32)
    empty = replace(
        inputs,
        task=replace(inputs.task, queries=(), relevant={}),
        scores=dict.fromkeys(inputs.scores, nothing),
        ablations={},
        probabilities=nothing,
    )
    pages = render(build_report(empty))
    assert "nan" not in pages["report.md"].decode()
    assert json.loads(pages["results.json"])["table"]["models"][0]["means"]["mrr"]["mean"] is None


def test_the_results_hold_the_figures_for_programs(pages: dict[str, str], report: Report) -> None:
    found = json.loads(pages["results.json"])
    assert found["table"]["protocol"]["data_hash"] == report.table.protocol.data_hash
    assert found["table"]["models"][1]["means"]["ndcg@10"]["mean"] == round(MEAN, 6)
    assert found["provenance"]["commit"] == "0123abc"
    assert found["cases"][0]["relevant"][0] == {
        "id": "b",
        "name": "Beta",
        "kind": "investor",
        "rank": 2,
        "is_relevant": True,
    }
    assert [check["is_at_chance"] for check in found["shuffled"]] == [True, False]
    assert found["future"] == {"is_unmoved": True, "max_difference": 0.0, "n_scores": 12}


def test_a_score_that_the_future_moves_comes_before_all_else(inputs: ReportInputs) -> None:
    moved = replace(inputs, future=FutureCheck(max_difference=0.5, n_scores=12))
    page = render(build_report(moved))["report.md"].decode().replace("\xa0", " ")
    assert "Not before this is explained: scores depend on what happened from 2016-01-01 on." in page
    assert "among 12 scores is 0.5; it must be 0" in page


def test_hashes_seed_and_code_are_on_the_page(pages: dict[str, str], report: Report) -> None:
    from matcher import __version__

    for text in (report.table.protocol.data_hash, report.table.protocol.protocol_hash, f"abbina {__version__}, commit"):
        assert text in pages["report.html"]
        assert text in pages["report.md"]


def test_a_folder_gets_the_three_files_and_nothing_else(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    assert write_report(report, folder) == tuple(folder / name for name in FILES)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert write_report(report, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert sorted(before) == sorted(FILES)


def test_a_folder_that_is_a_file_is_refused(report: Report, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot write the report to"):
        write_report(report, tmp_path / "taken")


@pytest.mark.parametrize("package", ["matplotlib", "jinja2"])
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=rf'{package}, which is not installed: .* "\.\[report\]" in'):
        write_report(report, tmp_path / "folder")
    assert not (tmp_path / "folder").exists()
