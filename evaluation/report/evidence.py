"""The sections about why, and whether to believe it: errors, ablations, leakage, provenance, limits."""

from __future__ import annotations

from itertools import groupby

from evaluation.report.blocks import Block, Heading, Paragraph, Section, Table
from evaluation.report.cases import BEST, MEDIAN, NOT_LISTED, NOWHERE, WORST, Case, Counterpart
from evaluation.report.content import Report
from evaluation.report.sections import differences
from evaluation.report.summary import main_figures
from evaluation.report.wording import amount, count, figure, gain, interval, percent

_LONGEST = 400
_RIGHT_SHOWN = 10
_GROUPS = {WORST: "Served worst", MEDIAN: "In the middle", BEST: "Served best"}
_LIMITS = (
    """Only what really happened counts as right. A counterpart that would have suited the startup, but never dealt with
    it, counts as wrong: figures are lower than the use of the lists would be.""",
    """These dealings came about without the lists, through networks that a model learns along with everything else.
    Being like the past is not the same as being good.""",
    """Figures hold for this dataset and period. Other regions, or events with other kinds of counterparts, may
    differ.""",
)

_ABLATIONS = """
    The model is trained again without a part, on the same deals and with the same seed. Parts overlap: what one tells
    may be told by another as well, so the differences do not add up. Where all of one are exactly 0 the model does not
    read that part: where startups are few it grows no trees, and is a kernel and a simple rule.
"""


def errors(report: Report) -> Section:
    """Where the first right counterpart stands, and real startups at both ends and in the middle."""
    n_queries = sum(each.n for each in report.first_right)
    held = [each for each in report.first_right if each.n or each.ranks != NOWHERE]
    rows = tuple((each.ranks, count(each.n), percent(each.n / max(1, n_queries))) for each in held)
    caption = f"Rank of the first right counterpart in the lists of {report.main}"
    blocks: list[Block] = [Table(caption=caption, columns=("rank", "startups", "share"), rows=rows)]
    for group, cases in groupby(report.cases, key=lambda case: case.group):
        blocks.append(Heading(text=_GROUPS[group]))
        blocks += [block for case in cases for block in _case(case)]
    return Section(anchor="errors", title="Right and wrong, in real examples", blocks=tuple(blocks))


def ablations(report: Report) -> Section:
    """What each part is worth."""
    title, found = "What each part is worth", report.ablations
    if found is None:
        text = "No figures without parts of the model were given."
        return Section(anchor="ablations", title=title, blocks=(Paragraph(text=text),))
    rows = tuple(
        (model.name, *(interval(model.means[name]) for name in ("ndcg@10", "recall@50"))) for model in found.models
    )
    table = Table(
        caption="The model with everything, and without parts of it",
        columns=("model", "nDCG@10", "recall@50"),
        rows=rows,
        strong=frozenset({0}),
    )
    by_model = differences(found, f"Differences to {report.main} with everything, over the same startups")
    explained = Paragraph(text=" ".join(_ABLATIONS.split()))
    return Section(anchor="ablations", title=title, blocks=(explained, table, by_model))


def leakage(report: Report) -> Section:
    """Whether figures fall to chance when what should carry them is taken away, and whether the future was read."""
    title = "Checks for leaks"
    blocks: list[Block] = [*_shuffled(report), *_future(report)]
    if not blocks:
        text = "No checks were given. Until labels and time have been shuffled, a leak cannot be ruled out."
        blocks = [Paragraph(text=text)]
    return Section(anchor="leakage", title=title, blocks=tuple(blocks))


