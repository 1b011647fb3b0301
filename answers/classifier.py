"""A linear classifier fitted to the patterns: which labels does a message bear?

Regularised least squares on all labels at once (Rifkin, Yeo and Poggio, “Regularized least-squares classification”, 2003): one system of
equations serves every label, has no step size and no random start, and gives the same weights every time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answers.features import Floats, Sparse

RIDGE = 1.0


def fit(vectors: Sequence[Sparse], targets: Floats, width: int) -> Floats:
    """Weights (width × labels) that map the `vectors` of the patterns to their `targets` (patterns × labels)."""
    gram = np.zeros((width, width), dtype=np.float32)
    moments = np.zeros((width, targets.shape[1]), dtype=np.float32)
    for vector, target in zip(vectors, targets, strict=True):
        gram[vector.at[:, None], vector.at] += vector.value[:, None] * vector.value
        labels = np.flatnonzero(target)
        moments[vector.at[:, None], labels] += vector.value[:, None] * target[labels]
    gram[np.diag_indices(width)] += RIDGE
    return np.linalg.solve(gram, moments)


def scores(weights: Floats, vector: Sparse) -> Floats:
    """Score of each label, about 1 where it surely holds and 0 where it surely does not."""
    found: Floats = vector.value @ weights[vector.at]
    return found
