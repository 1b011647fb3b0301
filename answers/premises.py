"""Fifth step: does the question presume something that the fact contradicts, or confirm?

Three witnesses: the typed values in the message against the fact's own (September where the fact has October), the classifier's label
for the fact's false premises, which is learned from examples and catches what no value shows (condemned for refused), and its label for
false premises at large (“my brother says …”, “how come … only …”).
"""

from __future__ import annotations

from answers.match import Candidate, Ranking
from answers.model import Fact, FactBase
from answers.understand import Understanding

NAMES = frozenset({"country", "city", "person", "title", "organisation"})
"""Types of which a question may name several: only a name foreign to the article contradicts a fact, or one beside the fact's own in a
pair of organisations. Of the other types (a month, a number …) any value but the fact's own contradicts it."""
PREMISE_FROM = 0.65
"""Suspicion from which a fact is set against the question."""
OWN_WEIGHT, VALUE_WEIGHT = 3.0, 0.3
"""What the fact's own premises and a contradicted value add to the general suspicion. With these, of the shipped sets' false premises seven
in eight are corrected outright, and 1.5 % of the answerable and of the unstated questions are taken for one."""
GAP_DOUBT, PLAIN_DOUBT = 0.15, 0.15
"""Suspicion taken off a message that rather asks what the article leaves out, or plainly what the fact answers."""
SURE_FROM, SURENESS_WEIGHT = 1.4, 0.8
"""Score from which the best intent takes off more, and how much of what is beyond: who plainly asks “why did Xi visit Moscow?” or “who
praises the partnership?” presumes nothing false. Without it, one in forty plain questions got a “No: …”."""
NEAR_BEST = 0.3
"""A fact corrects a message only where it is of its topic, or no further than this from being its answer."""
_FURTHER = frozenset(["or", "other", "others", "another", "else", "also", "besides", "except", "apart", "than", "too"])
"""Words with which a question asks beyond what the fact says."""

_YES_NO = frozenset(
    ["did", "does", "do", "is", "was", "are", "were", "will", "has", "have", "had", "can", "could", "would", "should", "am"]
)
_TAGS = frozenset(["right", "correct", "true", "yes", "no", "eh", "innit"])


def asks_yes_or_no(words: tuple[str, ...]) -> bool:
    """Whether the words want a yes or a no. A negated question or a choice does not: either word could be misread."""
    return (words[0] in _YES_NO or words[-1] in _TAGS) and not {"or", "not"} & set(words)


class PremiseChecker:
    """Finds the fact that contradicts what a message presumes."""

    def __init__(self, base: FactBase) -> None:
        self._facts = base.facts
        self._own: dict[str, set[str]] = {}
        for fact in base.facts.values():
            for kind, values in fact.values.items():
                self._own.setdefault(kind, set()).update(values)

    def contradicting(self, message: Understanding, ranking: Ranking) -> Fact | None:
        """The fact to correct the message with; None where it presumes nothing false."""
        asked = {candidate.intent for candidate in ranking.candidates if ranking.best.score - candidate.score < NEAR_BEST}
        best: tuple[float, str] = (PREMISE_FROM, "")
        for name, own in ranking.premises.items():
            fact = self._facts[name]
            if name in asked or fact.topic == ranking.best.topic:
                wrong = bool(self.contradicted(fact, message))
                found = ranking.suspicion + OWN_WEIGHT * own + VALUE_WEIGHT * wrong - self._doubt(fact, wrong, message, ranking.best)
                best = max(best, (found, name))
        return self._facts.get(best[1])

    @staticmethod
    def _doubt(fact: Fact, wrong: bool, message: Understanding, best: Candidate) -> float:
        sure = SURENESS_WEIGHT * max(0.0, best.score - SURE_FROM)
        if best.kind == "gap":
            return GAP_DOUBT + sure
        if wrong:
            return 0.0
        return sure + PLAIN_DOUBT if best.intent == fact.id and not asks_yes_or_no(message.words) else sure

    def contradicted(self, fact: Fact, message: Understanding) -> tuple[str, ...]:
        """The values in the message that the fact contradicts."""
        if _FURTHER & set(message.words):
            return ()
        return tuple(
            value for kind, own in fact.values.items() for value in sorted(self._wrong(kind, own, message.values.get(kind, frozenset())))
        )

    def foreign(self, message: Understanding) -> tuple[str, ...]:
        """Countries and people in the message that the article has nothing on; none where the question offers a choice."""
        if "or" in message.words:
            return ()
        said = ((kind, message.values.get(kind, frozenset())) for kind in ("country", "person"))
        return tuple(value for kind, values in said for value in sorted(values - self._own.get(kind, set())))

    def _wrong(self, kind: str, own: frozenset[str], said: frozenset[str]) -> frozenset[str]:
        if kind == "organisation" and said & own:
            return said - own
        if said & own:
            return frozenset()
        return said - self._own[kind] if kind in NAMES else said

    @staticmethod
    def names_another(fact: Fact, message: Understanding) -> bool:
        """Whether the message names people, and none of those that the fact is about."""
        own, said = fact.values.get("person", frozenset()), message.values.get("person", frozenset())
        return bool(own and said and not own & said)

    @staticmethod
    def confirmed(fact: Fact, message: Understanding) -> bool:
        """Whether the message says a value of the fact's own, no other of its type, and no name that is not the fact's too.

        The last keeps “did Putin visit China in March?” from a yes: the month is right, and who went where is not.
        """
        if any(message.values.get(kind, frozenset()) - fact.values.get(kind, frozenset()) for kind in NAMES):
            return False
        said = [(own, message.values.get(kind, frozenset())) for kind, own in fact.values.items() if kind not in NAMES]
        return any(values and values <= own for own, values in said)
