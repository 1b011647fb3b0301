"""Last step: ranked intents → the reply's parts, by thresholds that stand here with what set them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answers.match import Candidate, Ranking
from answers.model import Fact, FactBase
from answers.premises import PremiseChecker, asks_yes_or_no
from answers.reply import Explanation, Kind, Option, Part
from answers.rows import SMALL_TALK
from answers.statements import quotes_near, quotes_of, refusal_of, silence_of
from answers.understand import Understanding

ANSWER_FROM = 0.9
"""Score from which a fact is given as the answer."""
CLARIFY_WITHIN = 0.03
"""Two facts nearer than this with different quotes are asked back: such pairs are one in a hundred questions, and a third of them would be
wrong."""
SEGMENT_FROM = 1.25
"""Score from which a part of a message counts as a question of its own; below it, it is a remark."""
GAP_FROM, ON_SUBJECT_FROM = 1.0, 0.75
"""Scores of a gap and of a fact below which a message is taken to be about something else. Of the shipped sets' off-topic questions 153
instead of 124 of 174 are so told, and no unstated one more."""
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
        corrections = self._corrections(whole, segments)
        if corrections:
            corrected = {quote for part in corrections for quote in part.quotes}
            answers = [part for part in map(self._part, asked.values()) if part.kind is Kind.ANSWER and not corrected & set(part.quotes)]
            return (*corrections, *answers)
        if len(asked) > 1:
            return tuple(map(self._part, asked.values()))
        only = next(iter(asked.values()), whole)
        return (self._part(max(whole, only, key=lambda question: question.ranking.best.score)),)

    def about_what(self) -> Part:
        """The question back to one that does not say what it is about: “when?”."""
        return Part(Kind.CLARIFY, "About what? You could ask, for example:", options=self._examples)

    def _part(self, question: Question) -> Part:
        best = question.ranking.best
        if best.kind == "small":
            talk = self._base.language.small_talk[best.intent.removeprefix(SMALL_TALK)]
            return Part(Kind.SMALL_TALK, talk.reply, explanation=self._explain(question, "It reads as small talk."))
        if best.kind == "off" or len(question.unknown) == len(question.message.words):
            return self._off_topic(question)
        if best.kind == "gap":
            return self._off_topic(question) if best.score < GAP_FROM else self._gap(question, best)
        return self._fact(question, best)

    def _fact(self, question: Question, best: Candidate) -> Part:
        fact = self._base.facts[best.intent]
        if best.score < ANSWER_FROM:
            return self._off_topic(question) if best.score < ON_SUBJECT_FROM else self._unsure(question, fact)
        if self._premises.foreign(question.message):
            return self._unsure(question, fact)
        rival = self._rival(question)
        if rival is not None and not {e.passage for e in fact.excerpts} & {e.passage for e in rival.excerpts}:
            options = tuple(Option(each.id, each.question) for each in (fact, rival))
            return Part(
                Kind.CLARIFY,
                "Which of these do you mean?",
                options=options,
                explanation=self._explain(question, "Two facts are equally near."),
            )
        explanation = self._explain(question, "It asks for what this fact says.")
        return Part(Kind.ANSWER, self._answer(fact, question, rival), quotes_of(self._base, fact), explanation=explanation)

    def _rival(self, question: Question) -> Fact | None:
        """The fact that is as near as the best."""
        best, second = question.ranking.candidates[:2]
        return self._base.facts[second.intent] if second.kind == "fact" and best.score - second.score < CLARIFY_WITHIN else None

    def _answer(self, fact: Fact, question: Question, rival: Fact | None) -> str:
        """The short answer; a whole sentence to a question for yes or no, to one that names another person (“how long was Putin in
        Moscow?”: it was Xi), or where another fact of the same quote is as near.

        “Yes” only where the question names a value of the fact's own: the classifier tells what is asked about, not which way.
        """
        if asks_yes_or_no(question.message.words):
            beside = [self._base.facts[c.intent] for c in question.ranking.candidates if c.kind == "fact"]
            for other in [fact, *(other for other in beside if other.excerpts == fact.excerpts)]:
                if self._premises.confirmed(other, question.message):
                    return f"Yes: {other.statement}."
        elif rival is None and not self._premises.names_another(fact, question.message):
            return fact.answer
        return f"{fact.statement[0].upper()}{fact.statement[1:]}."

    def _corrections(self, whole: Question, segments: Sequence[Question]) -> tuple[Part, ...]:
        """What the message presumes wrongly: the segments', in order, where two or more do; else the whole's or the one segment's."""
        found = {part.statement: part for part in map(self._correction, segments) if part}
        if len(found) < 2:
            first = self._correction(whole)
            return (first,) if first else tuple(found.values())
        return tuple(found.values())

    def _correction(self, question: Question) -> Part | None:
        """“No: …” where the question presumes what a fact contradicts."""
        fact = self._premises.contradicting(question.message, question.ranking) if question.ranking.best.topic else None
        if fact is None:
            return None
        values = self._premises.contradicted(fact, question.message)
        reason = (
            f"The question presumes {' and '.join(values)}, which this fact contradicts."
            if values
            else "The question presumes what this fact contradicts."
        )
        return Part(
            Kind.CORRECTION, f"No: {fact.statement}.", quotes_of(self._base, fact), explanation=self._explain(question, reason, fact)
        )

    def _gap(self, question: Question, best: Candidate) -> Part:
        missing, nearest = silence_of(self._base, best.intent)
        return Part(
            Kind.NOT_STATED,
            refusal_of(missing),
            quotes_near(self._base, nearest),
            explanation=self._explain(question, "It asks for something that the article leaves out."),
        )

    def _unsure(self, question: Question, nearest: Fact) -> Part:
        return Part(
            Kind.NOT_STATED,
            "I find no answer to that in the article.",
            quotes_of(self._base, nearest)[:1],
            explanation=self._explain(question, "No fact is near enough to be sure of."),
        )

    def _off_topic(self, question: Question) -> Part:
        return Part(Kind.OFF_TOPIC, OFF_TOPIC, options=self._examples, explanation=self._explain(question, "It is about another subject."))

    def _explain(self, question: Question, reason: str, fact: Fact | None = None) -> Explanation:
        """`fact` is the one that the reply rests on, where that is not the best candidate."""
        best, second = question.ranking.candidates[:2]
        fact = fact or self._base.facts.get(best.intent)
        topic = self._base.topics.get(fact.topic if fact else best.topic)
        return Explanation(
            " ".join(question.message.words),
            best.intent,
            best.pattern,
            round(best.score, 3),
            second.intent,
            round(second.score, 3),
            question.unknown,
            reason,
            topic.name if topic else "",
            fact.question if fact else "",
            fact.id if fact else "",
        )
