"""The two sheets of suggestions: by company, and the same pairs by counterpart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from matcher.export.labels import fit_label, kind_label
from matcher.export.styles import Look
from matcher.export.tables import Column, Row, Table, Value
from matcher.language import Messages
from matcher.profiles import Profile
from matcher.suggestions import Contribution, ShortlistRun, Side, Suggestion


def by_company(run: ShortlistRun, messages: Messages) -> Table:
    """The suggestions grouped by company, in the order of the companies' file.

    Where the lists are for companies, one without any suggestion still has its row.
    """
    is_main = run.side is Side.STARTUPS
    order = {profile.id: position for position, profile in enumerate(run.companies)}
    chosen = _ordered(run.suggestions, order, is_main=is_main, by_company=True)
    rows = list(_company_rows(chosen, messages))
    if is_main:
        rows = _with_the_empty_handed(rows, run.companies, order, messages)
        rows = list(_with_short_supply(rows, run, messages))
    return Table(
        name=messages.text("sheet.by_company"),
        title=messages.text("title.by_company"),
        note=messages.text("note.by_company" if is_main else "note.by_company_inverted"),
        columns=_columns(
            messages, ("company", "rank" if is_main else "rank_for_counterpart", "counterpart"), "company"
        ),
        rows=rows,
        n_frozen=3,
    )


def by_counterpart(run: ShortlistRun, messages: Messages) -> Table:
    """The same suggestions grouped by counterpart, in the order of the counterparts' file; only those suggested."""
    is_main = run.side is Side.COUNTERPARTS
    order = {profile.id: position for position, profile in enumerate(run.counterparts)}
    kinds = {profile.id: profile.kind for profile in run.companies}
    chosen = _ordered(run.suggestions, order, is_main=is_main, by_company=False)
    return Table(
        name=messages.text("sheet.by_counterpart"),
        title=messages.text("title.by_counterpart"),
        note=messages.text("note.by_counterpart" if is_main else "note.by_counterpart_inverted"),
        columns=_columns(
            messages, ("counterpart", "rank" if is_main else "rank_for_company", "company"), "counterpart"
        ),
        rows=list(_counterpart_rows(chosen, kinds, messages)),
        n_frozen=3,
    )


def numbered(sentences: Sequence[str]) -> str:
    """The sentences one a line, numbered from 1 so that a reason and its evidence can be told together; "" if none."""
    if not any(sentences):
        return ""
    return "\n".join(f"{number}. {sentence or '–'}" for number, sentence in enumerate(sentences, start=1))


def told_once(sentences: Sequence[str]) -> tuple[str, ...]:
    """The sentences, each repetition replaced by a pointer to the number of the first: "= 2".

    >>> told_once(("a", "b", "a", "", ""))
    ('a', 'b', '= 1', '', '')
    """
    return tuple(
        f"= {sentences.index(sentence) + 1}" if sentence and sentences.index(sentence) < position else sentence
        for position, sentence in enumerate(sentences)
    )


def listed(sentences: Sequence[str]) -> str:
    """The sentences one a line, with a bullet where there are several; "" if none."""
    known = [sentence for sentence in sentences if sentence]
    return known[0] if len(known) == 1 else "\n".join(f"• {sentence}" for sentence in known)


def pushes(contributions: Iterable[Contribution]) -> str:
    """Each group's label and signed logit, one a line, the strongest first; "" if none."""
    strongest = sorted(contributions, key=lambda part: (-abs(part.logit), part.group))
    return "\n".join(f"{part.label or part.group} {part.logit:+.2f}".replace("-", "−") for part in strongest)


def _columns(messages: Messages, lead: tuple[str, str, str], own: str) -> tuple[Column, ...]:
    """The columns of either sheet: `lead` names the first three, `own` whose interest comes first."""
    other = "counterpart" if own == "company" else "company"
    first, rank, second = (messages.text(f"column.{key}") for key in lead)
    heading = {key: messages.text(f"column.{key}") for key in _SHARED_HEADINGS}
    return (
        Column(heading=first, width=15, look=Look.NAME),
        Column(heading=rank, width=7.5 if lead[1] == "rank" else 13, look=Look.COUNT),
        Column(heading=second, width=17, look=Look.NAME),
        Column(heading=heading["kind"], width=12.5),
        Column(heading=heading["score"], width=11.5, look=Look.PERCENT, has_bar=True),
        Column(heading=heading["fit"], width=10),
        Column(heading=heading[f"{own}_interest"], width=12, look=Look.PERCENT),
        Column(heading=heading[f"{other}_interest"], width=12, look=Look.PERCENT),
        Column(heading=heading["reasons"], width=38),
        Column(heading=heading["evidence"], width=44),
        Column(heading=heading["against"], width=20),
        Column(heading=heading["unknown"], width=17),
        Column(heading=heading["improvement"], width=18),
        Column(heading=heading["contributions"], width=26, look=Look.CODE, is_printed=False),
        Column(heading=heading["company_id"], width=16, look=Look.CODE, is_printed=False),
        Column(heading=heading["counterpart_id"], width=16, look=Look.CODE, is_printed=False),
    )


