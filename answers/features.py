"""Third step: an understood message → a sparse vector of weighted features, the classifier's input.

Blocks, each scaled to a fixed length so that none drowns another: words, concepts, neighbouring concepts, concepts with one between them,
character n-grams (they catch inflections that no list has), and the concepts of the message before. Features are hashed into a fixed
number of places with a sign (Weinberger et al., “Feature hashing for large scale multitask learning”, 2009): the classifier's size and
fitting time then do not grow with the vocabulary.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from answers.understand import Understanding

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

BLOCK_WEIGHTS: Mapping[str, float] = {"w": 1.0, "c": 1.0, "b": 0.8, "s": 0.5, "g": 0.7, "p": 1.0}
_GRAMS = (3, 4)


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse vector: places and their values."""

    at: Places
    value: Floats


def features_of(message: Understanding, before: Understanding | None = None) -> Iterator[str]:
    """The names of the message's features; the first letter is the block."""
    for word in message.words:
        yield "w" + word
        padded = f" {word} "
        for size in _GRAMS:
            for start in range(len(padded) - size + 1):
                yield "g" + padded[start : start + size]
    row = ("^", *message.concepts, "$")
    for concept in message.concepts:
        yield "c" + concept
    for left, right in zip(row, row[1:], strict=False):
        yield f"b{left} {right}"
    for left, right in zip(row, row[2:], strict=False):
        yield f"s{left} {right}"
    if before is not None:
        for concept in before.concepts:
            yield "p" + concept


class FeatureSpace:
    """The features seen in the patterns with their weights; made once, then only read."""

    def __init__(self, documents: Iterable[Iterable[str]], width: int) -> None:
        counts: dict[str, int] = {}
        number = 0
        for document in documents:
            number += 1
            for feature in set(document):
                counts[feature] = counts.get(feature, 0) + 1
        self.width = width
        self._entries: dict[str, tuple[int, float]] = {}
        for feature, count in counts.items():
            hashed = zlib.crc32(feature.encode())
            weight = log((1 + number) / (1 + count)) + 0.5
            self._entries[feature] = (hashed % width, -weight if hashed >> 31 else weight)

    def vector(self, features: Iterable[str]) -> Sparse:
        blocks: dict[str, dict[str, tuple[int, float]]] = {}
        for feature in features:
            entry = self._entries.get(feature)
            if entry is not None:
                blocks.setdefault(feature[0], {})[feature] = entry
        sums: dict[int, float] = {}
        for block, entries in blocks.items():
            scale = BLOCK_WEIGHTS[block] / sum(weight * weight for _, weight in entries.values()) ** 0.5
            for place, weight in entries.values():
                sums[place] = sums.get(place, 0.0) + weight * scale
        return Sparse(np.fromiter(sums, dtype=np.int64, count=len(sums)), np.fromiter(sums.values(), dtype=np.float32, count=len(sums)))
