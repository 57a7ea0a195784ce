"""Long texts: where to split them, and how the vectors of the pieces become one again. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from models.encoders.normalisation import normalise_blocks
from models.encoders.protocols import FloatMatrix

_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+|\s*\n\s*")
_WORD_END = re.compile(r"\s+")


_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def encode_long_texts(
    texts: Sequence[str],
    blocks: Sequence[int],
    fits: Callable[[str], bool],
    encode_chunks: Callable[[list[str]], FloatMatrix],
) -> FloatMatrix:
    """Vectors of texts of any length, by a model that only takes texts that fit its window.

    Args:
        texts: any text; characters that no model reads (NUL, half surrogates) count as spaces.
        blocks: sizes of the column groups.
        fits: whether a piece of text fits the window.
        encode_chunks: vectors of pieces that fit; called once, and not at all when there is nothing to encode.

    Returns:
        Shape (len(texts), sum(blocks)), float32: for each text the mean of the unit vectors of its pieces, weighted
        by their length in characters, each block of unit length; zeros for a blank text.
    """
    pieces = [split_to_fit(_UNREADABLE.sub(" ", text), fits) for text in texts]
    chunks = [piece for text_pieces in pieces for piece in text_pieces]
    owners = [row for row, text_pieces in enumerate(pieces) for _ in text_pieces]
    if not chunks:
        return np.zeros((len(texts), sum(blocks)), dtype=np.float32)
    chunk_vectors = normalise_blocks(encode_chunks(chunks), blocks)
    pooled = pool_chunks(chunk_vectors, owners, [len(chunk) for chunk in chunks], len(texts))
    return normalise_blocks(pooled, blocks)


def split_to_fit(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in order, in the fewest halvings whose pieces all fit; nothing but white space at the seams is lost.

    A piece that does not fit is halved at the sentence end nearest its middle, else between two words, else between
    two characters. A piece of one character is taken as it is. Blank text gives [].

    >>> split_to_fit("One two. Three four. Five six.", lambda piece: len(piece) <= 20)
    ['One two. Three four.', 'Five six.']
    """
    pending = [text.strip()]
    pieces: list[str] = []
    while pending:
        piece = pending.pop()
        if not piece:
            continue
        if len(piece) == 1 or fits(piece):
            pieces.append(piece)
        else:
            left, right = _halve(piece)
            pending += [right, left]
    return pieces


def _halve(text: str) -> tuple[str, str]:
    """Two non-empty parts of a stripped text of two characters or more."""
    middle = len(text) / 2
    for boundary in (_SENTENCE_END, _WORD_END):
        seams = [match.span() for match in boundary.finditer(text) if match.start() > 0 and match.end() < len(text)]
        if seams:
            end, start = min(seams, key=lambda seam: abs((seam[0] + seam[1]) / 2 - middle))
            return text[:end], text[start:]
    return text[: len(text) // 2], text[len(text) // 2 :]


def pool_chunks(chunk_vectors: FloatMatrix, owners: Sequence[int], weights: Sequence[float], n: int) -> FloatMatrix:
    """One vector for each of `n` texts: the weighted mean of the vectors of its chunks, not normalised.

    Args:
        chunk_vectors: shape (n_chunks, d).
        owners: for each chunk the row of its text, in [0, n).
        weights: for each chunk its length, > 0.
        n: number of texts; one without chunks gets zeros.

    Returns:
        Shape (n, d), float32. A text with a single chunk keeps that chunk's vector to the bit.
    """
    pooled = np.zeros((n, chunk_vectors.shape[1]), dtype=np.float32)
    if not len(owners):
        return pooled
    owner_rows = np.asarray(owners)
    chunk_weights = np.asarray(weights, dtype=np.float32)
    shares = chunk_weights / np.bincount(owner_rows, weights=chunk_weights, minlength=n)[owner_rows]
    np.add.at(pooled, owner_rows, chunk_vectors * shares[:, None].astype(np.float32))
    return pooled
