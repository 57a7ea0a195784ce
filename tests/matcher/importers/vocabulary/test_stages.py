"""Stages from both vocabularies in both languages."""

import pytest

from matcher.importers.vocabulary import find_stages
from matcher.profiles import Stage


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Idea or Patent", [Stage.IDEA]),
        ("Prototype/MVP", [Stage.PRE_SEED]),
        ("prototipo", [Stage.PRE_SEED]),
        ("Early Revenue", [Stage.SEED]),
        ("primi ricavi", [Stage.SEED]),
        ("Scaling", [Stage.SERIES_A]),
        ("a", [Stage.SERIES_A]),
        ("Serie A", [Stage.SERIES_A]),
        ("b", [Stage.GROWTH]),
        ("Series+", [Stage.SERIES_A, Stage.GROWTH]),
        ("Pre-IPO", [Stage.PRE_IPO]),
        ("Early stage", [Stage.PRE_SEED, Stage.SEED]),
        ("Pre-seed;  Idea;  Prototype/MVP;  Seed", [Stage.IDEA, Stage.PRE_SEED, Stage.SEED]),
        ("round Serie A in corso", [Stage.SERIES_A]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_label_names_its_rungs_of_the_ladder(text: str, stages: list[Stage]) -> None:
    assert find_stages(text) == (tuple(stages), ())


@pytest.mark.parametrize("text", ["venture", "Grant", "Other", "Bootstrapped", "convertible_note", "unattributed"])
def test_a_label_of_no_maturity_is_known_but_names_no_stage(text: str) -> None:
    assert find_stages(text) == ((), ())


def test_a_word_that_is_not_known_is_handed_back() -> None:
    assert find_stages("Seed; Xyz") == ((Stage.SEED,), ("Xyz",))
