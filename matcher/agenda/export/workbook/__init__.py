"""An agenda as an XLSX workbook."""

from matcher.agenda.export.workbook.book import MOST_SHEETS, render_workbook

__all__ = ["MOST_SHEETS", "render_workbook"]
