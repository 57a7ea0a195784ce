from __future__ import annotations

import numpy as np
import pytest

from models.encoders import Centring, centre, fit_centring
from models.errors import ModelError


def matrix(*rows: list[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_means_are_shrunk_toward_their_parents_and_the_whole_toward_zero() -> None:
    fitted = fit_centring(matrix([1, 0], [1, 0], [0, 1]), (2,), ["c/it", "c/it", "c/en"], shrinkage=2)
    whole = [2 / 4, 1 / 4]  # three members and one more at zero
    company = [(2 + 2 * 0.5) / 5, (1 + 2 * 0.25) / 5]
    assert fitted.means[""].tolist() == pytest.approx(whole)
    assert fitted.means["c"].tolist() == pytest.approx(company)
    assert fitted.means["c/it"].tolist() == pytest.approx([(2 + 2 * company[0]) / 4, 2 * company[1] / 4])
    assert fitted.means["c/en"].tolist() == pytest.approx([2 * company[0] / 3, (1 + 2 * company[1]) / 3])


def test_a_large_group_loses_its_mean() -> None:
    angles = np.linspace(-0.2, 0.2, 5)
    cone = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    centred = centre(cone, (2,), ["company"] * 5, shrinkage=1e-6)
    assert centred[0] @ centred[4] < -0.9 < 0.9 < cone[0] @ cone[4]


def test_each_block_is_centred_apart_and_has_length_one() -> None:
    vectors = matrix([1, 0, 0.6, 0.8], [0, 1, 0.8, 0.6])
    together = centre(vectors, (2, 2), ["a", "a"])
    assert together[:, :2].tobytes() == centre(vectors[:, :2], (2,), ["a", "a"]).tobytes()
    assert np.linalg.norm(together[:, 2:], axis=1) == pytest.approx([1, 1])


def test_a_lone_vector_keeps_its_direction() -> None:
    assert centre(matrix([0.6, 0.8]), (2,), ["company/it"]).tolist() == [pytest.approx([0.6, 0.8])]


def test_a_group_of_one_among_others_is_not_lost() -> None:
    centred = centre(matrix([1, 0], [0, 1], [0, 1]), (2,), ["a", "b", "b"])
    assert np.linalg.norm(centred, axis=1) == pytest.approx([1, 1, 1])


def test_zero_rows_stay_zero_and_do_not_weigh_in_the_mean() -> None:
    with_blank = fit_centring(matrix([1, 0], [0, 0]), (2,), ["a", "a"])
    without = fit_centring(matrix([1, 0]), (2,), ["a"])
    assert with_blank.means["a"].tolist() == without.means["a"].tolist()
    assert with_blank.apply(matrix([0, 0]), ["a"]).tolist() == [[0, 0]]


def test_a_zero_block_stays_zero_beside_a_full_one() -> None:
    centred = centre(matrix([1, 0, 0, 0], [0, 1, 1, 0]), (2, 2), ["a", "a"])
    assert centred[0, 2:].tolist() == [0, 0]
    assert centred[0, :2].any()


def test_an_unknown_group_takes_its_nearest_known_parent() -> None:
    fitted = fit_centring(matrix([1, 0], [0, 1]), (2,), ["company/it", "investor"])
    query = matrix([0.6, 0.8])
    assert fitted.apply(query, ["company/de"]).tobytes() == fitted.apply(query, ["company"]).tobytes()
    assert fitted.apply(query, ["mentor/de"]).tobytes() == fitted.apply(query, [""]).tobytes()


def test_the_order_of_rows_does_not_matter() -> None:
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(6, 4)).astype(np.float32)
    groups = np.array(["a/it", "a/en", "a/it", "b", "b", "a/it"])
    order = rng.permutation(6)
    shuffled = centre(vectors[order], (4,), list(groups[order]))
    np.testing.assert_allclose(shuffled, centre(vectors, (4,), list(groups))[order], atol=1e-6)


def test_nothing_to_fit_leaves_vectors_as_they_are() -> None:
    fitted = fit_centring(np.zeros((0, 2), dtype=np.float32), (2,), [])
    assert fitted.apply(matrix([0.6, 0.8]), ["a"]).tolist() == [pytest.approx([0.6, 0.8])]
    assert fitted.apply(np.zeros((0, 2), dtype=np.float32), []).shape == (0, 2)


def test_saving_and_reading_gives_the_same_bytes() -> None:
    vectors = np.random.default_rng(2).normal(size=(5, 3)).astype(np.float32)
    groups = ["a/it", "a/it", "b", "b", "a/en"]
    fitted = fit_centring(vectors, (2, 1), groups)
    read = Centring.from_json(fitted.to_json())
    assert read.blocks == (2, 1)
    assert read.apply(vectors, groups).tobytes() == fitted.apply(vectors, groups).tobytes()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("{", "not a saved centring", id="no JSON"),
        pytest.param("[]", "not a saved centring", id="another shape"),
        pytest.param('{"format": 9, "blocks": [1], "means": {}}', "format 9", id="a later format"),
        pytest.param('{"format": 1, "blocks": [2], "means": {"": [1]}}', "wrong size", id="a short mean"),
        pytest.param('{"format": 1, "blocks": [1], "means": {}}', "is missing", id="no whole"),
    ],
)
def test_text_that_is_no_centring_is_refused(text: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        Centring.from_json(text)


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(ValueError, match="need as many groups"):
        centre(matrix([1, 0]), (2,), [])
    with pytest.raises(ValueError, match="do not fit"):
        centre(matrix([1, 0]), (3,), ["a"])
    with pytest.raises(ValueError, match="must be positive"):
        fit_centring(matrix([1, 0]), (2,), ["a"], shrinkage=0)
