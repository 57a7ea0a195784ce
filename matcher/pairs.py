"""Which pairs are looked at: two aligned lists of rows, companies and counterparts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRows:
    """Pair i is company row `companies[i]` with counterpart row `counterparts[i]`; both `(n_pairs,)` int32."""

    companies: Rows
    counterparts: Rows

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.companies)

    def where(self, keep: npt.NDArray[np.bool_]) -> PairRows:
        """The pairs that a `(n_pairs,)` mask keeps, in the same order."""
        return PairRows(companies=self.companies[keep], counterparts=self.counterparts[keep])

    def by_company(self) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
        """Each company row that has pairs, ascending, and the positions of its pairs in their order."""
        order = np.argsort(self.companies, kind="stable")
        rows, starts = np.unique(self.companies[order], return_index=True)
        if len(rows):
            yield from zip(rows.tolist(), np.split(order, starts[1:]), strict=True)


def all_pairs(n_companies: int, n_counterparts: int) -> PairRows:
    """Every pair, companies outermost.

    >>> all_pairs(1, 2)
    PairRows(companies=array([0, 0], dtype=int32), counterparts=array([0, 1], dtype=int32))
    """
    companies, counterparts = np.indices((n_companies, n_counterparts), dtype=np.int32)
    return PairRows(companies=companies.ravel(), counterparts=counterparts.ravel())
