"""What leaves an agenda: a workbook, calendars, pages to print and a table, all from one view of it."""
