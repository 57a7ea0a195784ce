from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.encoders.chunks import encode_long_texts, pool_chunks, split_to_fit


def up_to(n: int):
    return lambda piece: len(piece) <= n


def test_a_text_that_fits_is_one_piece() -> None:
    assert split_to_fit("  One. Two.  ", up_to(9)) == ["One. Two."]


def test_a_text_is_split_at_the_sentence_end_nearest_the_middle() -> None:
    assert split_to_fit("Aa. Bb bb bb. Cc cc. D.", up_to(15)) == ["Aa. Bb bb bb.", "Cc cc. D."]


def test_a_sentence_that_does_not_fit_is_split_between_words() -> None:
    assert split_to_fit("one two three four", up_to(10)) == ["one two", "three four"]


def test_a_word_that_does_not_fit_is_split_between_characters() -> None:
    assert split_to_fit("abcdef", up_to(3)) == ["abc", "def"]


def test_a_line_break_ends_a_sentence() -> None:
    assert split_to_fit("one two\nthree four five", up_to(16)) == ["one two", "three four five"]


def test_blank_text_has_no_pieces() -> None:
    assert split_to_fit(" \n ", up_to(5)) == []


def test_a_character_that_never_fits_is_taken_as_it_is() -> None:
    assert split_to_fit("ab", up_to(0)) == ["a", "b"]


@given(st.text(alphabet="ab .\n", max_size=60), st.integers(1, 20))
def test_pieces_fit_and_lose_nothing_but_white_space(text: str, limit: int) -> None:
    pieces = split_to_fit(text, up_to(limit))
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_pooling_weighs_chunks_by_length() -> None:
    chunks = np.array([[1, 0], [0, 1], [0, 8]], dtype=np.float32)
    assert pool_chunks(chunks, [0, 0, 2], [30, 10, 7], 3).tolist() == [[0.75, 0.25], [0, 0], [0, 8]]


def test_pooling_keeps_a_lone_chunk_to_the_bit() -> None:
    chunk = np.array([[0.1, 0.7]], dtype=np.float32)
    assert pool_chunks(chunk, [0], [13], 1).tobytes() == chunk.tobytes()


def test_a_long_text_becomes_the_mean_of_its_pieces_at_unit_length() -> None:
    directions = {"aaaa": [2, 0], "bbbb": [0, 3]}

    def encode_chunks(chunks: list[str]) -> np.ndarray:
        return np.array([directions[chunk] for chunk in chunks], dtype=np.float32)

    vectors = encode_long_texts(["aaaa bbbb", "", "bbbb"], (2,), up_to(4), encode_chunks)
    half = 0.5**0.5
    assert vectors.tolist() == [pytest.approx([half, half]), [0, 0], [0, 1]]


def test_blank_texts_do_not_wake_the_model() -> None:
    def encode_chunks(chunks: list[str]) -> np.ndarray:
        raise AssertionError("must not be called")

    assert encode_long_texts(["", " "], (2, 1), up_to(4), encode_chunks).tolist() == [[0, 0, 0], [0, 0, 0]]
