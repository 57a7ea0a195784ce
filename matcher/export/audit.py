"""The sheets that account for what is not in a shortlist: pairs kept out by a rule, and problems of the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from matcher.export.styles import Look
from matcher.export.tables import Column, Row, Table
from matcher.language import Messages
from matcher.problems import Problem, Severity
from matcher.profiles import Profile
from matcher.suggestions import Exclusion, ShortlistRun

MAX_LISTED = 5_000
"""With more exclusions than this, rules are counted and only the first pairs are listed."""
N_FIRST = 1_000

_SEVERITY_LOOKS = {Severity.ERROR: Look.ERROR, Severity.WARNING: Look.WARNING, Severity.NOTE: Look.TEXT}


def exclusions(run: ShortlistRun, messages: Messages) -> tuple[Table, ...]:
    """Every excluded pair with its reason; beyond `MAX_LISTED`, a count per rule and a sheet with the first pairs."""
    if len(run.exclusions) <= MAX_LISTED:
        counts = Counter(exclusion.rule for exclusion in run.exclusions)
        rules = "; ".join(f"{_rule_label(rule, messages)} {counts[rule]}" for rule in sorted(counts))
        note = messages.text("note.exclusions", {"n": len(run.exclusions), "rules": rules})
        note = note if rules else messages.text("note.no_exclusions")
        return (_pairs(run, run.exclusions, messages, sheet="exclusions", note=note),)
    first = run.exclusions[:N_FIRST]
    note = messages.text("note.excluded_pairs", {"n": N_FIRST, "all": _grouped(len(run.exclusions), messages)})
    return _counts(run, messages), _pairs(run, first, messages, sheet="excluded_pairs", note=note)


def import_report(run: ShortlistRun, messages: Messages) -> Table:
    """Every problem found while the files were read, the gravest first, then as found; one friendly row if none."""
    order = list(Severity)
    problems = sorted(run.problems, key=lambda problem: order.index(problem.severity))
    counts = Counter(problem.severity for problem in problems)
    rows = tuple(_problem_row(problem, messages) for problem in problems)
    numbers = {f"n_{severity}": counts[severity] for severity in Severity}
    return Table(
        name=messages.text("sheet.import_report"),
        title=messages.text("title.import_report"),
        note=messages.text("note.import_report" if rows else "note.no_problems", numbers),
        columns=_problem_columns(messages),
        rows=rows or (Row(values=(*(None,) * 6, messages.text("mark.no_problems"), None)),),
    )


def _problem_columns(messages: Messages) -> tuple[Column, ...]:
    return (
        Column(heading=messages.text("column.severity"), width=13),
        Column(heading=messages.text("column.file"), width=26),
        Column(heading=messages.text("column.sheet"), width=16),
        Column(heading=messages.text("column.row"), width=8, look=Look.COUNT),
        Column(heading=messages.text("column.column"), width=18),
        Column(heading=messages.text("column.value"), width=26),
        Column(heading=messages.text("column.message"), width=50),
        Column(heading=messages.text("column.accepted"), width=34),
    )


def _problem_row(problem: Problem, messages: Messages) -> Row:
    return Row(
        values=(
            messages.text(f"severity.{problem.severity}"),
            problem.file,
            problem.sheet,
            problem.row,
            problem.column,
            problem.value,
            _told(problem, messages),
            problem.accepted,
        ),
        looks=((0, _SEVERITY_LOOKS[problem.severity]),),
    )


def _told(problem: Problem, messages: Messages) -> str:
    """What is wrong in the language of the workbook: the message, which is English, or the words of its code."""
    key = f"problem.{problem.code}"
    if messages.lang == "en" or key not in messages.texts:
        return problem.message
    if problem.n_rows == 1:
        return messages.text(key)
    counted = "mark.more_rows" if problem.row is None else "mark.first_of_rows"
    return f"{messages.text(key)} ({messages.text(counted, {'n': problem.n_rows})})"


def _counts(run: ShortlistRun, messages: Messages) -> Table:
    return Table(
        name=messages.text("sheet.exclusions"),
        title=messages.text("title.exclusions"),
        note=messages.text("note.exclusion_counts", {"all": _grouped(len(run.exclusions), messages), "n": N_FIRST}),
        columns=(
            Column(heading=messages.text("column.rule"), width=24, look=Look.NAME),
            Column(heading=messages.text("column.pairs"), width=12, look=Look.COUNT),
            Column(heading=messages.text("column.share"), width=12, look=Look.PERCENT, has_bar=True),
            Column(heading=messages.text("column.example_company"), width=26),
            Column(heading=messages.text("column.example_counterpart"), width=26),
            Column(heading=messages.text("column.example_reason"), width=60),
        ),
        rows=tuple(_count_rows(run, messages)),
    )


def _count_rows(run: ShortlistRun, messages: Messages) -> Iterator[Row]:
    counts = Counter(exclusion.rule for exclusion in run.exclusions)
    examples = _first_of_each_rule(run.exclusions)
    companies, counterparts = _names(run.companies), _names(run.counterparts)
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        example = examples[rule]
        yield Row(
            values=(
                _rule_label(rule, messages),
                count,
                count / len(run.exclusions),
                companies.get(example.company_id, example.company_id),
                counterparts.get(example.counterpart_id, example.counterpart_id),
                example.reason,
            )
        )


def _pairs(run: ShortlistRun, listed: tuple[Exclusion, ...], messages: Messages, *, sheet: str, note: str) -> Table:
    companies, counterparts = _names(run.companies), _names(run.counterparts)
    rows = tuple(
        Row(
            values=(
                companies.get(exclusion.company_id, exclusion.company_id),
                counterparts.get(exclusion.counterpart_id, exclusion.counterpart_id),
                _rule_label(exclusion.rule, messages),
                exclusion.reason,
                exclusion.company_id,
                exclusion.counterpart_id,
            )
        )
        for exclusion in listed
    )
    return Table(
        name=messages.text(f"sheet.{sheet}"),
        title=messages.text(f"title.{sheet}"),
        note=note,
        columns=(
            Column(heading=messages.text("column.company"), width=28, look=Look.NAME),
            Column(heading=messages.text("column.counterpart"), width=28, look=Look.NAME),
            Column(heading=messages.text("column.rule"), width=22),
            Column(heading=messages.text("column.exclusion_reason"), width=70),
            Column(heading=messages.text("column.company_id"), width=18, look=Look.CODE, is_printed=False),
            Column(heading=messages.text("column.counterpart_id"), width=18, look=Look.CODE, is_printed=False),
        ),
        rows=rows,
    )


def _first_of_each_rule(excluded: Iterable[Exclusion]) -> dict[str, Exclusion]:
    first: dict[str, Exclusion] = {}
    for exclusion in excluded:
        first.setdefault(exclusion.rule, exclusion)
    return first


def _names(profiles: Iterable[Profile]) -> dict[str, str]:
    return {profile.id: profile.name for profile in profiles}


def _rule_label(rule: str, messages: Messages) -> str:
    return messages.label("rule", rule)


def _grouped(number: int, messages: Messages) -> str:
    """`number` with the thousands separator of the language."""
    return f"{number:,}".replace(",", messages.text("mark.thousands"))
