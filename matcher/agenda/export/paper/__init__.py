"""An agenda as a PDF to print."""

from matcher.agenda.export.paper.document import render_paper

__all__ = ["render_paper"]