_SHARED_HEADINGS = (
    "kind",
    "score",
    "fit",
    "company_interest",
    "counterpart_interest",
    "reasons",
    "evidence",
    "against",
    "unknown",
    "improvement",
    "contributions",
    "company_id",
    "counterpart_id",
)


def _ordered(
    suggestions: Iterable[Suggestion], order: dict[str, int], *, is_main: bool, by_company: bool
) -> list[Suggestion]:
    """The suggestions by group, then rank where the list is the group's own, else best score first; ties by id."""

    def key(suggestion: Suggestion) -> tuple[int, str, float, str]:
        ids = (suggestion.company_id, suggestion.counterpart_id)
        own, other = ids if by_company else reversed(ids)
        return order.get(own, len(order)), own, suggestion.rank if is_main else -suggestion.score, other

    return sorted(suggestions, key=key)


def _company_rows(chosen: Iterable[Suggestion], messages: Messages) -> Iterator[Row]:
    for _, group in groupby(chosen, key=lambda suggestion: suggestion.company_id):
        for position, pair in enumerate(group):
            lead: tuple[Value, ...] = (
                pair.company_name,
                pair.rank,
                pair.counterpart_name,
                kind_label(pair.counterpart_kind, messages),
                pair.score,
                fit_label(pair.fit, messages),
                pair.company_interest,
                pair.counterpart_interest,
            )
            yield Row(values=lead + _case(pair), starts_group=position == 0)


def _counterpart_rows(chosen: Iterable[Suggestion], kinds: Mapping[str, str], messages: Messages) -> Iterator[Row]:
    for _, group in groupby(chosen, key=lambda suggestion: suggestion.counterpart_id):
        for position, pair in enumerate(group):
            lead: tuple[Value, ...] = (
                pair.counterpart_name,
                pair.rank,
                pair.company_name,
                kind_label(kinds.get(pair.company_id, ""), messages),
                pair.score,
                fit_label(pair.fit, messages),
                pair.counterpart_interest,
                pair.company_interest,
            )
            yield Row(values=lead + _case(pair), starts_group=position == 0)


def _case(pair: Suggestion) -> tuple[Value, ...]:
    """The columns that both sheets end with: the case for and against, what moved the score, and the ids."""
    return (
        numbered(pair.reasons),
        numbered(told_once(pair.evidence)),
        listed(pair.against),
        listed(pair.unknown),
        pair.improvement,
        pushes(pair.contributions),
        pair.company_id,
        pair.counterpart_id,
    )


def _with_the_empty_handed(
    rows: list[Row], companies: Sequence[Profile], order: dict[str, int], messages: Messages
) -> list[Row]:
    """`rows` with one more, in its place, for each company that no counterpart was suggested to."""
    served = {row.values[_COMPANY_ID] for row in rows}
    explanation = messages.text("mark.no_suggestion")
    empty = [_remark(company.name, explanation, company.id) for company in companies if company.id not in served]
    return sorted(rows + empty, key=lambda row: order.get(str(row.values[_COMPANY_ID]), len(order)))


_COMPANY_ID = 14
_SUPPLY = {0: "no_supply", 1: "one_supply"}


def _remark(name: Value, text: str, company_id: str) -> Row:
    """A row that opens the list of a company and says something about it, where the reasons of a pair would stand."""
    return Row(values=(name, *(None,) * 7, text, *(None,) * 5, company_id, None), starts_group=True)


def _with_short_supply(rows: Iterable[Row], run: ShortlistRun, messages: Messages) -> Iterator[Row]:
    """`rows`, the list of each company that fewer options fit than it has entries headed by a row that says so."""
    listed_for = Counter(suggestion.company_id for suggestion in run.suggestions)
    for row in rows:
        company_id = str(row.values[_COMPANY_ID])
        fitting = run.fitting.get(company_id)
        if not row.starts_group or fitting is None or fitting >= listed_for[company_id]:
            yield row
            continue
        numbers = {"n": fitting, "total": len(run.counterparts)}
        told = messages.text(f"mark.{_SUPPLY.get(fitting, 'short_supply')}", numbers)
        yield _remark(row.values[0], told, company_id)
        yield replace(row, starts_group=False)
