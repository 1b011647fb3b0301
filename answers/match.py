"""Fourth step: which intents does a message ask for? The labels' scores, added up for each intent, and the likeness to its nearest
pattern.

A pair of topic and aspect for which nobody wrote an intent is a gap by itself, so that a question about any topic's unstated aspect is
declined without patterns of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from answers import classifier
from answers.features import FeatureSpace, Floats, Hashed, features_of, hashed
from answers.model import Fact, FactBase, Gap
from answers.rows import DEPENDENT, OFF_TOPIC, PREMISE, SMALL_TALK, Row, mutated_rows, training_rows
from answers.statements import UNWRITTEN
from answers.understand import Interpreter, Understanding

WIDTHS = ((4_000, 2048), (16_000, 4096), (10**9, 8192))
"""Places of the hashed feature space for fewer rows than the first number. For the shipped fact base, doubling 4096 gains 2.5 points of
right answers; a small one gains nothing, and fitting time grows with the third power."""
TOPIC_WEIGHT, ASPECT_WEIGHT, KIND_WEIGHT = 0.5, 0.2, 0.4
"""What topic, aspect and kind count beside the intent itself."""
SIMILARITY_WEIGHT = 0.6
"""What the likeness (0 to 1) to the intent's nearest pattern counts: about one more right answer in a hundred."""
GAP_BONUS, GAP_MALUS = 0.1, 0.1
"""What a gap is given: to decline an answerable question harms less than to answer an unstated one. In a follow-up it loses as much
instead, for bare words (“how many?”) ask for the plain thing and not for a special one: 2 points more of the follow-ups are right."""
SAME_TOPIC, NEAR_TOPIC = 0.65, 0.2
"""A follow-up is about what the message before was about, or about something near."""
DEPENDENCE_WEIGHT = 4.0
"""… the more, the less the message means by itself: all of it from a quarter of that label's full score, and none from 0 down."""
SHORTLIST = 10
"""Intents whose patterns are compared one by one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    intent: str
    """Id of a fact or gap, a label of small talk or off topic, or "topic × aspect" for a gap that nobody wrote."""
    kind: str
    topic: str
    """Empty for small talk and off topic."""
    aspect: str
    score: float
    """About 0 for a message that has nothing of the intent, 2 and more for one that is a pattern of it."""
    pattern: str
    """The intent's example that is nearest to the message."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a message may ask for."""

    candidates: tuple[Candidate, ...]
    """The likeliest intents, best first."""
    suspicion: float
    """How much the message looks like one that presumes something false, about 0 to 1."""
    premises: Mapping[str, float]
    """Fact → how much the message looks like one of its own false premises, about 0 to 1."""

    @property
    def best(self) -> Candidate:
        return self.candidates[0]


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the conversation and the intent that it was found to ask for."""

    message: Understanding
    best: Candidate


@dataclass(frozen=True, slots=True)
class Model:
    """What fitting makes; all that the cache keeps."""

    space: FeatureSpace
    labels: Mapping[str, int]
    """Label → its column of the weights."""
    weights: Floats
    """Feature places × labels."""
    patterns: Mapping[str, tuple[str, ...]]
    """Intent → its patterns and follow-ups, each as its concepts in alphabetical order."""
    words: Mapping[str, int]
    """The fact base's words and how often they occur: the speller's vocabulary."""


def fit(base: FactBase, interpreter: Interpreter) -> Model:
    """Fit the classifier to the fact base's utterances. The same fact base gives the same model."""
    rows = list(training_rows(base))
    read = _Reader(interpreter)
    documents = [read.features(row) for row in rows]
    words = Counter(word for understanding in read.understood.values() for word in understanding.words)
    words.update(dict.fromkeys(interpreter.known_words, 0))
    width = next(width for below, width in WIDTHS if len(rows) < below)
    space = FeatureSpace.of(documents, width)
    mutated = list(mutated_rows(rows))
    rows += mutated
    documents += map(read.features, mutated)
    labels = {label: place for place, label in enumerate(sorted({label for row in rows for label in row.labels}))}
    borne = [[labels[label] for label in row.labels] for row in rows]
    return Model(
        space=space,
        labels=labels,
        weights=classifier.fit([space.vector(document) for document in documents], borne, [row.weight for row in rows], width),
        patterns={intent: tuple(_sorted(read(text)) for text in texts) for intent, texts in _examples(base).items()},
        words=dict(words),
    )


