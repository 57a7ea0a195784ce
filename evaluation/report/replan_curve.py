"""The curve of a re-plan as a drawing: what a new agenda is worth against how many meetings change for it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from babel.numbers import format_decimal, format_percent

from evaluation.report.extra import needs_extra
from matcher.agenda.solver import Choice
from matcher.language import Messages, load_messages

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SUFFIXES = (".svg", ".png", ".pdf")
"""The formats of a drawing, by the end of the file's name."""
INCHES = (7.0, 4.5)
LINE_HEIGHT, LABEL_WIDTH = 12.0, 130.0
"""Points of a label, at least."""
LINE, CEILING, INK = "#0072B2", "#C44601", "#333333"
"""Colours of Okabe and Ito, which colour-blind people tell apart."""
RULES: dict[Any, Any] = {
    "svg.hashsalt": "abbina curve",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "text.color": INK,
}
"""What differs from the library's own defaults, whatever the machine's are."""


def draw_curve(choices: Sequence[Choice], path: Path, lang: str) -> None:
    """Write the drawing of a curve as `replan_curve` gives it; the same curve gives the same bytes.

    The first choice, which adds nothing, is told in the title: it lies far below, and would flatten all others.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    with needs_extra():
        import matplotlib as mpl
        from matplotlib.figure import Figure

        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(RULES)
            figure = Figure(figsize=INCHES, layout="constrained")
            _paint(figure.add_subplot(), choices, load_messages(lang), lang)
            path.parent.mkdir(parents=True, exist_ok=True)
            moment = "CreationDate" if path.suffix.lower() == ".pdf" else "Date"
            figure.savefig(path, dpi=150, metadata=None if path.suffix.lower() == ".png" else {moment: None})


def _paint(axes: Axes, choices: Sequence[Choice], messages: Messages, lang: str) -> None:
    def number(value: float) -> str:
        return str(format_decimal(value, "#,##0.###", lang))

    stands, shown = choices[0], choices[1:] or choices
    bound = min(one.agenda.bound for one in choices)
    axes.axhline(bound, color=CEILING, linestyle=(0, (5, 1.5)), label=messages.text("curve.drawn_bound"))
    changed, worth = [one.changed for one in shown], [one.agenda.objective for one in shown]
    axes.plot(changed, worth, color=LINE, marker="o", drawstyle="steps-post", label=messages.text("curve.drawn_value"))
    values = {"n": len(stands.agenda.meetings), "value": number(stands.agenda.objective)}
    axes.set_title(messages.text("curve.stands", values), loc="left", fontsize=10)
    axes.set_xlabel(messages.text("curve.drawn_changed"))
    axes.set_ylabel(messages.text("curve.drawn_worth"))
    axes.set_xticks(range(0, changed[-1] + 2, max(1, changed[-1] // 10)))
    axes.set_xlim(-0.02 * max(1, changed[-1]), changed[-1] + max(1.0, 0.25 * changed[-1]))
    room = max(bound - worth[0], 1e-3 * abs(bound), 1e-9)
    axes.set_ylim(worth[0] - 0.35 * room, bound + 0.15 * room)
    axes.yaxis.set_major_formatter(lambda value, _: number(value))
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#E4E4E4")
    axes.set_axisbelow(True)
    axes.legend(frameon=False, loc="lower right", fontsize=8)
    _label(axes, choices, number, messages)
    gap = choices[-1].agenda.gap
    if gap is not None:
        told = messages.text("curve.drawn_gap", {"gap": format_percent(gap, "0.00%", lang)})
        _write(axes, told, (axes.get_xlim()[1], bound), (-4, 4), color=CEILING, ha="right")


def _label(axes: Axes, choices: Sequence[Choice], number: Callable[[float], str], messages: Messages) -> None:
    """What each choice gains and how to get it: below its point, or above where the label before is in the way."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    wide, high = 72 * INCHES[0] / (right - left), 72 * INCHES[1] / (top - bottom)
    last = (-LABEL_WIDTH, 0.0)
    for before, one in itertools.pairwise(choices):
        point = (float(one.changed), one.agenda.objective)
        gain = number(one.agenda.objective - before.agenda.objective)
        told = messages.text("curve.drawn_point", {"gain": gain, "keep": f"{one.keep:g}"})
        here = (wide * point[0], high * point[1])
        if here[0] - last[0] < LABEL_WIDTH and here[1] - last[1] < LINE_HEIGHT:
            _write(axes, told, point, (-6, 5), color=INK, ha="right")
        else:
            last = here
            _write(axes, told, point, (6, -LINE_HEIGHT), color=INK, ha="left")


def _write(
    axes: Axes,
    told: str,
    point: tuple[float, float],
    offset: tuple[float, float],
    *,
    color: str,
    ha: Literal["left", "right"],
) -> None:
    axes.annotate(told, point, xytext=offset, textcoords="offset points", fontsize=8, color=color, ha=ha)
