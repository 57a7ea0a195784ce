from __future__ import annotations

import numpy as np
import pytest

from evaluation.statement_retrieval import mean_reciprocal_rank, retrieve_statements, shared_best
from matcher.concepts import Concept


def concept(name: str) -> Concept:
    return Concept(
        id=name, sector="", en=f"{name} en", it=f"{name} it", interest_en=f"for {name}", interest_it=f"per {name}"
    )


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param([[1.0, 0.0], [0.0, 1.0]], 1.0, id="all first"),
        pytest.param([[0.0, 1.0], [0.0, 1.0]], (1 / 2 + 1) / 2, id="one second"),
        pytest.param([[1.0, 1.0], [1.0, 1.0]], 1 / 2, id="ties are ranked last"),
    ],
)
def test_the_rank_of_the_diagonal_counts(scores: list[list[float]], expected: float) -> None:
    assert mean_reciprocal_rank(np.array(scores)) == pytest.approx(expected)


def test_two_orders_share_the_columns_that_are_best_in_both() -> None:
    first, second = np.array([[3.0, 2.0, 1.0]]), np.array([[3.0, 1.0, 2.0]])
    assert shared_best(first, second, 2) == 1.0


def test_english_and_italian_texts_face_the_english_statements() -> None:
    asked: list[tuple[list[str], list[str]]] = []

    def scorer(texts: list[str], statements: list[str]) -> np.ndarray:
        asked.append((texts, statements))
        return np.eye(2) if texts[0].endswith("en") else np.eye(2)[::-1]

    found = retrieve_statements([concept("a"), concept("b")], scorer)  # type: ignore[arg-type]
    assert asked == [(["a en", "b en"], ["for a", "for b"]), (["a it", "b it"], ["for a", "for b"])]
    assert (found.mrr_en, found.mrr_it, found.agreement) == (1.0, 1 / 2, 2.0)
