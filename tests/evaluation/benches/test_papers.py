from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.benches.papers import BLOCKS, MissingDataError, block_names, fill, languages, main, papers

NOWHERE = Path("nowhere")
WITHOUT_MODEL = ("weights", "adaptation-config", "judged-config", "training-rows")


def test_a_block_is_replaced_and_the_text_around_it_stays() -> None:
    text = "before\n<!-- begin a -->\nold\n<!-- end a -->\nafter\n"
    assert fill(text, {"a": "new"}) == "before\n<!-- begin a -->\n\nnew\n\n<!-- end a -->\nafter\n"


def test_filling_twice_changes_nothing_more() -> None:
    once = fill("<!-- begin a -->\n<!-- end a -->", {"a": "new"})
    assert fill(once, {"a": "new"}) == once


def test_a_block_without_contents_stays() -> None:
    text = "<!-- begin a -->\nold\n<!-- end a -->"
    assert fill(text, {"b": "new"}) == text


def test_missing_data_are_named() -> None:
    with pytest.raises(MissingDataError, match=r"counterparts\.csv is not in nowhere"):
        languages(NOWHERE)


def test_an_unknown_block_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["nonsense"])
    assert refusal.value.code == 2
    assert "no block is called nonsense" in capsys.readouterr().err


def test_every_block_of_a_paper_is_known_and_filled() -> None:
    for path in papers():
        text = path.read_text(encoding="utf-8")
        assert set(block_names(text)) <= set(BLOCKS), path.name
        for name in block_names(text):
            assert fill(text, {name: ""}) != text, f"{path.name}: {name} is empty"


def test_every_block_has_its_paper() -> None:
    assert {name for path in papers() for name in block_names(path.read_text(encoding="utf-8"))} == set(BLOCKS)


@pytest.mark.parametrize("name", WITHOUT_MODEL)
def test_the_papers_agree_with_the_artefacts(name: str) -> None:
    """Mend with `python -m evaluation.benches.papers weights adaptation-config judged-config training-rows`."""
    contents = BLOCKS[name](NOWHERE)
    for path in papers():
        text = path.read_text(encoding="utf-8")
        assert fill(text, {name: contents}) == text, f"{path.parent.name}/{path.name}"