def provenance(report: Report) -> Section:
    """What it takes to get the same figures again."""
    protocol, source = report.table.protocol, report.provenance
    undefined = f" ({count(protocol.n_undefined)} with nothing to find)" if protocol.n_undefined else ""
    rows = (
        ("dataset", source.dataset),
        ("data, SHA-256", protocol.data_hash),
        ("protocol, SHA-256", protocol.protocol_hash),
        ("split", protocol.split or "none"),
        ("until", protocol.until or "the end of the data"),
        ("minimum history", amount(protocol.min_history, "past startup")),
        ("startups asked for", f"{count(protocol.n_queries)}{undefined}"),
        ("candidates", count(protocol.n_candidates)),
        ("model", source.model_id or report.main),
        ("code", f"abbina {source.code_version}" + (f", commit {source.commit}" if source.commit else "")),
        ("seed", str(protocol.seed)),
        ("bootstrap draws", count(protocol.draws)),
    )
    table = Table(caption="The same of each gives the same figures", columns=("", "value"), rows=rows, n_text=2)
    return Section(anchor="provenance", title="Data, protocol and code", blocks=(table,))


def limits(report: Report) -> Section:
    """What the figures do not say."""
    blocks = tuple(Paragraph(text=" ".join(text.split())) for text in (*_LIMITS, *report.provenance.notes))
    return Section(anchor="limits", title="Limits", blocks=blocks)


def _shuffled(report: Report) -> list[Block]:
    """One row and one meaning for each check on shuffled data."""
    if not report.shuffled:
        return []
    text = (
        "What should carry the figures is shuffled away, the ranker is trained again, and nDCG@10 must fall to that of "
        "a reference on the same shuffled data: the interval of the paired difference must reach 0 or lie below. Not "
        f"shuffled, {report.main} has {figure(main_figures(report).means['ndcg@10'].mean)}."
    )
    table = Table(
        caption="nDCG@10 after shuffling",
        columns=("check", "beside", "nDCG@10", "chance", "difference", "result"),
        rows=tuple(
            (
                check.shuffle,
                check.reference,
                interval(check.ndcg),
                interval(check.chance),
                gain(check.gain),
                "at chance" if check.is_at_chance else "above chance",
            )
            for check in report.shuffled
        ),
        n_text=2,
    )
    meanings = [
        Paragraph(lead=f"{check.shuffle[:1].upper()}{check.shuffle[1:]} beside {check.reference}", text=check.meaning)
        for check in report.shuffled
        if check.meaning
    ]
    return [Paragraph(text=text), table, *meanings]


def _future(report: Report) -> list[Block]:
    """How far scores moved under a future of noise."""
    if report.future is None:
        return []
    text = (
        "Every deal from the split on gets another startup and another counterpart, and every startup first seen then "
        "and not asked about other texts and facts; the ranker is trained again, and the same questions are asked. The "
        f"largest difference among {count(report.future.n_scores)} scores is {report.future.max_difference:g}"
        f"{', as it must be' if report.future.is_unmoved else '; it must be 0'}. This finds whatever reads the deals "
        "asked about or other startups of that time. It cannot find what the queries' own profiles give away: a "
        "description written later, or a date that is that of the deal."
    )
    return [Paragraph(lead="A future of noise", text=text)]


def _case(case: Case) -> list[Block]:
    about = " · ".join(part for part in (case.place, case.sectors) if part)
    description = case.description or "No description."
    if len(description) > _LONGEST:
        description = f"{description[:_LONGEST].rstrip()}…"
    more = len(case.relevant) - _RIGHT_SHOWN
    rest = f", the first {_RIGHT_SHOWN} of {len(case.relevant)}" if more > 0 else ""
    return [
        Paragraph(lead=f"{case.name} (nDCG@10 {figure(case.ndcg)})", text=description),
        *([Paragraph(text=about)] if about else []),
        Table(
            caption=f"{case.name}: proposed first",
            columns=("rank", "counterpart", "kind", "right"),
            rows=tuple(
                (_rank(each), each.name, each.kind, "yes" if each.is_relevant else "no") for each in case.proposed
            ),
            n_text=4,
            strong=frozenset(number for number, each in enumerate(case.proposed) if each.is_relevant),
        ),
        Table(
            caption=f"{case.name}: who was right{rest}",
            columns=("rank", "counterpart", "kind"),
            rows=tuple((_rank(each), each.name, each.kind) for each in case.relevant[:_RIGHT_SHOWN]),
            n_text=3,
        ),
    ]


def _rank(counterpart: Counterpart) -> str:
    return "not listed" if counterpart.rank == NOT_LISTED else count(counterpart.rank)
