"""Two evaluation runs side by side."""

from __future__ import annotations

from typing import Any

import pytest

from service.web.acts.runs import gains


def figures(mean: float) -> dict[str, Any]:
    """What a run found of one model, and a metric that is not defined."""
    means = {"ndcg@10": {"mean": mean, "low": mean - 0.1, "high": mean + 0.1}, "mrr": None}
    return {"models": [{"name": "abbina", "means": means}]}


def test_gains_join_both_intervals_and_leave_out_what_is_not_defined() -> None:
    found = gains(figures(0.5), figures(0.6), ["ndcg@10", "mrr", "map"])
    assert [(one.model, one.metric, one.is_clear) for one in found] == [("abbina", "ndcg@10", False)]
    assert found[0].gain == pytest.approx(0.1)
    assert found[0].high - found[0].gain == pytest.approx(0.1 * 2**0.5)
    assert gains(figures(0.1), figures(0.9), ["ndcg@10"])[0].is_clear