class _Reader:
    """Understands each text once."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self.understood: dict[str, Understanding] = {}

    def __call__(self, text: str) -> Understanding:
        if text not in self.understood:
            self.understood[text] = self._interpreter.understand(self._interpreter.words(text))
        return self.understood[text]

    def features(self, row: Row) -> Hashed:
        return hashed(features_of(self(row.text), None if row.before is None else self(row.before)))


class Matcher:
    """Ranks intents for a message."""

    def __init__(self, base: FactBase, model: Model) -> None:
        self._model = model
        self._near = {topic.id: topic.near for topic in base.topics.values()}
        self._spans = _spans(base)
        self._examples = _examples(base)
        self._alone = {intent.id: len(_asked(intent)) for intent in base.intents}
        self._premises = [(fact.id, model.labels[fact.id + PREMISE]) for fact in base.facts.values() if fact.premises]
        self._cells = _cells(base)
        self._intent = self._at(cell.intent for cell in self._cells)
        self._kind = self._at(f"kind:{cell.kind}" for cell in self._cells)
        self._topic = self._at(f"topic:{cell.topic}" for cell in self._cells)
        self._aspect = self._at(f"aspect:{cell.aspect}" for cell in self._cells)

    def _at(self, labels: Iterable[str]) -> npt.NDArray[np.int64]:
        """Columns of the labels; a label that no row bears gets the column behind the last, which is always 0."""
        return np.array([self._model.labels.get(label, len(self._model.labels)) for label in labels])

    def rank(self, message: Understanding, before: Turn | None = None) -> Ranking:
        """The likeliest intents; `before` is the message that this one may follow up."""
        found = self._scores(message)
        dependence = float(found[self._model.labels.get(DEPENDENT, -1)])
        follows = before is not None and dependence > 0
        if before is not None and follows:
            found = self._scores(message, before.message)
        total = (
            found[self._intent] + TOPIC_WEIGHT * found[self._topic] + ASPECT_WEIGHT * found[self._aspect] + KIND_WEIGHT * found[self._kind]
        )
        if before is not None and follows:
            total += self._follow_up(before.best) * min(1.0, DEPENDENCE_WEIGHT * dependence)
        said = _sorted(message)
        shortlist = np.argsort(-total, kind="stable")[:SHORTLIST]
        candidates = [self._candidate(self._cells[place], float(total[place]), said, follows) for place in shortlist]
        return Ranking(
            candidates=tuple(sorted(candidates, key=lambda candidate: -candidate.score)),
            suspicion=float(found[self._model.labels.get(PREMISE, -1)]),
            premises={fact: float(found[column]) for fact, column in self._premises},
        )

    def _scores(self, message: Understanding, before: Understanding | None = None) -> Floats:
        """Score of each label, and behind them a 0 for labels that no row bears."""
        vector = self._model.space.vector(hashed(features_of(message, before)))
        return np.append(classifier.scores(self._model.weights, vector), np.float32(0))

    def _follow_up(self, before: Candidate) -> Floats:
        """What each intent gains by being about what the message before was about."""
        same = self._spans.get(before.intent, frozenset([before.topic]))
        near = frozenset().union(*(self._near[topic] for topic in same))
        gains = [SAME_TOPIC if cell.topic in same else NEAR_TOPIC * (cell.topic in near) for cell in self._cells]
        return np.array(gains, dtype=np.float32)

    def _candidate(self, cell: _Cell, score: float, said: str, follows: bool) -> Candidate:
        patterns = self._model.patterns.get(cell.intent, ())
        compared = patterns if follows else patterns[: self._alone.get(cell.intent)]
        near = process.extractOne(said, compared, scorer=fuzz.ratio)
        if cell.kind == "gap":
            score += -GAP_MALUS if follows else GAP_BONUS
        likeness, pattern = (near[1] / 100, self._examples[cell.intent][near[2]]) if near else (0.0, "")
        return Candidate(cell.intent, cell.kind, cell.topic, cell.aspect, score + SIMILARITY_WEIGHT * likeness, pattern)


def _examples(base: FactBase) -> dict[str, tuple[str, ...]]:
    """Intent → its patterns, a fact's own question among them, and behind them its follow-ups."""
    found = {intent.id: (*_asked(intent), *intent.follow_ups) for intent in base.intents}
    found |= {SMALL_TALK + talk.id: talk.patterns for talk in base.language.small_talk.values()}
    return found | {OFF_TOPIC: base.language.off_topic}


def _asked(intent: Fact | Gap) -> tuple[str, ...]:
    return (intent.question, *intent.patterns) if isinstance(intent, Fact) else intent.patterns


def _sorted(message: Understanding) -> str:
    """The concepts in alphabetical order: rapidfuzz's `ratio` of two such texts is its `token_sort_ratio`, without sorting each time."""
    return " ".join(sorted(message.concepts))


@dataclass(frozen=True, slots=True)
class _Cell:
    intent: str
    kind: str
    topic: str = ""
    aspect: str = ""


def _cells(base: FactBase) -> list[_Cell]:
    """All that a message can ask for: facts, gaps, small talk, other subjects, and each topic's aspects that nobody wrote an intent for."""
    cells = [_Cell(fact.id, "fact", fact.topic, fact.aspect) for fact in base.facts.values()]
    cells += [_Cell(gap.id, "gap", gap.topic, gap.aspect) for gap in base.gaps.values()]
    written = {(cell.topic, cell.aspect) for cell in cells}
    aspects = sorted({gap.aspect for gap in base.gaps.values()})
    unwritten = [(topic, aspect) for topic in base.topics for aspect in aspects if (topic, aspect) not in written]
    cells += [_Cell(f"{topic}{UNWRITTEN}{aspect}", "gap", topic, aspect) for topic, aspect in unwritten]
    cells += [_Cell(SMALL_TALK + name, "small") for name in base.language.small_talk]
    return [*cells, _Cell(OFF_TOPIC, "off")]


def _spans(base: FactBase) -> dict[str, frozenset[str]]:
    """The topics of facts that rest on several passages: a summary of a visit is about all that its passages are about."""
    facts = base.facts.values()
    passages = {fact.id: frozenset(excerpt.passage for excerpt in fact.excerpts) for fact in facts}
    return {
        fact.id: frozenset(other.topic for other in facts if passages[other.id] <= passages[fact.id])
        for fact in facts
        if len(passages[fact.id]) > 1
    }
