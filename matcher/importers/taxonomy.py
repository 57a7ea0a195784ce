"""What the importer needs of a sector taxonomy."""

from __future__ import annotations

from typing import Protocol


class SectorCell(Protocol):
    """What a cell of sectors means."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the taxonomy, sorted."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels as written, in order."""

    @property
    def unmatched(self) -> tuple[str, ...]:
        """Those of the labels that are not known."""


class SectorMatcher(Protocol):
    """Reads the cells of sector columns."""

    def match_cell(self, cell: str) -> SectorCell:
        """What one cell of one or more sector labels or ATECO codes means."""
        ...
