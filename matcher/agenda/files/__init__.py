"""The files of agendas: PROBLEM.json, AGENDA.json and CHANGES.json, read with every fault told, written whole."""

from matcher.agenda.files.agenda_file import agenda_from_document, read_agenda
from matcher.agenda.files.changes_file import changes_from_document, read_changes
from matcher.agenda.files.faults import Faults
from matcher.agenda.files.problem_file import problem_from_document, read_problem
from matcher.agenda.files.rendering import render_agenda, render_changes, render_problem, write_text
from matcher.agenda.files.said import fault

__all__ = [
    "Faults",
    "agenda_from_document",
    "changes_from_document",
    "fault",
    "problem_from_document",
    "read_agenda",
    "read_changes",
    "read_problem",
    "render_agenda",
    "render_changes",
    "render_problem",
    "write_text",
]
