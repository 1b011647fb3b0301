"""What the classifier learns from: utterances with the labels that they bear, made from the fact base.

A pattern bears four labels: its intent, its topic, its aspect and its kind (fact, gap, small talk, off topic). Topic and aspect are so
learned from all patterns together: “who signed it” is known as a question for persons whatever the topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answers.model import Fact, FactBase, Gap
from answers.mutate import drop_function_words, swap_words

PREMISE = "!"
"""Label of all false premises, and behind a fact's id the mark of that fact's own."""
SMALL_TALK = "small:"
"""Stands before the name of a small talk in its label."""
OFF_TOPIC = "off"
DEPENDENT = "dependent"
"""Label of messages that mean something only behind another one."""
STANDALONE_EVERY = 6
"""One full question in so many is also learned behind a message on anything else: it needs no earlier one. Small talk and other subjects
all are: “ok thanks” and “who won the football?” ask for nothing, whatever stands before."""
GENERAL_FOLLOW_UPS = 3
"""General follow-ups of its aspect (“and on which day?”) that are learned for each intent."""

MUTATED_EVERY, MUTATED_WEIGHT = 2, 0.5
"""One row in so many is learned once more as a hurried thumb types it, for half. Of the points of right answers that mutated questions lose
this saves half; the plain questions lose none, as long as the mutated rows are left out when features are counted: a feature that
stands in a row and its copy was seen once."""


@dataclass(frozen=True, slots=True)
class Row:
    """One utterance to learn from."""

    text: str
    labels: tuple[str, ...]
    before: str | None = None
    """The message that it follows."""
    weight: float = 1.0
    """How much it counts in fitting."""


def training_rows(base: FactBase) -> Iterator[Row]:
    """All rows, in an order that depends on the fact base alone."""
    language = base.language
    for intent in base.intents:
        for pattern in intent.patterns:
            yield Row(pattern, intent_labels(intent))
    for fact in base.facts.values():
        yield Row(fact.question, intent_labels(fact))
        for premise in fact.premises:
            yield Row(premise, (fact.id + PREMISE, PREMISE, f"topic:{fact.topic}"))
    for talk in language.small_talk.values():
        for pattern in talk.patterns:
            yield Row(pattern, (SMALL_TALK + talk.id, "kind:small"))
    for text in language.off_topic:
        yield Row(text, (OFF_TOPIC, "kind:off"))
    unstated = {gap.aspect for gap in base.gaps.values()}
    for aspect in language.aspects.values():
        labels = (f"aspect:{aspect.id}", "kind:gap") if aspect.id in unstated else (f"aspect:{aspect.id}",)
        for text in aspect.phrases:
            yield Row(text, labels)
        for text in aspect.follow_ups:
            yield Row(text, (*labels, DEPENDENT))
    yield from _rows_in_conversation(base)


def mutated_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """Some of the rows without their articles and auxiliaries, or with two words swapped, where that changes them."""
    for mutate in (drop_function_words, swap_words):
        for row in rows[::MUTATED_EVERY]:
            text = mutate(row.text)
            if text != row.text:
                yield replace(row, text=text, weight=MUTATED_WEIGHT)


def intent_labels(intent: Fact | Gap) -> tuple[str, ...]:
    kind = "fact" if isinstance(intent, Fact) else "gap"
    return (intent.id, f"topic:{intent.topic}", f"aspect:{intent.aspect}", f"kind:{kind}")


def _rows_in_conversation(base: FactBase) -> Iterator[Row]:
    """Follow-ups behind messages on the same or a near topic, and full questions behind messages on anything.

    Which message stands before is chosen by counting through the fact base, so that it varies and yet is the same at each fit.
    """
    stated = {(fact.topic, fact.aspect) for fact in base.facts.values()}
    for place, intent in enumerate(base.intents):
        labels = intent_labels(intent)
        around = (intent.topic, *sorted(base.topics[intent.topic].near))
        earlier: list[Fact | Gap] = [fact for fact in base.facts.values() if fact.topic in around and fact is not intent] or [intent]
        for number, text in enumerate(intent.follow_ups):
            yield Row(text, (*labels, DEPENDENT), _pattern(earlier[number % len(earlier)], place + number))
        for number, pattern in enumerate(intent.patterns[::STANDALONE_EVERY]):
            other = base.intents[(place * 31 + number * 7 + 1) % len(base.intents)]
            if other is not intent:
                yield Row(pattern, labels, _pattern(other, place + number))
        aspect = base.language.aspects[intent.aspect]
        general = () if (intent.topic, aspect.same_as) in stated else aspect.follow_ups
        for number in range(min(GENERAL_FOLLOW_UPS, len(general))):
            text = general[(place + number * 7) % len(general)]
            yield Row(text, (*labels, DEPENDENT), _pattern(earlier[(place + number) % len(earlier)], place * 3 + number))
    language = base.language
    elsewhere = [(text, (OFF_TOPIC, "kind:off")) for text in language.off_topic]
    elsewhere += [(text, (SMALL_TALK + talk.id, "kind:small")) for talk in language.small_talk.values() for text in talk.patterns]
    for place, (text, about) in enumerate(elsewhere):
        yield Row(text, about, _pattern(base.intents[place * 31 % len(base.intents)], place))


def _pattern(intent: Fact | Gap, number: int) -> str:
    return intent.patterns[number % len(intent.patterns)]
