"""Second step: words → what they stand for: concepts, numbers, and the typed values that a premise can get wrong.

A concept is a set of surface forms that mean the same ("ink", "put pen to paper" → <sign>). The longest form wins, from left to right.
"""

from __future__ import annotations

from dataclasses import dataclass

from answers.model import Language
from answers.normalise import words_of
from answers.values import Values, numbers_in, typed_values

_CONCEPT_TYPES = ("month", "weekday", "season", "country", "organisation", "person")
"""Types of values that are concepts too; a city is often said for its country, a title is no name."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A message's words beside their meaning."""

    words: tuple[str, ...]
    concepts: tuple[str, ...]
    """The words with each recognised phrase replaced by its concept's name in angle brackets: what, <sign>, #14 …"""
    values: Values


class Interpreter:
    """Finds concepts and values in words; made once from the language, then only read."""

    def __init__(self, language: Language) -> None:
        self._short_forms = language.short_forms
        self._concepts: dict[tuple[str, ...], str] = {}
        self._values: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}
        for kind, named in language.values.items():
            for value, forms in named.items():
                for form in map(self._form, forms):
                    self._values[form] = (*self._values.get(form, ()), (kind, value))
                    if kind in _CONCEPT_TYPES:
                        self._concepts[form] = f"<{value}>"
        for name, surface in language.concepts.items():
            self._concepts |= {self._form(form): f"<{name}>" for form in surface}
        self._longest: dict[str, int] = {}
        for form in self._concepts:
            self._longest[form[0]] = max(len(form), self._longest.get(form[0], 0))
        self._longest_value = max(map(len, self._values), default=0)

    def _form(self, text: str) -> tuple[str, ...]:
        return words_of(text, self._short_forms) or ("",)

    @property
    def known_words(self) -> frozenset[str]:
        return frozenset(word for form in (*self._concepts, *self._values) for word in form)

    def words(self, text: str) -> tuple[str, ...]:
        return words_of(text, self._short_forms)

    def understand(self, words: tuple[str, ...]) -> Understanding:
        numbers = {start: (end, number) for start, end, number in numbers_in(words)}
        concepts: list[str] = []
        at = 0
        while at < len(words):
            length, name = self._concept_at(words, at)
            if length == 0 and at in numbers:
                end, number = numbers[at]
                length, name = end - at, f"#{number}"
            concepts.append(name)
            at += max(length, 1)
        return Understanding(words, tuple(concepts), typed_values(words, self._values, self._longest_value))

    def _concept_at(self, words: tuple[str, ...], at: int) -> tuple[int, str]:
        for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
            name = self._concepts.get(words[at : at + length])
            if name is not None:
                return length, name
        return 0, words[at]
