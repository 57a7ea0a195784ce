"""How near a company is to those that a candidate entered before: by words, meaning, sectors, and among its like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from matcher.past.ledger import UNKNOWN, Ints
from matcher.past.lifts import codes_of
from matcher.past.view import Floats, PastView

SHARPNESS = 8.0
"""How much more a near past company counts than a far one: weight exp(8 · cosine) − 1."""
PROSE_SHARPNESS = 6.0
"""The same for texts as vectors, of which all are somewhat near."""
FADING_YEARS = 1.0
NEAREST = (20, 100, 400)
NEAREST_PROSE = 100


PROSE_NAMES = (
    "near_prose",
    "near_prose_recent",
    "near_prose_metro",
    f"near_prose_{NEAREST_PROSE}",
    "near_prose_profile",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The entries of the candidates, plain and fading, and the mean text of their portfolios, unit columns.

    `portfolio_prose` is the same of texts as vectors, in unit rows.
    """

    view: PastView
    entries: sp.csr_matrix
    fading: sp.csr_matrix
    portfolio_text: sp.csr_matrix
    portfolio_prose: Floats

    def columns(self, queries: Ints) -> dict[str, Floats]:
        """`(n_queries, n_candidates)` per feature; a company never counts as its own neighbour.

        All are 0 or more but `near_prose_profile`, a cosine. Without vectors of texts the `near_prose` ones are 0.
        """
        view = self.view
        by_text, by_sector, by_meaning = (
            without_oneself(cosines, queries, view.past) for cosines in view.likeness(queries)
        )
        near_text, near_sector = np.expm1(SHARPNESS * by_text), np.expm1(0.5 * SHARPNESS * by_sector)
        same = {name: same_code(view, name, queries) for name in ("region", "metro", "stage")}
        near_both = near_text + near_sector
        found = {
            "near_text": self._drawn(near_text),
            "near_text_recent": self._drawn(near_text, self.fading),
            "near_sector": self._drawn(near_sector),
            "near_sector_recent": self._drawn(near_sector, self.fading),
            "near_like_recent": self._drawn(near_both * same["region"] * same["stage"], self.fading),
            "near_like": self._drawn(near_both * same["region"] * same["stage"]),
            "text_profile": np.asarray((view.text[queries] @ self.portfolio_text).toarray(), dtype=np.float32),
        }
        for name, mask in same.items():
            found[f"near_text_{name}"] = self._drawn(near_text * mask)
            found[f"near_sector_{name}"] = self._drawn(near_sector * mask)
        for k in NEAREST:
            found[f"nearest_{k}"] = spread(self.entries, keep_nearest(by_text, k))
        return {**found, **self._prose_columns(queries, by_meaning, same["metro"])}

    def _prose_columns(self, queries: Ints, by_meaning: Floats, same_metro: npt.NDArray[np.bool_]) -> dict[str, Floats]:
        if not self.view.vectors.shape[1]:
            return dict.fromkeys(PROSE_NAMES, np.zeros((len(queries), len(self.view.candidates)), dtype=np.float32))
        cosines = np.maximum(by_meaning, np.float32(0.0))
        near = np.expm1(PROSE_SHARPNESS * cosines)
        columns = (
            self._drawn(near),
            self._drawn(near, self.fading),
            self._drawn(near * same_metro),
            spread(self.entries, keep_nearest(cosines, NEAREST_PROSE)),
            self.view.vectors[queries] @ self.portfolio_prose.T,
        )
        return dict(zip(PROSE_NAMES, columns, strict=True))

    def _drawn(self, weight: Floats, entries: sp.csr_matrix | None = None) -> Floats:
        return np.log1p(spread(self.entries if entries is None else entries, weight))


def gather_neighbours(view: PastView) -> Neighbours:
    """The portfolios of the candidates, ready for any query."""
    summed = (view.entries @ view.text[view.past]).tocsr()
    length = np.sqrt(np.asarray(summed.multiply(summed).sum(axis=1)).ravel())
    profile = (sp.diags(1.0 / np.maximum(length, 1e-12)) @ summed).tocsr().astype(np.float32)
    return Neighbours(
        view=view,
        entries=view.entries,
        fading=view.fading(FADING_YEARS),
        portfolio_text=profile.T.tocsr(),
        portfolio_prose=_unit_rows(np.asarray(view.entries @ view.vectors[view.past], dtype=np.float32)),
    )


def without_oneself(cosines: Floats, queries: Ints, past: Ints) -> Floats:
    """The cosines of queries and past companies, 0 with oneself."""
    return np.where(queries[:, None] == past[None, :], np.float32(0.0), cosines)


def same_code(view: PastView, trait: str, queries: Ints) -> npt.NDArray[np.bool_]:
    """Whether a query and a past company are known to share the trait, `(n_queries, n_past)`."""
    codes = codes_of(view, trait)
    mine = codes[queries][:, None]
    return np.asarray((mine == codes[view.past][None, :]) & (mine != UNKNOWN))


def keep_nearest(cosines: Floats, k: int) -> Floats:
    """The k largest of each row (and their equals), 0 for the others."""
    if k >= cosines.shape[1]:
        return cosines
    threshold = -np.partition(-cosines, k - 1, axis=1)[:, k - 1, None]
    return np.where(cosines >= threshold, cosines, np.float32(0.0))


def spread(entries: sp.csr_matrix, weight: Floats) -> Floats:
    """Sum over each candidate's entries of the query's weight for the company, `(n_queries, n_candidates)`."""
    return np.ascontiguousarray((entries @ weight.T).T, dtype=np.float32)


def _unit_rows(rows: Floats) -> Floats:
    length = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.maximum(length, np.float32(1e-12)), dtype=np.float32)
