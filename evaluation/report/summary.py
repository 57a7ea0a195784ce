"""The report in a few sentences for somebody who reads nothing else: asked, found, compared, weak."""

from __future__ import annotations

import math

from evaluation.ranking_table import ModelFigures
from evaluation.report.blocks import Headline, Paragraph
from evaluation.report.cases import NOWHERE
from evaluation.report.content import SHOWN, Report
from evaluation.report.wording import NONE, amount, count, figure, gain, interval, listed, p_value, percent
from evaluation.slices import SliceFigures

FEW = 30
"""Slices of fewer queries say too little to be named."""
_NAMED = 3
_LATE = ("51–100", "beyond 100", NOWHERE)


def headlines(report: Report) -> tuple[Headline, ...]:
    """Four figures of the main model."""
    model = main_figures(report)
    return (
        Headline(value=figure(model.means["ndcg@10"].mean), meaning="nDCG@10: 1 would be the perfect order"),
        Headline(
            value=percent(model.means["hit@10"].mean), meaning="of startups have a right counterpart in their ten"
        ),
        Headline(value=percent(model.means["recall@50"].mean), meaning="of the right counterparts are in the first 50"),
        Headline(value=percent(model.spread["coverage@10"]), meaning="of all candidates are shown to somebody"),
    )


def summary(report: Report) -> tuple[Paragraph, ...]:
    """What was asked, how good it is, compared to what, and where it is weak."""
    return (
        Paragraph(lead="What was asked", text=_asked(report)),
        Paragraph(lead="How good", text=_how_good(report)),
        Paragraph(lead="Compared to what", text=_compared(report)),
        Paragraph(lead="Where weak", text=_weak(report)),
        *([Paragraph(lead="Can it be believed", text=_believed(report))] if report.shuffled or report.future else []),
    )


def main_figures(report: Report) -> ModelFigures:
    """The figures of the model that the report is about."""
    return next(model for model in report.table.models if model.name == report.main)


def standing(cut: SliceFigures, report: Report) -> str:
    """Whether a slice is clearly below or above the mean of all queries, as far as its own interval tells."""
    everywhere = main_figures(report).means["ndcg@10"].mean
    if cut.n < FEW:
        return "few"
    found = cut.ndcg[report.main]
    return "below" if found.high < everywhere else "above" if found.low > everywhere else ""


def _asked(report: Report) -> str:
    protocol = report.table.protocol
    seen = f"first seen from {protocol.split}" if protocol.split else "of one programme"
    until = f" and before {protocol.until}" if protocol.until else ""
    before = f"before {protocol.split}" if protocol.split else "of the other programmes"
    startups = "startup" if protocol.n_queries == 1 else f"of {count(protocol.n_queries)} startups"
    return (
        f"For each {startups} {seen}{until}, put {amount(protocol.n_candidates, 'counterpart')} in order, knowing only "
        f"what happened {before}. Right are those that then really dealt with the startup; the model is {report.main}."
    )


def _how_good(report: Report) -> str:
    means = main_figures(report).means
    right = means["precision@10"].mean * 10
    tens = f"{right:.1f}" if math.isfinite(right) else NONE
    return (
        f"Of the first ten counterparts proposed, {tens} on average are right, and {percent(means['hit@10'].mean)} of "
        f"the startups have one or more among them. The first 50 hold {percent(means['recall@50'].mean)} of all that "
        f"are right. nDCG@10, which also looks at the order, is {interval(means['ndcg@10'])}; 1 would be perfect."
    )


def _compared(report: Report) -> str:
    values = {model.name: model.means["ndcg@10"].mean for model in report.table.models}
    best = max(values, key=lambda name: -math.inf if math.isnan(values[name]) else values[name])
    baseline = report.table.baseline
    parts = []
    for each in report.table.differences:
        if each.name == report.main and each.metric == "ndcg@10":
            sure = "more than chance explains" if each.p_corrected < 0.05 else "no more than chance may explain"
            parts.append(
                f"Its nDCG@10 differs from that of the baseline {baseline} ({figure(values[baseline])}) by "
                f"{gain(each.gain)}, {sure} ({p_value(each.p_corrected, 'p')}, corrected for {each.n_tests} "
                "comparisons; the interval is that of this one alone)."
            )
    if len(values) == 1:
        return "Nothing was put beside it."
    rank = "It is the best" if best == report.main else f"The best is {best} with {figure(values[best])}, out"
    return " ".join([*parts, f"{rank} of the {len(values)} orders compared."])


def _weak(report: Report) -> str:
    parts = []
    below = [cut for cut in report.slices if standing(cut, report) == "below"]
    below.sort(key=lambda cut: (cut.ndcg[report.main].mean, cut.name, cut.value))
    worst = [cut for number, cut in enumerate(below) if cut.name not in {each.name for each in below[:number]}]
    if worst:
        weakest = [f"{_named(cut)} ({figure(cut.ndcg[report.main].mean)})" for cut in worst[:_NAMED]]
        parts.append(f"Groups clearly below its mean nDCG@10 are {listed(weakest)}.")
    losing = [
        cut for cut in report.slices if report.main in cut.gain and cut.n >= FEW and cut.gain[report.main].high < 0
    ]
    if losing:
        lost = listed([_named(cut) for cut in losing[:_NAMED]])
        parts.append(f"It loses to {report.table.baseline} in {lost}.")
    n_queries = sum(each.n for each in report.first_right)
    late = sum(each.n for each in report.first_right if each.ranks in _LATE)
    if n_queries:
        parts.append(f"{percent(late / n_queries)} of the startups find nobody right in their first 50.")
    unseen = 1.0 - main_figures(report).spread[f"coverage@{SHOWN}"]
    parts.append(f"{percent(unseen)} of the candidates are in nobody’s ten.")
    return " ".join(parts)


def _named(cut: SliceFigures) -> str:
    return f"“{cut.name}: {cut.value}”"


def _believed(report: Report) -> str:
    """What the checks for leaks say, the bad first."""
    split = report.table.protocol.split
    high = [f"{check.shuffle} beside {check.reference}" for check in report.shuffled if not check.is_at_chance]
    low = [f"{check.shuffle} beside {check.reference}" for check in report.shuffled if check.is_at_chance]
    parts = []
    if report.future and not report.future.is_unmoved:
        parts.append(f"Not before this is explained: scores depend on what happened from {split} on.")
    if high:
        stays = "stays" if len(high) == 1 else "stay"
        parts.append(f"To be explained: {listed(high)} {stays} above chance (see the checks for leaks).")
    if low:
        falls = "falls" if len(low) == 1 else "fall"
        parts.append(f"{listed(low)} {falls} to chance or below, as had to be.")
    if report.future and report.future.is_unmoved:
        parts.append(f"No score changes when all that happened from {split} on is replaced by noise.")
    text = " ".join(parts)
    return f"{text[:1].upper()}{text[1:]}"
