"""The linear classifier: regularised least squares."""

from __future__ import annotations

import numpy as np
import pytest

from answers import classifier
from answers.features import Sparse


def sparse(*places: int) -> Sparse:
    return Sparse(np.array(places, dtype=np.int64), np.ones(len(places), dtype=np.float32))


ROWS = [sparse(0, 1), sparse(0, 2), sparse(3), sparse(3, 4)]
TARGETS = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)


def test_weights_are_the_ridge_solution() -> None:
    dense = np.zeros((len(ROWS), 6))
    for row, vector in zip(dense, ROWS, strict=True):
        row[vector.at] = vector.value
    expected = np.linalg.solve(dense.T @ dense + classifier.RIDGE * np.eye(6), dense.T @ TARGETS)
    assert np.allclose(classifier.fit(ROWS, TARGETS, 6), expected, atol=1e-5)


@pytest.mark.parametrize(("vector", "best"), [(sparse(0), 0), (sparse(1, 2), 0), (sparse(3), 1), (sparse(4), 1), (sparse(0, 3, 4), 1)])
def test_the_right_label_scores_best(vector: Sparse, best: int) -> None:
    scores = classifier.scores(classifier.fit(ROWS, TARGETS, 6), vector)
    assert scores.shape == (2,)
    assert int(np.argmax(scores)) == best


def test_nothing_known_scores_nothing() -> None:
    weights = classifier.fit(ROWS, TARGETS, 6)
    assert classifier.scores(weights, sparse()).tolist() == [0, 0]
    assert classifier.scores(weights, sparse(5)).tolist() == [0, 0]


def test_a_row_without_labels_pulls_down() -> None:
    with_it = classifier.fit([*ROWS, sparse(0)], np.vstack([TARGETS, [[0, 0]]]).astype(np.float32), 6)
    assert classifier.scores(with_it, sparse(0))[0] < classifier.scores(classifier.fit(ROWS, TARGETS, 6), sparse(0))[0]


def test_as_many_targets_as_rows() -> None:
    with pytest.raises(ValueError, match="shorter"):
        classifier.fit(ROWS, TARGETS[:3], 6)


def test_the_same_rows_give_the_same_weights() -> None:
    assert classifier.fit(ROWS, TARGETS, 6).tobytes() == classifier.fit(ROWS, TARGETS, 6).tobytes()
