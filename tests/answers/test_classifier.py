"""The linear classifier: regularised least squares."""

from __future__ import annotations

import numpy as np
import pytest

from answers import classifier
from answers.features import Sparse


def sparse(*places: int) -> Sparse:
    return Sparse(np.array(places, dtype=np.int64), np.ones(len(places), dtype=np.float32))


ROWS = [sparse(0, 1), sparse(0, 2), sparse(3), sparse(3, 4)]
LABELS = [[0], [0], [1], [1]]
ONES = [1.0] * 4
TARGETS = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=np.float32)


def test_weights_are_the_ridge_solution() -> None:
    dense = np.zeros((len(ROWS), 6))
    for row, vector in zip(dense, ROWS, strict=True):
        row[vector.at] = vector.value
    expected = np.linalg.solve(dense.T @ dense + classifier.RIDGE * np.eye(6), dense.T @ TARGETS)
    assert np.allclose(classifier.fit(ROWS, LABELS, ONES, 6), expected, atol=1e-5)


@pytest.mark.parametrize(("vector", "best"), [(sparse(0), 0), (sparse(1, 2), 0), (sparse(3), 1), (sparse(4), 1), (sparse(0, 3, 4), 1)])
def test_the_right_label_scores_best(vector: Sparse, best: int) -> None:
    scores = classifier.scores(classifier.fit(ROWS, LABELS, ONES, 6), vector)
    assert scores.shape == (2,)
    assert int(np.argmax(scores)) == best


def test_nothing_known_scores_nothing() -> None:
    weights = classifier.fit(ROWS, LABELS, ONES, 6)
    assert classifier.scores(weights, sparse()).tolist() == [0, 0]
    assert classifier.scores(weights, sparse(5)).tolist() == [0, 0]


def test_a_row_without_labels_pulls_down() -> None:
    with_it = classifier.fit([*ROWS, sparse(0)], [*LABELS, []], [*ONES, 1.0], 6)
    assert classifier.scores(with_it, sparse(0))[0] < classifier.scores(classifier.fit(ROWS, LABELS, ONES, 6), sparse(0))[0]


def test_as_many_rows_of_labels_as_vectors() -> None:
    with pytest.raises(ValueError, match="4 vectors, but 3 rows of labels and 4 counts"):
        classifier.fit(ROWS, LABELS[:3], ONES, 6)


def test_a_vector_may_bear_several_labels() -> None:
    weights = classifier.fit(ROWS, [[0, 2], [0, 2], [1], [1, 2]], ONES, 6)
    assert classifier.scores(weights, sparse(4)).argmax() == 2


def test_the_same_rows_give_the_same_weights() -> None:
    assert classifier.fit(ROWS, LABELS, ONES, 6).tobytes() == classifier.fit(ROWS, LABELS, ONES, 6).tobytes()


def test_a_row_that_counts_twice_is_as_two_rows() -> None:
    twice = classifier.fit([*ROWS, ROWS[0]], [*LABELS, LABELS[0]], [*ONES, 1.0], 6)
    assert np.allclose(classifier.fit(ROWS, LABELS, [2.0, 1.0, 1.0, 1.0], 6), twice, atol=1e-5)
