from __future__ import annotations

import pytest

from models.encoders.e5_vocabulary import build_tokenizer, is_latin_script, kept_pieces

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁vino", "▁v", "i", "n", "o", "à", "fi", "<mask>")
SCORES = (0.0, 0.0, 0.0, 0.0, -3.0, -1.0, -2.0, -2.0, -2.0, -2.0, -2.0, -1.5, 0.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("▁perché", True, id="Italian"),
        pytest.param("€1.234,5 – “ok”", True, id="money and typographic marks"),
        pytest.param("🚀", True, id="a pictograph"),
        pytest.param("λόγος", False, id="Greek"),
        pytest.param("酒", False, id="Chinese"),
        pytest.param("", True, id="nothing"),
    ],
)
def test_latin_script_is_told_from_others(text: str, expected: bool) -> None:
    assert is_latin_script(text) is expected


def test_pieces_of_latin_script_and_single_letters_stay() -> None:
    assert kept_pieces(["<s>", "▁vino", "▁вино", "в", "▁µ", "酒", "."]) == [0, 1, 3, 4, 6]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("vino", ["<s>", "▁vino", "</s>"], id="the likeliest split"),
        pytest.param("vino  vino", ["<s>", "▁vino", "▁vino", "</s>"], id="runs of spaces are one"),
        pytest.param("vino\n\tvino", ["<s>", "▁vino", "▁vino", "</s>"], id="line breaks are spaces"),
        pytest.param("vi\x07no", ["<s>", "▁vino", "</s>"], id="control characters go"),
        pytest.param("vino\u200bvino", ["<s>", "▁vino", "▁vino", "</s>"], id="invisible marks are spaces"),
        pytest.param("ﬁ", ["<s>", "▁", "fi", "</s>"], id="ligatures are letters"),
        pytest.param("a\u0300", ["<s>", "▁", "à", "</s>"], id="accents join their letters"),
        pytest.param("z", ["<s>", "▁", "<unk>", "</s>"], id="what has no piece is unknown"),
    ],
)
def test_text_is_normalised_and_split(text: str, pieces: list[str]) -> None:
    assert [PIECES[piece_id] for piece_id in build_tokenizer(PIECES, SCORES).encode(text).ids] == pieces
