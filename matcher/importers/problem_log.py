"""Collects the problems of one import; what repeats is counted and reported once, at its first row."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from matcher.problems import Problem

VALUE_LENGTH = 80


@dataclass(slots=True)
class ProblemLog:
    """Problems in the order found. `add` keeps each one; `tally` keeps the first of a group and counts its rows."""

    _problems: list[Problem] = field(default_factory=list)
    _counts: dict[tuple[str, ...], int] = field(default_factory=dict)
    _places: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self, problem: Problem) -> None:
        """Keep one problem."""
        self._problems.append(replace(problem, value=problem.value[:VALUE_LENGTH]))

    def tally(self, problem: Problem, *, by_value: bool = True) -> None:
        """Keep one problem for all rows with the same code, column and (if `by_value`) value."""
        key = (problem.code, problem.sheet, problem.column, problem.value if by_value else "")
        self._counts[key] = self._counts.get(key, 0) + 1
        if key not in self._places:
            self._places[key] = len(self._problems)
            self.add(problem)

    def all(self) -> tuple[Problem, ...]:
        """Every problem, by sheet in the order met, then row (whole-sheet ones first), then in the order found.

        A group's message ends with its number of rows: "… (154 rows, this is the first)".
        """
        problems = list(self._problems)
        for key, position in self._places.items():
            if (n_rows := self._counts[key]) > 1:
                problem = problems[position]
                message = f"{problem.message} ({n_rows} rows, this is the first)"
                problems[position] = replace(problem, message=message, n_rows=n_rows)
        sheets = list(dict.fromkeys(problem.sheet for problem in problems))
        return tuple(sorted(problems, key=lambda problem: (sheets.index(problem.sheet), problem.row or 0)))
