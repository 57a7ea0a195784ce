"""Sectors: one small vocabulary for what companies do and what counterparts look for."""

from matcher.sectors.coverage import Coverage, load_coverage
from matcher.sectors.loading import load_taxonomy
from matcher.sectors.names import sectors_of_group, sectors_of_name, text_of_group
from matcher.sectors.nearest import nearest_sectors
from matcher.sectors.sector import CellSectors, MentionSpan, Sector, SectorMatch
from matcher.sectors.taxonomy import DECISIVE, SectorTaxonomy
from matcher.sectors.topics import Topic, TopicTable, load_topics

__all__ = [
    "DECISIVE",
    "CellSectors",
    "Coverage",
    "MentionSpan",
    "Sector",
    "SectorMatch",
    "SectorTaxonomy",
    "Topic",
    "TopicTable",
    "load_coverage",
    "load_taxonomy",
    "load_topics",
    "nearest_sectors",
    "sectors_of_group",
    "sectors_of_name",
    "text_of_group",
]
