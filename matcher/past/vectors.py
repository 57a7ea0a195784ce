"""Texts of companies as vectors of an encoder, beside their words: likeness that needs no shared word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.encoders import Encoder, fit_centring

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVectors:
    """What an encoder makes of the text of each company.

    Attributes:
        rows: `(n_companies, d)` float32, each block of length 1; a zero row for a company without prose.
        blocks: sizes of the parts of a row that are compared apart; they sum to d.
        encoder_id: whose vectors these are.
    """

    rows: Floats
    blocks: tuple[int, ...]
    encoder_id: str


def encode_prose(company_ids: Sequence[str], prose: Mapping[str, str], encoder: Encoder) -> TextVectors:
    """The vectors of these texts in the rows of the companies; zero rows for those not named and for blank texts."""
    texts = [prose.get(company_id, "") for company_id in company_ids]
    return TextVectors(rows=encoder.encode(texts), blocks=tuple(encoder.blocks), encoder_id=encoder.id)


def centred_rows(vectors: TextVectors | None, n_companies: int, past: Ints) -> Floats:
    """The rows less the mean of the past ones, `(n_companies, d)` float32 of length 1; zero rows stay zero.

    Raw vectors of one sort of text sit in a narrow cone: what all companies share says nothing of two of them. Only the
    past rows say what that is, so that a row is the same whatever other rows come later. Without vectors d is 0, and
    every inner product.
    """
    if vectors is None:
        return np.zeros((n_companies, 0), dtype=np.float32)
    whole = [""]
    centring = fit_centring(vectors.rows[past], vectors.blocks, whole * len(past))
    centred = centring.apply(vectors.rows, whole * n_companies)
    return np.asarray(centred / np.sqrt(len(vectors.blocks)), dtype=np.float32)
