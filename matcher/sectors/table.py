"""The table of sectors shown in `docs/sectors.md`: `python -m matcher.sectors.table` prints it."""

from __future__ import annotations

import sys

from matcher.sectors.loading import load_taxonomy
from matcher.sectors.taxonomy import SectorTaxonomy

_SHOWN_SYNONYMS = 4


def render_table(taxonomy: SectorTaxonomy) -> str:
    """A Markdown table for each group, in the order of the taxonomy; ends with a line end."""
    return "\n".join(_group_table(taxonomy, group) for group in taxonomy.groups)


def _group_table(taxonomy: SectorTaxonomy, group: str) -> str:
    lines = [
        f"### {taxonomy.group_label(group, 'it')} · {taxonomy.group_label(group, 'en')} (`{group}`)",
        "",
        "| code | italiano | English | for example | related |",
        "| --- | --- | --- | --- | --- |",
    ]
    for code in taxonomy.codes:
        sector = taxonomy.sector(code)
        if sector.group == group:
            examples = ", ".join(sector.synonyms_it[:_SHOWN_SYNONYMS] + sector.synonyms_en[:_SHOWN_SYNONYMS])
            related = ", ".join(f"`{other}`" for other in sector.related)
            lines.append(f"| `{code}` | {sector.label_it} | {sector.label_en} | {examples} | {related} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(render_table(load_taxonomy()))
