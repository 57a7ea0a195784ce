"""The sector nearest in meaning to a label that no synonym knows, from vectors somebody else encoded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.sectors.loading import load_taxonomy


def nearest_sectors(
    label_vectors: NDArray[np.float32],
    sector_vectors: NDArray[np.float32],
    threshold: float,
    *,
    codes: Sequence[str] | None = None,
) -> list[tuple[str, float] | None]:
    """For each label the sector of highest cosine and that cosine, or None where it is below `threshold`.

    Args:
        label_vectors: shape (n_labels, n_dimensions), any length; a zero vector is near to nothing.
        sector_vectors: shape (n_codes, n_dimensions), rows in the order of `codes`.
        threshold: the least cosine accepted, in [-1, 1].
        codes: the sector of each row of `sector_vectors`; None for the codes of the shipped taxonomy.

    Returns:
        One answer per label, in order; [] for no labels. A tie goes to the code that comes first.

    Raises:
        ValueError: when the number of codes is not the number of sector rows.
    """
    codes = load_taxonomy().codes if codes is None else codes
    if len(codes) != len(sector_vectors):
        raise ValueError(f"{len(codes)} sector codes for {len(sector_vectors)} sector vectors; give one row per code")
    if not len(label_vectors) or not len(codes):
        return [None] * len(label_vectors)
    labels, sectors = _unit_rows(label_vectors), _unit_rows(sector_vectors)
    cosines = labels @ sectors.T
    answers: list[tuple[str, float] | None] = []
    for label, row in zip(labels, cosines, strict=True):
        best = int(row.argmax())
        is_near = bool(label.any()) and float(row[best]) >= threshold
        answers.append((codes[best], float(row[best])) if is_near else None)
    return answers


def _unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    rows = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units: NDArray[np.float32] = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return units
