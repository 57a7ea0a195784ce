"""What leaves an agenda: a workbook, calendars, pages to print and a table, all from one view of it.

view = build_view(with_names(problem, read_names(tables)), agenda, before)
export_folder(view, folder, "it")
"""

from matcher.agenda.export.building import build_view
from matcher.agenda.export.names import read_names, with_names
from matcher.agenda.export.views import AgendaView
from matcher.agenda.export.writer import FORMATS, check_formats, export_file, export_folder, is_folder, summarise

__all__ = [
    "FORMATS",
    "AgendaView",
    "build_view",
    "check_formats",
    "export_file",
    "export_folder",
    "is_folder",
    "read_names",
    "summarise",
    "with_names",
]
