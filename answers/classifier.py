"""A linear classifier fitted to the patterns: which labels does a message bear?

Regularised least squares on all labels at once (Rifkin, Yeo and Poggio, “Regularized least-squares classification”, 2003): one system of
equations serves every label, has no step size and no random start, and gives the same weights every time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from answers.features import Floats, Sparse

RIDGE = 1.0
_STRIP = 512


def fit(vectors: Sequence[Sparse], labels: Sequence[Sequence[int]], counts: Sequence[float], width: int) -> Floats:
    """Weights (width × labels) that map each of the `vectors` to 1 for the labels that it bears and to 0 for all others.

    `labels` are numbers from 0, a row for each vector, and `counts` say how much each vector counts. Raises ValueError where these are not
    as many.
    """
    from scipy.linalg import cho_factor, cho_solve  # noqa: PLC0415 - slow to import, and only fitting needs it
    from scipy.sparse import csr_array  # noqa: PLC0415

    if not len(vectors) == len(labels) == len(counts):
        raise ValueError(f"{len(vectors)} vectors, but {len(labels)} rows of labels and {len(counts)} counts")
    rows = csr_array(
        (np.concatenate([vector.value for vector in vectors]), np.concatenate([vector.at for vector in vectors]), _ends(vectors)),
        shape=(len(vectors), width),
    )
    borne = np.concatenate([np.asarray(each, dtype=np.int64) for each in labels])
    targets = csr_array((np.ones(len(borne), dtype=np.float32), borne, _ends(labels)), shape=(len(labels), int(borne.max()) + 1))
    weighted = rows.multiply(np.asarray(counts, dtype=np.float32)[:, None]).tocsr().T
    columns, gram = rows.tocsc(), np.zeros((width, width), dtype=np.float32, order="F")
    for start in range(0, width, _STRIP):  # at once, the product's sparse form would take three times the room of the gram itself
        gram[:, start : start + _STRIP] = (weighted @ columns[:, start : start + _STRIP]).toarray()
    gram[np.diag_indices(width)] += RIDGE
    weights: Floats = cho_solve(cho_factor(gram, overwrite_a=True, check_finite=False), (weighted @ targets).toarray(), check_finite=False)
    return np.ascontiguousarray(weights)


def _ends(rows: Sequence[Sparse] | Sequence[Sequence[int]]) -> list[int]:
    ends = [0]
    for row in rows:
        ends.append(ends[-1] + len(row.at if isinstance(row, Sparse) else row))
    return ends


def scores(weights: Floats, vector: Sparse) -> Floats:
    """Score of each label, about 1 where it surely holds and 0 where it surely does not."""
    found: Floats = vector.value @ weights[vector.at]
    return found
