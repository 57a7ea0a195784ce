"""Matrices with holes continued to every cell: effects of rows and columns, few dimensions, and similar rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_ROUNDS = 15


def shrunken_effects(
    values: Floats, shrink: float, *, rows: bool = True, columns: bool = True
) -> tuple[float, Floats, Floats]:
    """The mean, what each row adds to it and what each column adds, by ridge regression on the known values.

    Minimises Σ (value − mean − row − column)² + shrink · (Σ row² + Σ column²), the mean being that of all known values
    (Hoerl & Kennard 1970). A row without values adds 0; without any value all is 0. `rows` or `columns` False leaves
    their effects at 0.
    """
    known = ~np.isnan(values)
    n_rows, n_columns = values.shape
    if not known.any():
        return 0.0, np.zeros(n_rows), np.zeros(n_columns)
    mean = float(values[known].mean())
    centred = np.where(known, values - mean, 0.0)
    counts = np.concatenate([known.sum(axis=1), known.sum(axis=0)]) + shrink
    system = np.diag(counts.astype(np.float64))
    if rows and columns:
        system[:n_rows, n_rows:] = known
        system[n_rows:, :n_rows] = known.T
    found = np.linalg.solve(system, np.concatenate([centred.sum(axis=1), centred.sum(axis=0)]))
    return mean, found[:n_rows] * rows, found[n_rows:] * columns


def low_rank(residuals: Floats, rank: int, threshold: float) -> Floats:
    """Known residuals continued to every pair by few dimensions: soft-thresholded SVD (Mazumder et al. 2010)."""
    known = ~np.isnan(residuals)
    estimate = np.zeros_like(residuals)
    for _ in range(_ROUNDS):
        left, strengths, right = np.linalg.svd(np.where(known, residuals, estimate), full_matrices=False)
        kept = np.maximum(strengths[:rank] - threshold, 0.0)
        estimate = (left[:, :rank] * kept) @ right[:rank]
    return estimate


def neighbours(residuals: Floats, shrink: float) -> Floats:
    """What rows of similar taste said of each column: the mean of their residuals, weighted by shrunken cosine.

    Cosines are over the columns that both rows know, a row is not its own neighbour, and `shrink` draws few or weak
    ones to 0.
    """
    known = ~np.isnan(residuals)
    filled = np.where(known, residuals, 0.0)
    squares = filled**2 @ known.T
    scale = float((filled**2).sum() / max(1, int(known.sum()))) or 1.0
    nearness = filled @ filled.T / (np.sqrt(squares * squares.T) + shrink * scale)
    np.fill_diagonal(nearness, 0.0)
    said: Floats = nearness @ filled / (np.abs(nearness) @ known + 1.0)
    return said
