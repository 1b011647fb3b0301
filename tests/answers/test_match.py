"""Ranking intents for a message, on the small fact base. No score is asserted: weights are tuned against the evaluation sets."""

from __future__ import annotations

import numpy as np
import pytest

from answers.match import SHORTLIST, Matcher, Model, Ranking, Turn, fit
from answers.model import FactBase
from answers.understand import Interpreter


@pytest.fixture(scope="module")
def model(small: FactBase, interpreter: Interpreter) -> Model:
    return fit(small, interpreter)


@pytest.fixture(scope="module")
def matcher(small: FactBase, model: Model) -> Matcher:
    return Matcher(small, model)


@pytest.fixture(scope="module")
def rank(matcher: Matcher, interpreter: Interpreter) -> Rank:
    return Rank(matcher, interpreter)


class Rank:
    """Ranks a text, behind another where one is given."""

    def __init__(self, matcher: Matcher, interpreter: Interpreter) -> None:
        self._matcher, self._interpreter = matcher, interpreter

    def __call__(self, text: str, before: str | None = None) -> Ranking:
        turn = None
        if before is not None:
            message = self._interpreter.understand(self._interpreter.words(before))
            turn = Turn(message, self._matcher.rank(message).best)
        return self._matcher.rank(self._interpreter.understand(self._interpreter.words(text)), turn)


@pytest.mark.parametrize(
    ("text", "intent", "kind"),
    [
        pytest.param("when will the bridge open", "bridge.opening", "fact", id="when"),
        pytest.param("what length does the footbridge have", "bridge.length", "fact", id="length"),
        pytest.param("who drew the footbridge", "bridge.designer", "fact", id="who"),
        pytest.param("what year did the flood come", "bridge.flood", "fact", id="year"),
        pytest.param("when will the ferry stop running", "ferry.end", "fact", id="end"),
        pytest.param("on what day do they open the bridge", "bridge.exact-date", "gap", id="exact date"),
        pytest.param("the price of the bridge", "bridge.cost", "gap", id="cost of one topic"),
        pytest.param("the price of a ferry trip", "ferry.fare", "gap", id="cost of the other topic"),
        pytest.param("hello there bot", "small:greeting", "small", id="small talk"),
        pytest.param("how do i bake a cake", "off", "off", id="off topic"),
    ],
)
def test_the_best(rank: Rank, text: str, intent: str, kind: str) -> None:
    best = rank(text).best
    assert (best.intent, best.kind) == (intent, kind)


def test_every_pattern_finds_its_own_intent(small: FactBase, rank: Rank) -> None:
    assert [pattern for intent in small.intents for pattern in intent.patterns if rank(pattern).best.intent != intent.id] == []


def test_an_unwritten_pair_of_topic_and_aspect_is_a_gap(rank: Rank) -> None:
    """Nobody wrote a gap for the ferry's reason."""
    found = {candidate.intent: candidate for candidate in rank("for what reason is there a ferry").candidates}
    candidate = found["ferry × reason"]
    assert (candidate.kind, candidate.topic, candidate.aspect, candidate.pattern) == ("gap", "ferry", "reason", "")
    assert {intent for intent in found if intent.startswith("ferry ×")} <= {"ferry × reason", "ferry × exact-date"}


def test_the_nearest_pattern_is_named(rank: Rank) -> None:
    best = rank("so, who designed the bridge").best
    assert best.pattern == "Who designed the footbridge?"
    assert (best.topic, best.aspect) == ("bridge", "who")


@pytest.mark.parametrize(
    ("text", "before", "intent"),
    [
        pytest.param("and when?", "how long is the bridge", "bridge.opening", id="same topic"),
        pytest.param("and when?", "what does the ferry cost", "ferry.end", id="the other topic"),
        pytest.param("how much is that?", "what does the ferry cost", "ferry.fare", id="the same again"),
        pytest.param("and how long is it", "when does the bridge open", "bridge.length", id="written follow-up"),
        pytest.param("who designed the bridge", "what does the ferry cost", "bridge.designer", id="a full question stands alone"),
        pytest.param("thank you", "when does the bridge open", "small:thanks", id="small talk stands alone"),
    ],
)
def test_follow_ups(rank: Rank, text: str, before: str, intent: str) -> None:
    assert rank(text, before).best.intent == intent


def test_candidates_are_sorted_and_few(rank: Rank) -> None:
    found = rank("when does it open").candidates
    assert [candidate.score for candidate in found] == sorted((candidate.score for candidate in found), reverse=True)
    assert len(found) == len({candidate.intent for candidate in found}) == SHORTLIST


def test_false_premises_look_suspicious(small: FactBase, rank: Rank) -> None:
    for fact in small.facts.values():
        for premise in fact.premises:
            ranking = rank(premise)
            assert ranking.suspicion > rank("when does the footbridge open").suspicion
            assert max(ranking.premises, key=lambda name: ranking.premises[name]) == fact.id
    assert ranking.premises.keys() == {fact.id for fact in small.facts.values() if fact.premises}


def test_a_message_of_unknown_words_has_candidates(rank: Rank) -> None:
    assert len(rank("zzz yyy").candidates) == SHORTLIST


def test_fitting_again_gives_the_same_model(small: FactBase, interpreter: Interpreter, model: Model) -> None:
    again = fit(small, interpreter)
    assert again.weights.tobytes() == model.weights.tobytes()
    assert np.array_equal(again.space.hashes, model.space.hashes)
    assert (again.labels, again.patterns, again.words) == (model.labels, model.patterns, model.words)


def test_the_spellers_words(model: Model) -> None:
    assert model.words["bridge"] > model.words["ferry"] > 0
    assert model.words["quill"] == 0  # stands in a form of a value only
    assert "u" not in model.words
