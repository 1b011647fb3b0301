"""Fifth step: does the question presume something that the fact contradicts, or confirm?

Two witnesses: the typed values in the message against the fact's own (September where the fact has October), and the classifier's label for
the fact's false premises, which is learned from examples and catches what no value shows (condemned for refused).
"""

from __future__ import annotations

from dataclasses import dataclass

from answers.model import Fact, FactBase
from answers.understand import Understanding

OPEN_TYPES = frozenset({"country", "city", "person", "organisation"})
"""Names that the article has elsewhere too contradict nothing by themselves: only names foreign to it do."""
PREMISE_FROM = 0.45
"""Score of the premise label from which a message counts as one; measured on the shipped question sets."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the message's values stand to the fact's."""

    contradicted: tuple[str, ...]
    confirmed: tuple[str, ...]


class PremiseChecker:
    def __init__(self, base: FactBase) -> None:
        self._own: dict[str, set[str]] = {}
        for fact in base.facts.values():
            for kind, values in fact.values.items():
                self._own.setdefault(kind, set()).update(values)

    def verdict(self, fact: Fact, message: Understanding) -> Verdict:
        contradicted: list[str] = []
        confirmed: list[str] = []
        for kind, own in fact.values.items():
            said = message.values.get(kind, frozenset())
            confirmed += sorted(said & own)
            if not said & own:
                contradicted += sorted(said - self._own[kind] if kind in OPEN_TYPES else said)
        return Verdict(tuple(contradicted), tuple(confirmed))
