"""The table of what the solver of agendas reaches."""

from __future__ import annotations

import pytest

from evaluation.benches.agenda_instances import make_instance
from evaluation.benches.agenda_table import as_line, greedy, main, measure


def test_a_small_event_is_solved_and_checked() -> None:
    row = measure("small", 0, 0.0)
    assert (row.status, row.n_broken, row.n_unmet, row.gap) == ("optimal", 0, 0, 0.0)
    assert 0 < row.greedy_gap < 0.2
    assert as_line(row).count("|") == 14


def test_the_greedy_stays_below_the_bound_and_counts_its_unmet_wishes() -> None:
    score, unmet = greedy(make_instance("small", seed=1))
    assert 0 < score < measure("small", 1, 0.0).bound
    assert unmet == 1


def test_an_unknown_family_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["huge"])
    assert "no such family: huge" in capsys.readouterr().err
