"""Last step: ranked intents → the reply's parts. Every threshold of the project stands here, with what set it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answers.match import Candidate, Ranking
from answers.model import Fact, FactBase
from answers.premises import PremiseChecker
from answers.reply import Explanation, Kind, Option, Part, Quote
from answers.understand import Understanding

ANSWER_FROM = 0.95
"""Score from which a fact is given as the answer."""
CLARIFY_FROM = 0.9
CLARIFY_WITHIN = 0.04
"""Two facts nearer than this, with different quotes, are asked back."""
SEGMENT_FROM = 1.15
"""Score from which a part of a message counts as a question of its own; below it, it is a remark."""
ON_SUBJECT_FROM = 0.75
"""Score below which a message is taken to be about something else."""
OFF_TOPIC = "That is not in the article. I answer questions about it, for example:"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a message with the intents it may ask for, best first."""

    message: Understanding
    asks: bool
    ranking: Ranking
    unknown: tuple[str, ...]


class Decider:
    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._premises = PremiseChecker(base)
        self._examples = tuple(Option("", example) for example in base.examples[:3])

    def parts(self, questions: Sequence[Question]) -> tuple[Part, ...]:
        """The parts for a message: `questions` begins with the whole message as one, its segments follow."""
        whole, *segments = questions
        asked: dict[str, Question] = {}
        for segment in segments:
            best = segment.ranking.best
            if segment.asks and best.topic and best.score >= SEGMENT_FROM:
                asked.setdefault(best.intent, segment)
        if len(asked) > 1:
            return tuple(map(self._part, asked.values()))
        only = next(iter(asked.values()), whole)
        return (self._part(max(whole, only, key=lambda question: question.ranking.best.score)),)

    def _part(self, question: Question) -> Part:
        best = question.ranking.best
        if best.kind == "small":
            talk = self._base.language.small_talk[best.intent.removeprefix("small:")]
            return Part(Kind.SMALL_TALK, talk.reply, explanation=self._explain(question, "It reads as small talk."))
        if best.kind == "off":
            return self._off_topic(question)
        wrong = self._premises.contradicting(question.message, question.ranking)
        if wrong is not None:
            return self._correction(question, wrong)
        if best.kind == "gap":
            return self._gap(question, best)
        return self._fact(question, best)

    def _fact(self, question: Question, best: Candidate) -> Part:
        fact = self._base.facts[best.intent]
        if best.score < ANSWER_FROM:
            return self._off_topic(question) if best.score < ON_SUBJECT_FROM else self._unsure(question, fact)
        return Part(Kind.ANSWER, fact.answer, self._quotes(fact), explanation=self._explain(question, "This fact's patterns are nearest."))

    def _correction(self, question: Question, fact: Fact) -> Part:
        values = self._premises.contradicted(fact, question.message)
        reason = (
            f"The question presumes {' and '.join(values)}, which this fact contradicts."
            if values
            else "The question presumes what this fact contradicts."
        )
        return Part(Kind.CORRECTION, f"No: {fact.correction}.", self._quotes(fact), explanation=self._explain(question, reason))

    def _gap(self, question: Question, best: Candidate) -> Part:
        gap = self._base.gaps.get(best.intent)
        if gap is None:
            topic, _, aspect = best.intent.partition(" × ")
            missing = f"{self._base.language.aspects[aspect].missing} of {self._base.topics[topic].name}"
            nearest = [fact for fact in self._base.facts.values() if fact.topic == topic][:1]
        else:
            missing, nearest = gap.missing, [self._base.facts[name] for name in gap.nearest]
        return Part(
            Kind.NOT_STATED,
            f"The article does not say {missing}.",
            tuple(dict.fromkeys(quote for fact in nearest for quote in self._quotes(fact)))[:2],
            explanation=self._explain(question, "It asks for something that the article leaves out."),
        )

    def _unsure(self, question: Question, nearest: Fact) -> Part:
        return Part(
            Kind.NOT_STATED,
            "I find no answer to that in the article.",
            self._quotes(nearest)[:1],
            explanation=self._explain(question, "No fact is near enough to be sure of."),
        )

    def _off_topic(self, question: Question) -> Part:
        return Part(Kind.OFF_TOPIC, OFF_TOPIC, options=self._examples, explanation=self._explain(question, "It is about another subject."))

    def _quotes(self, fact: Fact) -> tuple[Quote, ...]:
        return tuple(Quote(excerpt.text, self._base.title, excerpt.passage, fact.says) for excerpt in fact.excerpts)

    def _explain(self, question: Question, reason: str) -> Explanation:
        best, second = question.ranking.candidates[:2]
        return Explanation(
            " ".join(question.message.words),
            best.intent,
            best.pattern,
            round(best.score, 3),
            second.intent,
            round(second.score, 3),
            question.unknown,
            reason,
        )
