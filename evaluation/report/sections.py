"""The sections about how good the orders are: models, cut-offs, calibration, exposure, slices."""

from __future__ import annotations

from itertools import groupby

from evaluation.ranking_table import COMPARED, RankingTable
from evaluation.report.blocks import Block, Figure, Paragraph, Section, Table
from evaluation.report.content import SHOWN, Report
from evaluation.report.curves import METRICS
from evaluation.report.summary import FEW, standing
from evaluation.report.wording import NONE, count, figure, gain, interval, p_value, percent

CUT_OFFS = (1, 3, 5, 10, 20, 50)
_WRITTEN = {"ndcg": "nDCG", "recall": "recall", "hit": "hit"}
_MEANING = {
    "ndcg": "How near each list is to the perfect order",
    "recall": "The share of the right counterparts that are listed",
    "hit": "The share of startups with a right counterpart",
}
_STANDING = {"below": "below", "above": "above", "few": f"under {FEW}", "": ""}


def models(report: Report) -> Section:
    """Every model with its intervals, and the differences to the baseline."""
    blocks: list[Block] = [_quality(report.table, report.main), _spread(report.table, report.main)]
    if report.table.differences:
        blocks.append(differences(report.table, f"Differences to {report.table.baseline}, over the same startups"))
    explained = (
        "Means over startups. Where differences are tested, 95 % bootstrap intervals over startups stand beside them "
        f"({count(report.table.protocol.draws)} draws); p is that of a sign-flip test, corrected by Holm’s method for "
        "all comparisons of the model; orders that stand beside it are corrected for among themselves. Intervals are "
        "of one comparison each, so one may exclude 0 where the corrected p is above 0.05."
    )
    return Section(anchor="models", title="Models compared", blocks=(Paragraph(text=explained), *blocks))


def cut_offs(report: Report) -> Section:
    """Each metric at some cut-offs, and the curve of all."""
    blocks: list[Block] = [
        Figure(
            name=f"by-k-{metric}",
            caption=f"{_MEANING[metric]}, among the first k: {_WRITTEN[metric]}@k of every model.",
        )
        for metric in METRICS
    ]
    for metric in METRICS:
        rows = tuple(
            (curve.model, *(figure(curve.points[k - 1].mean) for k in CUT_OFFS))
            for curve in report.curves
            if curve.metric == metric
        )
        columns = ("model", *(f"@{k}" for k in CUT_OFFS))
        strong = _strong(rows, report.main)
        blocks.append(Table(caption=f"{_WRITTEN[metric]} by cut-off k", columns=columns, rows=rows, strong=strong))
    return Section(anchor="cut-offs", title="By length of the list", blocks=tuple(blocks))


def calibration(report: Report) -> Section:
    """Whether probabilities come true; says so where none were given."""
    found = report.calibration
    if found is None or not found.n_pairs:
        missing = "probabilities were given" if found is None else "pair was shown"
        text = f"No {missing}, so nothing is known of calibration."
        return Section(anchor="calibration", title="Calibration", blocks=(Paragraph(text=text),))
    text = (
        f"Over the {count(found.n_pairs)} pairs among the first {found.depth} of each list, of which "
        f"{percent(found.base_rate)} came true. The expected calibration error is {found.ece:.4f}; the Brier score is "
        f"{found.brier:.4f}, against {found.base_brier:.4f} for giving every pair the same probability."
    )
    rows = tuple((str(n), count(b.n), f"{b.predicted:.4f}", f"{b.observed:.4f}") for n, b in enumerate(found.bins, 1))
    table = Table(caption="Pairs by probability", columns=("bin", "pairs", "said", "came true"), rows=rows)
    caption = "What was said and what came true, in bins of about as many pairs each. On the line, both agree."
    drawn = Figure(name="calibration", caption=caption)
    return Section(anchor="calibration", title="Calibration", blocks=(Paragraph(text=text), drawn, table))


