"""Ranked intents → the reply's parts, on the small fact base. Scores here are far on either side of any threshold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers.decide import OFF_TOPIC, Decider, Question
from answers.match import Candidate, Ranking
from answers.model import FactBase
from answers.reply import Kind, Part
from answers.understand import Interpreter

SURE, UNLIKELY = 9.0, -9.0
MISSING = "The article does not say {}."


@pytest.fixture(scope="module")
def decide(small: FactBase, interpreter: Interpreter) -> Decide:
    return Decide(small, interpreter)


class Decide:
    """Questions and parts, with the small fact base behind them."""

    def __init__(self, base: FactBase, interpreter: Interpreter) -> None:
        self._decider, self._interpreter = Decider(base), interpreter
        self._intents = {intent.id: intent for intent in base.intents}
        self._facts = base.facts

    def question(
        self, text: str, *ranked: str, score: float = SURE, second: float = UNLIKELY, asks: bool = True, **premises: float
    ) -> Question:
        """`premises`: fact (with _ for its dot) → how surely the text is one of its false premises."""
        candidates = [self._candidate(intent, score if place == 0 else second) for place, intent in enumerate((*ranked, "off"))]
        own = {name.replace("_", "."): value for name, value in premises.items()}
        ranking = Ranking(tuple(candidates), max(own.values(), default=0.0), own)
        return Question(self._interpreter.understand(self._interpreter.words(text)), asks, ranking, ())

    def _candidate(self, intent: str, score: float) -> Candidate:
        known = self._intents.get(intent)
        if known is not None:
            return Candidate(intent, "fact" if intent in self._facts else "gap", known.topic, known.aspect, score, known.patterns[0])
        if " × " in intent:
            topic, _, aspect = intent.partition(" × ")
            return Candidate(intent, "gap", topic, aspect, score, "")
        return Candidate(intent, intent.partition(":")[0], "", "", score, "")

    def parts(self, *questions: Question) -> tuple[Part, ...]:
        return self._decider.parts(questions)

    def part(self, question: Question) -> Part:
        (part,) = self.parts(question)
        return part


def passages(part: Part) -> list[int]:
    return [quote.passage for quote in part.quotes]


@pytest.mark.parametrize(
    ("text", "intent", "kind", "statement", "quoted"),
    [
        pytest.param("when does it open", "bridge.opening", Kind.ANSWER, "In May.", [1], id="fact"),
        pytest.param("how much was it", "bridge.cost", Kind.NOT_STATED, MISSING.format("what the bridge cost"), [3], id="gap"),
        pytest.param("what for", "bridge.reason", Kind.NOT_STATED, MISSING.format("why the town built the bridge"), [], id="nothing near"),
        pytest.param("why", "ferry × reason", Kind.NOT_STATED, MISSING.format("the reasons of the old ferry"), [4], id="unwritten gap"),
        pytest.param("hello", "small:greeting", Kind.SMALL_TALK, "Hello, ask me about the article.", [], id="small talk"),
        pytest.param("bake bread", "off", Kind.OFF_TOPIC, OFF_TOPIC, [], id="off topic"),
    ],
)
def test_kinds(decide: Decide, *, text: str, intent: str, kind: Kind, statement: str, quoted: list[int]) -> None:
    part = decide.part(decide.question(text, intent))
    assert (part.kind, part.statement, passages(part)) == (kind, statement, quoted)


def test_a_quote_says_who_says_so_and_where(decide: Decide) -> None:
    (quote,) = decide.part(decide.question("when does it open", "bridge.opening")).quotes
    assert quote.origin == "— Mayor Ada Quill · Lanternby opens a footbridge, paragraph 1"
    assert quote.text.startswith("The town of Lanternby will open")


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        pytest.param("does it open in may", "Yes: the footbridge opens in May.", id="its own month"),
        pytest.param("will it open soon", "The footbridge opens in May.", id="no month"),
        pytest.param("when will it open", "In May.", id="not for yes or no"),
    ],
)
def test_yes_or_no(decide: Decide, text: str, statement: str) -> None:
    part = decide.part(decide.question(text, "bridge.opening"))
    assert (part.kind, part.statement) == (Kind.ANSWER, statement)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("so it opens in june", "The question presumes june, which this fact contradicts.", id="a value"),
        pytest.param("it never opens", "The question presumes what this fact contradicts.", id="no value"),
    ],
)
def test_a_false_premise_is_corrected(decide: Decide, text: str, reason: str) -> None:
    part = decide.part(decide.question(text, "bridge.opening", bridge_opening=5.0))
    assert (part.kind, part.statement, passages(part)) == (Kind.CORRECTION, "No: the footbridge opens in May.", [1])
    assert part.explanation is not None
    assert part.explanation.reason == reason


def test_small_talk_and_other_subjects_presume_nothing(decide: Decide) -> None:
    for intent, kind in (("small:thanks", Kind.SMALL_TALK), ("off", Kind.OFF_TOPIC)):
        assert decide.part(decide.question("so it opens in june", intent, bridge_opening=5.0)).kind is kind


def test_a_fact_that_is_not_near_is_no_answer(decide: Decide) -> None:
    part = decide.part(decide.question("about the bridge", "bridge.opening", score=UNLIKELY, second=UNLIKELY - 1))
    assert part.kind is Kind.OFF_TOPIC


def test_two_facts_equally_near_are_asked_back(decide: Decide) -> None:
    part = decide.part(decide.question("when is it", "bridge.opening", "ferry.end", second=SURE))
    assert (part.kind, part.statement, part.quotes) == (Kind.CLARIFY, "Which of these do you mean?", ())
    assert [(option.intent, option.question) for option in part.options] == [
        ("bridge.opening", "When does the footbridge open?"),
        ("ferry.end", "Until when does the ferry run?"),
    ]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("bridge.designer", id="a fact of the same passage"),
        pytest.param("bridge.cost", id="a gap"),
        pytest.param("small:thanks", id="small talk"),
    ],
)
def test_what_is_not_asked_back(decide: Decide, second: str) -> None:
    assert decide.part(decide.question("how long is it", "bridge.length", second, second=SURE)).kind is Kind.ANSWER


def test_off_topic_offers_the_articles_examples(decide: Decide, small: FactBase) -> None:
    part = decide.part(decide.question("bake bread", "off"))
    assert tuple(option.question for option in part.options) == small.examples[:3]
    assert {option.intent for option in part.options} == {""}


def test_the_explanation(decide: Decide) -> None:
    question = replace(decide.question("when does it open", "bridge.opening", "ferry.end", score=2.34567), unknown=("zzz",))
    explanation = decide.part(question).explanation
    assert explanation is not None
    assert (explanation.question, explanation.intent, explanation.pattern) == (
        "when does it open",
        "bridge.opening",
        "when does the footbridge open",
    )
    assert (explanation.score, explanation.runner_up, explanation.runner_up_score) == (2.346, "ferry.end", UNLIKELY)
    assert explanation.unknown == ("zzz",)


def test_each_question_gets_its_part(decide: Decide) -> None:
    opening, designer = decide.question("when does it open", "bridge.opening"), decide.question("who drew it", "bridge.designer")
    parts = decide.parts(decide.question("when does it open and who drew it", "bridge.opening"), opening, designer)
    assert [part.statement for part in parts] == ["In May.", "The engineer Bo Tarn designed it."]


@pytest.mark.parametrize(
    "segment",
    [
        pytest.param(("hello", "small:greeting", SURE, True), id="a greeting"),
        pytest.param(("i read it", "bridge.length", SURE, False), id="a remark"),
        pytest.param(("any idea", "bridge.length", UNLIKELY, True), id="a question about nothing"),
        pytest.param(("when is that", "bridge.opening", SURE, True), id="the same question again"),
    ],
)
def test_what_is_no_question_of_its_own(decide: Decide, segment: tuple[str, str, float, bool]) -> None:
    text, intent, score, asks = segment
    whole, real = decide.question("both", "bridge.opening"), decide.question("when does it open", "bridge.opening")
    parts = decide.parts(whole, real, decide.question(text, intent, score=score, second=UNLIKELY - 1, asks=asks))
    assert [part.statement for part in parts] == ["In May."]
