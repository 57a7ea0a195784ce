"""What leaves abbina: a shortlist run as CSV, JSON or a workbook that an organiser can send on."""

from matcher.export.records import COLUMNS, render_csv, render_json
from matcher.export.workbook import render_workbook
from matcher.export.writer import check_output, write_run

__all__ = ["COLUMNS", "check_output", "render_csv", "render_json", "render_workbook", "write_run"]
