"""Whole-word typo correction into the words that the fact base knows.

A word that is good English stays as it is, however near to a known word: “woods” is not a misspelt “words”. The list of English words
is the frequency dictionary that symspellpy ships (82,834 words; MIT licence); nothing else of that package is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD_LIST = "frequency_dictionary_en_82_765.txt"
_SHORTEST = 4
"""Shorter words are too near to too many others."""
_LONG = 7
"""Words from this length on may have two mistakes."""


def english_words() -> frozenset[str]:
    """The words of general English."""
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("symspellpy is not installed; install the project with its dependencies")
    text = Path(spec.origin).with_name(_WORD_LIST).read_text(encoding="utf-8-sig")
    return frozenset(line.split(" ", 1)[0] for line in text.splitlines())


class Speller:
    """Corrects words; made once from the words of the fact base with their counts, then only read."""

    def __init__(self, counts: Mapping[str, int], english: frozenset[str]) -> None:
        self._counts = counts
        self._english = english
        self._choices = sorted(word for word in counts if len(word) >= _SHORTEST and word.isalpha())

    def knows(self, word: str) -> bool:
        return word in self._counts

    def correct(self, words: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self._correct, words))

    def _correct(self, word: str) -> str:
        if len(word) < _SHORTEST or word in self._counts or word in self._english or not word.isalpha():
            return word
        limit = 2 if len(word) >= _LONG else 1
        found = process.extract(word, self._choices, scorer=OSA.distance, score_cutoff=limit, limit=None)
        best = min(found, key=lambda choice: (choice[1], choice[0][0] != word[0], -self._counts[choice[0]], choice[0]), default=None)
        return best[0] if best else word
