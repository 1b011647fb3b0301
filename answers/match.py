"""Fourth step: which intents does a message ask for? Labels' scores, added up for each intent.

A pattern bears four labels: its intent, its topic, its aspect and its kind (fact, gap, small talk, off topic). Topic and aspect are learned from
all patterns together, so that “who signed it” is known as a question for persons whatever the topic, also where no intent was
written for that pair: such a cell of topic × aspect is a gap by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from answers import classifier
from answers.features import FeatureSpace, Floats, Sparse, features_of
from answers.model import FactBase
from answers.understand import Interpreter, Understanding

WIDTH = 4096
"""Places of the hashed feature space. Doubling it gains under one point of right answers and costs seven times the fitting time."""

TOPIC_WEIGHT, ASPECT_WEIGHT, KIND_WEIGHT, SIMILARITY_WEIGHT = 0.5, 0.3, 0.5, 0.6
SAME_TOPIC, NEAR_TOPIC, REPEATED = 0.4, 0.2, 0.2
"""A follow-up is about what the message before was about, and seldom asks the same again."""
SHORTLIST = 10
"""Intents whose patterns are compared one by one."""
STANDALONE_EVERY = 6
"""One pattern in so many is also learned behind a message on anything else: a full question needs no earlier one."""
PREMISE = "!"
"""Marks the label of a fact's false premises."""


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance to learn from, with the labels that it bears."""

    text: str
    labels: tuple[str, ...]
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    intent: str
    """Id of a fact or gap, "small:greeting", "off", or "topic × aspect" for a gap that nobody wrote."""
    kind: str
    topic: str
    score: float
    premise: float
    """How much the message looks like one of the fact's false premises."""
    pattern: str
    """The intent's example that is nearest to the message."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message of the conversation and what it was found to ask."""

    message: Understanding
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Model:
    """What fitting makes; all that the cache keeps."""

    space: FeatureSpace
    labels: tuple[str, ...]
    weights: Floats
    index: dict[str, int] = field(repr=False)
    patterns: dict[str, tuple[str, ...]] = field(repr=False)
    """Intent → its patterns, each as its concepts in a row."""
    words: dict[str, int] = field(repr=False)
    """The fact base's words and how often they occur: the speller's vocabulary."""


def training_rows(base: FactBase) -> Iterator[Row]:
    for fact in base.facts.values():
        labels = _labels(fact.id, fact.topic, fact.aspect, "fact")
        for pattern in fact.patterns:
            yield Row(pattern, labels)
        for premise in fact.premises:
            yield Row(premise, (*labels, fact.id + PREMISE))
    for gap in base.gaps.values():
        for pattern in gap.patterns:
            yield Row(pattern, _labels(gap.id, gap.topic, gap.aspect, "gap"))
    for talk in base.language.small_talk.values():
        for pattern in talk.patterns:
            yield Row(pattern, (f"small:{talk.id}", "kind:small"))
    for text in base.language.off_topic:
        yield Row(text, ("off", "kind:off"))
    unstated = {gap.aspect for gap in base.gaps.values()}
    for aspect in base.language.aspects.values():
        labels = (f"aspect:{aspect.id}", "kind:gap") if aspect.id in unstated else (f"aspect:{aspect.id}",)
        for text in (*aspect.phrases, *aspect.follow_ups):
            yield Row(text, labels)
    yield from _follow_up_rows(base)


def _labels(intent: str, topic: str, aspect: str, kind: str) -> tuple[str, ...]:
    return (intent, f"topic:{topic}", f"aspect:{aspect}", f"kind:{kind}")


def _follow_up_rows(base: FactBase) -> Iterator[Row]:
    """Follow-ups behind a message on the same topic, and every aspect's general follow-ups behind every topic that has an intent for it."""
    intents = [*base.facts.values(), *base.gaps.values()]
    before = {
        topic.id: [i for i in base.facts.values() if i.topic in (topic.id, *topic.near)] or [i for i in intents if i.topic == topic.id]
        for topic in base.topics.values()
    }
    for place, intent in enumerate(intents):
        labels = _labels(intent.id, intent.topic, intent.aspect, "fact" if intent.id in base.facts else "gap")
        earlier = [other for other in before[intent.topic] if other is not intent] or before[intent.topic]
        for number, text in enumerate(intent.follow_ups):
            other = earlier[number % len(earlier)]
            yield Row(text, labels, other.patterns[(place + number) % len(other.patterns)])
        for number, pattern in enumerate(intent.patterns[::STANDALONE_EVERY]):
            other = intents[(place * 31 + number * 7) % len(intents)]
            yield Row(pattern, labels, other.patterns[(place + number) % len(other.patterns)])
        general = base.language.aspects[intent.aspect].follow_ups
        for number in range(min(3, len(general))):
            other = earlier[(place + number) % len(earlier)]
            yield Row(general[(place + number * 7) % len(general)], labels, other.patterns[(place * 3 + number) % len(other.patterns)])


