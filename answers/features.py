"""Third step: an understood message → a sparse vector of weighted features, the classifier's input.

Blocks, each scaled to a fixed length so that none drowns another: words, their stems (they catch inflections that no list has),
concepts, neighbouring concepts, neighbours after the function words are left out, concepts anywhere in the same message, and the
concepts of the message before. Features are hashed into a fixed number of places with a sign (Weinberger et al., “Feature hashing for
large scale multitask learning”, 2009): the classifier's size and fitting time then do not grow with the vocabulary.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from answers.understand import Understanding
from answers.words import FUNCTION_WORDS

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

BLOCK_WEIGHTS: Mapping[str, float] = {"w": 1.0, "t": 0.7, "c": 1.0, "b": 0.8, "s": 0.5, "u": 0.5, "p": 1.0}
_BLOCKS = "".join(BLOCK_WEIGHTS)
_BLOCK_WEIGHTS = np.array(list(BLOCK_WEIGHTS.values()))
_STEMS = (4, 6)
_PAIRED = 14
"""Concepts of a message that are paired each with each; more would make a long ramble slow and blur it."""
_FEWEST, _SMALL = 2, 1000
"""Utterances that a feature must stand in: one seen once tells nothing about another message. Below 1,000 utterances every one counts."""


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse vector: places and their values."""

    at: Places
    value: Floats


def features_of(message: Understanding, before: Understanding | None = None) -> Iterator[str]:
    """The names of the message's features; the first letter is the block."""
    for word in message.words:
        yield "w" + word
        for size in _STEMS:
            if len(word) > size:
                yield "t" + word[:size]
    row = ("^", *message.concepts, "$")
    for concept in message.concepts:
        yield "c" + concept
    for left, right in pairwise(row):
        yield f"b{left} {right}"
    content = [concept for concept in message.concepts if concept not in FUNCTION_WORDS]
    for left, right in pairwise(("^", *content, "$")):
        yield f"s{left} {right}"
    for left, right in combinations(sorted(set(content))[:_PAIRED], 2):
        yield f"u{left} {right}"
    if before is not None:
        for concept in before.concepts:
            yield "p" + concept


@dataclass(frozen=True, slots=True)
class Hashed:
    """A message's features, each once: their hashes and the numbers of their blocks."""

    hashes: npt.NDArray[np.uint32]
    """CRC-32 of the names."""
    blocks: npt.NDArray[np.uint8]


def hashed(names: Iterable[str]) -> Hashed:
    """The features of these names. Of a fact base's 150,000, two or three pairs share a hash, which does no harm."""
    once = tuple(dict.fromkeys(names))
    return Hashed(
        np.array([zlib.crc32(name.encode()) for name in once], dtype=np.uint32),
        np.array([_BLOCKS.index(name[0]) for name in once], dtype=np.uint8),
    )


@dataclass(frozen=True, slots=True)
class FeatureSpace:
    """The features seen in the patterns with their weights, as arrays."""

    width: int
    hashes: npt.NDArray[np.uint32]
    """Ascending."""
    weights: Floats
    """The rarer in the patterns, the higher (smoothed inverse document frequency), with the feature's sign."""

    @classmethod
    def of(cls, documents: Sequence[Hashed], width: int) -> FeatureSpace:
        hashes, counts = np.unique(np.concatenate([document.hashes for document in documents]), return_counts=True)
        kept = counts >= (_FEWEST if len(documents) >= _SMALL else 1)
        hashes, counts = hashes[kept], counts[kept]
        sign = np.where(hashes >> 31, -1.0, 1.0)
        return cls(width, hashes, (sign * (np.log((1 + len(documents)) / (1 + counts)) + 0.5)).astype(np.float32))

    def vector(self, features: Hashed) -> Sparse:
        at = np.minimum(np.searchsorted(self.hashes, features.hashes), len(self.hashes) - 1)
        known = self.hashes[at] == features.hashes
        values = np.where(known, self.weights[at], 0).astype(np.float32)
        norms = np.sqrt(np.bincount(features.blocks, values * values, minlength=len(_BLOCKS)))
        values *= (_BLOCK_WEIGHTS / np.maximum(norms, 1e-9)).astype(np.float32)[features.blocks]
        places, inverse = np.unique(features.hashes[known] % self.width, return_inverse=True)
        sums = np.bincount(inverse, values[known], minlength=len(places)).astype(np.float32)
        return Sparse(places.astype(np.int64), sums)
