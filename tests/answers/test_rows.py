"""What the classifier learns from."""

from __future__ import annotations

from collections import Counter

import pytest

from answers.model import FactBase
from answers.rows import MUTATED_EVERY, MUTATED_WEIGHT, STANDALONE_EVERY, Row, intent_labels, mutated_rows, training_rows


@pytest.fixture(scope="module")
def rows(small: FactBase) -> list[Row]:
    return list(training_rows(small))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("bridge length", ("bridge.length", "topic:bridge", "aspect:number", "kind:fact"), id="fact"),
        pytest.param("ferry fare", ("ferry.fare", "topic:ferry", "aspect:money", "kind:gap"), id="gap"),
        pytest.param("so the bridge opens in june", ("bridge.opening!", "!", "topic:bridge"), id="premise"),
        pytest.param("hey there", ("small:greeting", "kind:small"), id="small talk"),
        pytest.param("play some music", ("off", "kind:off"), id="off topic"),
        pytest.param("for what reason", ("aspect:reason", "kind:gap"), id="phrase of an aspect that only gaps have"),
        pytest.param("which person", ("aspect:who",), id="phrase of an aspect that a fact has"),
    ],
)
def test_labels(rows: list[Row], text: str, labels: tuple[str, ...]) -> None:
    assert Row(text, labels) in rows


def test_labels_of_an_intent(small: FactBase) -> None:
    assert intent_labels(small.facts["ferry.end"]) == ("ferry.end", "topic:ferry", "aspect:when", "kind:fact")
    assert intent_labels(small.gaps["bridge.cost"]) == ("bridge.cost", "topic:bridge", "aspect:money", "kind:gap")


def test_every_pattern_is_learned_alone(small: FactBase, rows: list[Row]) -> None:
    alone = Counter(row.text for row in rows if row.before is None)
    assert {pattern for intent in small.intents for pattern in intent.patterns} <= alone.keys()


def test_follow_ups_stand_behind_the_same_or_a_near_topic(small: FactBase, rows: list[Row]) -> None:
    owner = {pattern: fact.topic for fact in small.facts.values() for pattern in fact.patterns}
    around = {topic.id: {topic.id, *topic.near} for topic in small.topics.values()}
    for intent in small.intents:
        for follow_up in intent.follow_ups:
            (row,) = (row for row in rows if row.text == follow_up and intent.id in row.labels)
            assert row.before is not None
            assert owner[row.before] in around[intent.topic]
            assert row.before not in intent.patterns or len(around[intent.topic]) == 1


def test_some_full_questions_stand_behind_any_message(small: FactBase, rows: list[Row]) -> None:
    for intent in small.intents:
        behind = {row.text for row in rows if row.before is not None and intent.id in row.labels}
        assert set(intent.patterns[::STANDALONE_EVERY]) <= behind


def test_general_follow_ups_of_the_aspect(rows: list[Row]) -> None:
    found = {row.text for row in rows if row.before is not None and "ferry.fare" in row.labels}
    assert {"and the price", "how much is that"} <= found


def test_the_order_is_always_the_same(small: FactBase, rows: list[Row]) -> None:
    assert list(training_rows(small)) == rows


def test_a_facts_own_question_is_learned(small: FactBase, rows: list[Row]) -> None:
    for fact in small.facts.values():
        assert Row(fact.question, intent_labels(fact)) in rows


def test_mutated_rows_are_like_their_originals_but_count_less() -> None:
    row = Row("when does the bridge open", ("bridge.opening",), before="who designed it")
    thinned, swapped = mutated_rows([row])
    assert (thinned.text, thinned.labels, thinned.before, thinned.weight) == ("when bridge open", row.labels, row.before, MUTATED_WEIGHT)
    assert sorted(swapped.text.split()) == sorted(row.text.split())
    assert swapped.text != row.text


def test_one_row_in_several_is_mutated_and_none_to_the_same_text() -> None:
    rows = [Row(f"is it open on day {number}", ("bridge.opening",)) for number in range(10)]
    assert len(list(mutated_rows(rows))) == 2 * len(rows[::MUTATED_EVERY])
    assert not list(mutated_rows([Row("why", ("bridge.opening",))]))
