from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_without import Demo, score_of

from matcher.explain import Shown, explain
from matcher.heads import load_heads
from matcher.language import load_messages
from matcher.matching import choose
from matcher.sectors import load_taxonomy
from matcher.shortlist import ShortlistConfig
from matcher.suggestions import Side, Suggestion
from models.encoders import load_encoder

SAMPLED = 6
"""Reasons whose evidence is really taken out of the files, evenly over all that are shown."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo programme with the shipped model and the default encoder."""
    encoder = load_encoder("fused", threads=1)
    folder: Path = tmp_path_factory.mktemp("demo")
    return Demo(folder=folder, encoder=encoder, heads=load_heads(), lang="en")


def sampled(rows: tuple[Suggestion, ...]) -> Iterator[tuple[Suggestion, str, str]]:
    """(row, reason, evidence), every n-th of all."""
    reasons = [(row, *both) for row in rows for both in zip(row.reasons, row.evidence, strict=True)]
    yield from reasons[:: max(1, len(reasons) // SAMPLED)]


@pytest.mark.model
def test_the_score_falls_when_the_evidence_of_a_reason_is_taken_out_of_the_demo_files(demo: Demo) -> None:
    whole = demo.whole()
    chosen = choose(whole, Side.STARTUPS, ShortlistConfig())
    shown = [Shown(pair=int(pair), rank=rank) for listed in chosen for rank, pair in enumerate(listed, start=1)]
    rows = explain(whole, demo.heads, demo.encoder, load_taxonomy(), load_messages("en"), shown)
    unmoved = [
        (row.company_name, row.counterpart_name, reason, evidence)
        for row, reason, evidence in sampled(rows)
        if demo.score_without(row.company_id, row.counterpart_id, evidence)
        >= score_of(whole, row.company_id, row.counterpart_id)
    ]
    assert unmoved == []
