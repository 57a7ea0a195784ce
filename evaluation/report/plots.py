"""Drawings as SVG text: the same report gives the same bytes, whatever the reader's or the machine's settings.

Colours are those of Okabe and Ito, which colour-blind people tell apart; lines also differ in their dashes, so that
they survive black-and-white paper. Curves are named where they end.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.exposure import ExposurePoint
from evaluation.report.content import Report
from evaluation.report.curves import METRICS
from evaluation.report.extra import needs_extra

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 4.4, 3.5
"""Inches. A figure is read about as wide as a telephone, and three stand side by side on a page."""
MAIN, BASELINE, INK, PALE = "#0072B2", "#C44601", "#333333", "#B5B5B5"
OTHERS = ("#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5C1E", "#595959")
_DASHES = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (4, 1, 1, 1)))
_FONT = 10
_LABEL_GAP = 12
_LONGEST_NAME = 20
_PROBABILITIES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_AXIS = {"ndcg": "nDCG@k", "recall": "recall@k", "hit": "hit@k"}

TradePoint = tuple[float, float, int]
"""Coverage or Gini, nDCG@10, and the cap under which both were found."""
Look = dict[str, Any]
"""Colour, width and dashes of a line, as matplotlib names them."""

_RULES: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": _FONT,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": "#777777",
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.unicode_minus": True,
    "grid.color": "#E4E4E4",
    "xtick.color": INK,
    "ytick.color": INK,
}


def draw(report: Report) -> dict[str, str]:
    """Every figure by the name that the document calls it by; `<svg>` elements without scripts, styles or addresses.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    painters: dict[str, Callable[[Axes], None]] = {
        f"by-k-{metric}": lambda axes, metric=metric: _by_k(axes, report, metric)  # type: ignore[misc]
        for metric in METRICS
    }
    painters["lorenz"] = lambda axes: _lorenz(axes, report)
    painters["trade-coverage"] = lambda axes: _trade(axes, report, "coverage")
    painters["trade-gini"] = lambda axes: _trade(axes, report, "gini")
    if report.calibration is not None and report.calibration.bins:
        painters["calibration"] = lambda axes: _calibration(axes, report)
    with needs_extra():
        return {name: _svg(name, paint) for name, paint in painters.items()}


def _svg(name: str, paint: Callable[[Axes], None]) -> str:
    from matplotlib.figure import Figure

    with _settings(name):
        figure = Figure(figsize=(WIDTH, HEIGHT), layout="constrained")
        axes = figure.add_subplot()
        paint(axes)
        axes.set_axisbelow(True)
        return _inline(_written(figure), name)


