"""Sectors: one small vocabulary for what companies do and what counterparts look for."""

from matcher.sectors.loading import load_taxonomy
from matcher.sectors.nearest import nearest_sectors
from matcher.sectors.sector import CellSectors, MentionSpan, Sector, SectorMatch
from matcher.sectors.taxonomy import DECISIVE, SectorTaxonomy

__all__ = [
    "DECISIVE",
    "CellSectors",
    "MentionSpan",
    "Sector",
    "SectorMatch",
    "SectorTaxonomy",
    "load_taxonomy",
    "nearest_sectors",
]