def exposure(report: Report) -> Section:
    """Who is shown, and what showing nobody too often costs."""
    lorenz = Figure(
        name="lorenz",
        caption=f"How the first {SHOWN} places of all lists are shared out: the least shown p % of the candidates have "
        "so much of them. In grey, the other models.",
    )
    trade = [
        Figure(
            name=f"trade-{measure}",
            caption=f"nDCG@{SHOWN} of {report.main} against {meaning}, as fewer and fewer lists may show the same "
            "candidate. Points are named by how many may.",
        )
        for measure, meaning in (("coverage", "the share of candidates shown"), ("gini", "inequality of exposure"))
    ]
    shares = tuple(
        (each.model, percent(each.held[50]), percent(each.held[90]), percent(each.most_shown_tenth))
        for each in report.lorenz
    )
    shared = Table(
        caption=f"Share of the first {SHOWN} places of all lists",
        columns=("model", "least shown half", "least shown 90 %", "most shown 10 %"),
        rows=shares,
        strong=_strong(shares, report.main),
    )
    return Section(anchor="exposure", title="Exposure", blocks=(lorenz, *trade, shared, _trade(report)))


def slices(report: Report) -> Section:
    """Every slice, a table for each property."""
    baseline = report.table.baseline
    text = (
        f"nDCG@10 of {report.main} among startups that share something. Below and above mean that the interval of a "
        f"group does not reach the mean of all startups; groups under {FEW} startups are not judged. There are "
        f"{len(report.slices)} groups: a few stand out by chance alone."
    )
    columns = (
        "startups",
        "nDCG@10",
        *([f"gain over {baseline}"] if report.main != baseline else []),
        "vs. all",
    )
    blocks: list[Block] = [Paragraph(text=text)]
    for name, cuts in groupby(report.slices, key=lambda cut: cut.name):
        rows = tuple(
            (
                cut.value,
                count(cut.n),
                interval(cut.ndcg[report.main]),
                *([gain(cut.gain[report.main])] if report.main in cut.gain else []),
                _STANDING[standing(cut, report)],
            )
            for cut in cuts
        )
        blocks.append(Table(caption=f"By {name}", columns=("group", *columns), rows=rows))
    return Section(anchor="slices", title="Groups of startups", blocks=tuple(blocks))


def differences(table: RankingTable, caption: str) -> Table:
    """Differences to the table's baseline, with p."""
    rows = tuple(
        (each.name, _metric(each.metric), gain(each.gain), p_value(each.p_corrected)) for each in table.differences
    )
    return Table(caption=caption, columns=("model", "metric", "difference", "p"), rows=rows, n_text=2)


def _quality(table: RankingTable, main: str) -> Table:
    metrics = list(table.models[0].means)
    rows = tuple(
        (
            model.name,
            *(interval(model.means[name]) if name in COMPARED else figure(model.means[name].mean) for name in metrics),
        )
        for model in table.models
    )
    columns = ("model", *map(_metric, metrics))
    return Table(caption="How good the lists are", columns=columns, rows=rows, strong=_strong(rows, main))


def _spread(table: RankingTable, main: str) -> Table:
    names = list(table.models[0].spread)
    rows = tuple((model.name, *(figure(model.spread[name]) for name in names)) for model in table.models)
    caption = f"Whom the first {SHOWN} show: share of the candidates, inequality (0 is none), novelty in bits"
    return Table(caption=caption, columns=("model", *map(_metric, names)), rows=rows, strong=_strong(rows, main))


def _trade(report: Report) -> Table:
    rows = tuple(
        (
            "no cap" if point.cap >= report.table.protocol.n_queries else count(point.cap),
            figure(point.ndcg),
            percent(point.coverage),
            figure(point.gini),
            f"{point.mean_length:.1f}" if point.mean_length == point.mean_length else NONE,
        )
        for point in report.trade
    )
    shipped = count(report.shipped_cap)
    columns = ("lists a candidate may be in", f"nDCG@{SHOWN}", "candidates shown", "Gini", "length of a list")
    caption = f"What a cap on exposure costs {report.main}; shortlists have {shipped} unless told otherwise"
    strong = frozenset(n for n, point in enumerate(report.trade) if point.cap == report.shipped_cap)
    return Table(caption=caption, columns=columns, rows=rows, strong=strong)


def _metric(name: str) -> str:
    shown = {"mrr": "MRR", "map": "MAP"}
    return shown.get(name, name.replace("ndcg", "nDCG").replace("gini", "Gini"))


def _strong(rows: tuple[tuple[str, ...], ...], main: str) -> frozenset[int]:
    return frozenset(number for number, row in enumerate(rows) if row[0] == main)
