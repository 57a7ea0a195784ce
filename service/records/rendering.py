"""The register as a file: Markdown, or one HTML page to print, which word processors open too."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from types import MappingProxyType

from service.records.register import Line, Register

TEMPLATE = "register.html.j2"
RULE = "________________"
"""The blank that is filled in."""

_MARKS = re.compile(r"([\\`*_\[\]|~#<>&])")


def render_register(register: Register, form: str) -> str:
    """The register as "md" or "html"; raises KeyError for another form."""
    return FORMS[form](register)


def _markdown(register: Register) -> str:
    """Text of others, as purposes are, is escaped."""
    lines = [f"# {_escaped(register.title)}", _escaped(register.subtitle), _escaped(register.note)]
    for part in register.parts:
        told = (_told(line, register.blank) for line in part.lines)
        lines += [f"## ({part.letter}) {_escaped(part.title)}", "\n".join(told)]
    return "\n\n".join(lines) + "\n"


def _told(line: Line, blank: str) -> str:
    label = f"- **{_escaped(line.label)}**:"
    if not line.said:
        return f"{label} {RULE} ({_escaped(blank)})"
    if len(line.said) == 1:
        return f"{label} {_escaped(line.said[0])}"
    return "\n".join([label, *(f"  - {_escaped(one)}" for one in line.said)])


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _html(register: Register) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(files(__package__).joinpath(TEMPLATE).read_text(encoding="utf-8"))
    return template.render(register=register, rule=RULE) + "\n"


FORMS: Mapping[str, Callable[[Register], str]] = MappingProxyType({"md": _markdown, "html": _html})
"""What a register is written as, by the end of the file's name."""