@contextmanager
def _settings(name: str) -> Iterator[None]:
    """The library's own defaults and our rules, nothing of the machine's; as before afterwards."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update({**_RULES, "svg.hashsalt": f"abbina {name}"})
        yield


def _written(figure: Figure) -> str:
    written = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(written, format="svg", metadata=nothing, transparent=True)
    return written.getvalue()


def _inline(svg: str, name: str) -> str:
    """The `<svg>` element as a part of a page: no prologue, metadata or style of its own, and no numbered names."""
    element = svg[svg.index("<svg") :].strip()
    element = re.sub(r"\s*<metadata>.*?</metadata>|\s*<style[^>]*>.*?</style>", "", element, flags=re.DOTALL)
    element = re.sub(r'<g id="[A-Za-z0-9]+_\d+">', "<g>", element)
    box = re.search(r'viewBox="([^"]+)"', element)
    opening = f'<svg class="drawing" data-figure="{name}" aria-hidden="true" viewBox="{box[1] if box else ""}">'
    element = re.sub(r"^<svg[^>]*>", opening, element, count=1)
    return re.sub(r"[ \t]+$", "", element, flags=re.MULTILINE)


def _by_k(axes: Axes, report: Report, metric: str) -> None:
    curves = [curve for curve in report.curves if curve.metric == metric]
    looks = _looks(report, [curve.model for curve in curves])
    cut_offs = np.arange(1, len(curves[0].points) + 1)
    ends: dict[str, float] = {}
    for curve in sorted(curves, key=lambda curve: curve.model == report.main):
        means, low, high = (
            np.round([getattr(point, bound) for point in curve.points], 6) for bound in ("mean", "low", "high")
        )
        if curve.model == report.main:
            axes.fill_between(cut_offs, low, high, color=MAIN, alpha=0.18, linewidth=0)
        axes.plot(cut_offs, means, **looks[curve.model])
        ends[curve.model] = float(means[-1])
    axes.set(xlabel="k, counterparts listed", ylabel=_AXIS[metric], xlim=(0, cut_offs[-1] + 0.5))
    axes.set_ylim(bottom=0)
    axes.set_xticks([1, 10, 20, 30, 40, 50])
    _name_ends(axes, float(cut_offs[-1]), ends, looks)


def _name_ends(axes: Axes, end: float, ends: Mapping[str, float], looks: Mapping[str, Look]) -> None:
    """Names at the right of the last points, moved apart where they would touch, with a thread to their curve."""
    top = axes.get_ylim()[1]
    gap = _LABEL_GAP / (HEIGHT * 72 * 0.8) * top
    known = [name for name in sorted(ends, key=lambda name: (ends[name], name)) if np.isfinite(ends[name])]
    places = _apart([ends[name] for name in known], gap, top)
    for name, place in zip(known, places, strict=True):
        colour = str(looks[name]["color"])
        is_named = colour in (MAIN, BASELINE)
        axes.annotate(
            _short(name),
            xy=(end, ends[name]),
            xytext=(end * 1.07, place),
            color=colour if is_named else INK,
            fontweight="bold" if is_named else "normal",
            fontsize=_FONT - 0.5,
            verticalalignment="center",
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0},
        )


def _apart(values: Sequence[float], gap: float, top: float) -> list[float]:
    """Ascending values moved as little as it takes to keep them a gap apart, none above the top if there is room."""
    places: list[float] = []
    for value in values:
        places.append(max(value, places[-1] + gap) if places else value)
    highest = top
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], highest)
        highest = places[number] - gap
    return places


def _lorenz(axes: Axes, report: Report) -> None:
    shares = np.linspace(0, 100, len(report.lorenz[0].held))
    axes.plot([0, 100], [0, 100], color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
    axes.text(32, 36, "all shown alike", rotation=35, fontsize=_FONT - 0.5, horizontalalignment="center")
    heights = {report.table.baseline: 30.0, report.main: 60.0}
    looks = _looks(report, [curve.model for curve in report.lorenz])
    for curve in sorted(report.lorenz, key=lambda curve: (curve.model in heights, curve.model == report.main)):
        held = np.round(100 * np.array(curve.held), 6)
        if curve.model not in heights:
            axes.plot(shares, held, color=PALE, linewidth=1)
            continue
        axes.plot(shares, held, **looks[curve.model])
        height = heights[curve.model]
        axes.annotate(
            _short(curve.model),
            xy=(float(np.interp(height, held, shares)), height),
            xytext=(-8, 0),
            textcoords="offset points",
            color=str(looks[curve.model]["color"]),
            fontweight="bold",
            fontsize=_FONT - 0.5,
            horizontalalignment="right",
            verticalalignment="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        )
    axes.set(xlabel="% of candidates, least shown first", ylabel="% of all places they have", xlim=(0, 100))
    axes.set_ylim(0, 102)


def _trade(axes: Axes, report: Report, measure: str) -> None:
    found = [(_spread(point, measure), round(point.ndcg, 6), point.cap) for point in report.trade]
    axes.plot([x for x, _, _ in found], [y for _, y, _ in found], color=MAIN, marker="o", markersize=4.5, linewidth=1.6)
    for x, y, cap in _legible(found, report):
        label = "no cap" if cap >= report.table.protocol.n_queries else f"{cap:,}"
        is_shipped = cap == report.shipped_cap
        axes.annotate(
            f"{label} (shipped)" if is_shipped else label,
            xy=(x, y),
            xytext=(6, 4) if measure == "coverage" else (-6, 4),
            textcoords="offset points",
            color=MAIN,
            fontsize=_FONT - 0.5,
            fontweight="bold" if is_shipped else "normal",
            horizontalalignment="left" if measure == "coverage" else "right",
        )
    titles = {"coverage": "% of candidates shown to somebody", "gini": "Gini of exposure (0: all shown alike)"}
    axes.set(xlabel=titles[measure], ylabel="nDCG@10")
    axes.margins(x=0.22)
    axes.set_ylim(0, 1.12 * max([y for _, y, _ in found if np.isfinite(y)], default=1.0) or 1.0)


def _legible(found: Sequence[TradePoint], report: Report) -> list[TradePoint]:
    """The points that have room for a name: the shipped cap first, then from the widest to the tightest."""
    top = max((y for _, y, _ in found), default=0.0)
    chosen: list[TradePoint] = []
    for point in sorted(found, key=lambda point: (point[2] != report.shipped_cap, -point[2])):
        if all(abs(point[1] - other[1]) > 0.06 * top for other in chosen):
            chosen.append(point)
    return chosen


def _spread(point: ExposurePoint, measure: str) -> float:
    return round(100 * point.coverage, 6) if measure == "coverage" else round(point.gini, 6)


def _calibration(axes: Axes, report: Report) -> None:
    """Square-root axes: probabilities of a meeting are small, and most bins would lie on one another."""
    bins = report.calibration.bins if report.calibration else ()
    said, true = (np.round([getattr(each, side) for each in bins], 6) for side in ("predicted", "observed"))
    top = min(1.0, max(0.01, 1.15 * float(max(said.max(), true.max()))))
    ticks = [0.0]
    for tick in _PROBABILITIES:
        if tick <= top and np.sqrt(tick) - np.sqrt(ticks[-1]) >= 0.12 * np.sqrt(top):
            ticks.append(tick)
    for axis, set_scale in ((axes.xaxis, axes.set_xscale), (axes.yaxis, axes.set_yscale)):
        set_scale("function", functions=(_root, np.square))
        axis.set_ticks(ticks, [f"{100 * tick:g} %" for tick in ticks])
    axes.plot([0, top], [0, top], color=INK, linewidth=0.8, linestyle=(0, (2, 2)))
    axes.plot(said, true, color=MAIN, marker="o", markersize=5, linewidth=1.6)
    axes.text(0.03, 0.95, "above the line: too shy", transform=axes.transAxes, fontsize=_FONT - 0.5)
    axes.text(
        0.97, 0.05, "below: too bold", transform=axes.transAxes, fontsize=_FONT - 0.5, horizontalalignment="right"
    )
    axes.set(xlabel="said", ylabel="came true", xlim=(0, top), ylim=(0, top))


def _root(values: object) -> object:
    return np.sqrt(np.maximum(np.asarray(values, dtype=np.float64), 0.0))


def _looks(report: Report, models: Sequence[str]) -> dict[str, Look]:
    """Colour, width and dashes of each model's line, in the order of the table."""
    looks: dict[str, Look] = {}
    for number, name in enumerate(name for name in models if name not in (report.main, report.table.baseline)):
        dashes = (
            _DASHES[number // len(OTHERS) % len(_DASHES)] if number >= len(OTHERS) else _DASHES[number % len(_DASHES)]
        )
        looks[name] = {"color": OTHERS[number % len(OTHERS)], "linewidth": 1.1, "linestyle": dashes}
    looks[report.table.baseline] = {"color": BASELINE, "linewidth": 1.8, "linestyle": (0, (5, 1.5))}
    looks[report.main] = {"color": MAIN, "linewidth": 2.4, "linestyle": "-"}
    return looks


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