def fit(base: FactBase, interpreter: Interpreter) -> Model:
    rows = list(training_rows(base))
    read = {text: interpreter.understand(interpreter.words(text)) for row in rows for text in (row.text, row.before) if text is not None}
    documents = [list(features_of(read[row.text], read[row.before] if row.before is not None else None)) for row in rows]
    space = FeatureSpace(documents, WIDTH)
    labels = tuple(sorted({label for row in rows for label in row.labels}))
    index = {label: place for place, label in enumerate(labels)}
    targets = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for place, row in enumerate(rows):
        targets[place, [index[label] for label in row.labels]] = 1
    weights = classifier.fit([space.vector(document) for document in documents], targets, WIDTH)
    words = Counter(word for understanding in read.values() for word in understanding.words)
    words.update(dict.fromkeys(interpreter.known_words, 0))
    patterns = {
        intent.id: tuple(" ".join(read[pattern].concepts) for pattern in intent.patterns) for intent in (*base.facts.values(), *base.gaps.values())
    }
    return Model(space, labels, weights, index, patterns, dict(words))


class Matcher:
    """Ranks intents for a message."""

    def __init__(self, base: FactBase, model: Model) -> None:
        self._model = model
        self._patterns = {intent.id: intent.patterns for intent in (*base.facts.values(), *base.gaps.values())}
        cells: list[tuple[str, str, str, str | None]] = [(f.id, "fact", f.topic, f.aspect) for f in base.facts.values()]
        cells += [(g.id, "gap", g.topic, g.aspect) for g in base.gaps.values()]
        cells += [(f"small:{name}", "small", "", None) for name in base.language.small_talk]
        cells.append(("off", "off", "", None))
        written = {(topic, aspect) for _, _, topic, aspect in cells}
        gap_aspects = sorted({g.aspect for g in base.gaps.values()})
        cells += [
            (f"{topic} × {aspect}", "gap", topic, aspect) for topic in base.topics for aspect in gap_aspects if (topic, aspect) not in written
        ]
        self._cells = cells
        self._near = {topic.id: topic.near for topic in base.topics.values()}
        at = self._at
        self._intent = at(intent for intent, *_ in cells)
        self._kind = at(f"kind:{kind}" for _, kind, *_ in cells)
        self._topic = at(f"topic:{topic}" for _, _, topic, _ in cells)
        self._aspect = at(f"aspect:{aspect}" for *_, aspect in cells)
        self._premise = at(intent + PREMISE for intent, *_ in cells)

    def _at(self, labels: Iterable[str]) -> npt.NDArray[np.int64]:
        nowhere = len(self._model.labels)
        return np.array([self._model.index.get(label, nowhere) for label in labels])

    def rank(self, message: Understanding, before: Turn | None = None) -> tuple[Candidate, ...]:
        """The likeliest intents, best first; `before` is the message that this one may follow up."""
        vector: Sparse = self._model.space.vector(features_of(message, before.message if before else None))
        found = np.append(classifier.scores(self._model.weights, vector), np.float32(0))
        total = found[self._intent] + TOPIC_WEIGHT * found[self._topic] + ASPECT_WEIGHT * found[self._aspect] + KIND_WEIGHT * found[self._kind]
        if before is not None:
            total = total + self._follow_up(before)
        shortlist: Sequence[int] = np.argsort(-total, kind="stable")[:SHORTLIST].tolist()
        said = " ".join(message.concepts)
        ranked = [self._candidate(place, float(total[place]), float(found[self._premise[place]]), said) for place in shortlist]
        return tuple(sorted(ranked, key=lambda candidate: -candidate.score))

    def _follow_up(self, before: Turn) -> Floats:
        """What an intent gains by being about what the message before was about, and loses by having been asked just then."""
        best = before.candidates[0]
        if not best.topic:
            return np.zeros(len(self._cells), dtype=np.float32)
        near = self._near[best.topic]
        gain = [SAME_TOPIC if topic == best.topic else NEAR_TOPIC if topic in near else 0.0 for _, _, topic, _ in self._cells]
        return np.array(gain, dtype=np.float32) - np.array([REPEATED if intent == best.intent else 0.0 for intent, *_ in self._cells], dtype=np.float32)

    def _candidate(self, place: int, score: float, premise: float, said: str) -> Candidate:
        intent, kind, topic, _ = self._cells[place]
        near = process.extractOne(said, self._model.patterns.get(intent, ()), scorer=fuzz.token_sort_ratio)
        if near is None:
            return Candidate(intent, kind, topic, score, premise, "")
        return Candidate(intent, kind, topic, score + SIMILARITY_WEIGHT * near[1] / 100, premise, self._patterns[intent][near[2]])
