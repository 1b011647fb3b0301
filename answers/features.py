"""Third step: an understood message → a sparse vector of weighted features, the classifier's input.

Blocks, each scaled to a fixed length so that none drowns another: words, their stems (they catch inflections that no list has),
concepts, neighbouring concepts, neighbours after the function words are left out, concepts anywhere in the same message, and the
concepts of the message before. Features are hashed into a fixed number of places with a sign (Weinberger et al., “Feature hashing for
large scale multitask learning”, 2009): the classifier's size and fitting time then do not grow with the vocabulary.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import log

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
class FeatureSpace:
    """The features seen in the patterns with their weights, as arrays: a feature is known by its hash alone.

    Among the 150,000 features of the shipped fact base two or three pairs share a hash, which does no harm.
    """

    width: int
    hashes: npt.NDArray[np.uint32]
    """CRC-32 of each feature, ascending."""
    weights: Floats
    """The rarer in the patterns, the higher (smoothed inverse document frequency), with the feature's sign."""

    @classmethod
    def of(cls, documents: Iterable[Iterable[str]], width: int) -> FeatureSpace:
        counts: Counter[str] = Counter()
        number = 0
        for document in documents:
            counts.update(set(document))
            number += 1
        found = {
            zlib.crc32(feature.encode()): log((1 + number) / (1 + count)) + 0.5
            for feature, count in counts.items()
            if count >= _FEWEST or number < _SMALL
        }
        hashes = np.array(sorted(found), dtype=np.uint32)
        sign = np.where(hashes >> 31, -1.0, 1.0)
        return cls(width, hashes, (sign * np.array([found[int(h)] for h in hashes])).astype(np.float32))

    def vector(self, features: Iterable[str]) -> Sparse:
        names = list(dict.fromkeys(features))
        asked = np.array([zlib.crc32(name.encode()) for name in names], dtype=np.uint32)
        at = np.minimum(np.searchsorted(self.hashes, asked), len(self.hashes) - 1)
        known = self.hashes[at] == asked
        values = np.where(known, self.weights[at], 0).astype(np.float32)
        blocks = np.array([_BLOCKS.index(name[0]) for name in names], dtype=np.int64)
        norms = np.sqrt(np.bincount(blocks, values * values, minlength=len(_BLOCKS)))
        values *= (_BLOCK_WEIGHTS / np.maximum(norms, 1e-9)).astype(np.float32)[blocks]
        places, inverse = np.unique(asked[known] % self.width, return_inverse=True)
        sums = np.bincount(inverse, values[known], minlength=len(places)).astype(np.float32)
        return Sparse(places.astype(np.int64), sums)
