"""The register of processing activities of a programme (GDPR, article 30): what is kept, why, for whom and how long."""

from service.records.figures import Figures, Installation, figures_of
from service.records.register import Line, Part, Register, make_register
from service.records.rendering import FORMS, render_register

__all__ = [
    "FORMS",
    "Figures",
    "Installation",
    "Line",
    "Part",
    "Register",
    "figures_of",
    "make_register",
    "render_register",
]
