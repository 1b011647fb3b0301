"""The straight line of a message: split → normalise → spell → understand → rank → decide → Reply."""

from __future__ import annotations

from collections.abc import Sequence

from answers.browse import Browser
from answers.decide import Decider, Question
from answers.languages import foreign_line
from answers.match import Matcher, Model, Turn, fit
from answers.model import FactBase
from answers.normalise import MAX_CHARACTERS
from answers.reply import Kind, Option, Part, Reply
from answers.spelling import Speller, english_words
from answers.split import split
from answers.understand import Interpreter, Understanding
from answers.words import FUNCTION_WORDS, PRONOUNS, QUESTION_WORDS

REMEMBERED = 3
"""Earlier messages that a follow-up can lean on."""
_BARE = FUNCTION_WORDS - {"about"} | QUESTION_WORDS | PRONOUNS
"""Words that ask without saying about what."""
FOUND_FROM = 0.6
"""Score from which a fact is among what a search finds. Lower than for an answer: who searches looks through a list, and types the first
letters before the rest."""
NOTHING = "Send me a question about the article in words, and I will look it up."


class Assistant:
    """Answers questions from a fact base. Pure: the same message and context give the same reply."""

    def __init__(self, base: FactBase, model: Model | None = None) -> None:
        self.base = base
        self._interpreter = Interpreter(base.language)
        model = model or fit(base, self._interpreter)
        self._speller = Speller(model.words, english_words())
        self._matcher = Matcher(base, model)
        self._decider = Decider(base)
        self._browser = Browser(base)

    def reply(self, utterance: str, context: Sequence[str] = ()) -> Reply:
        """The reply to `utterance`; `context` are the user's earlier messages in the same conversation, oldest first."""
        utterance = utterance[:MAX_CHARACTERS]
        line = foreign_line(utterance)
        if line is not None:
            return Reply((Part(Kind.SMALL_TALK, line),))
        words = self._interpreter.words(utterance)
        if not words:
            return Reply((Part(Kind.SMALL_TALK, NOTHING),))
        earlier = self._earlier(context[-REMEMBERED:])
        if earlier is None and _BARE.issuperset(words):
            return Reply((self._decider.about_what(),))
        return Reply(self._decider.parts(self._questions(utterance, earlier)))

    def reply_about(self, intent: str) -> Reply | None:
        """What the article says, or does not say, to a fact or gap; None where there is no such intent."""
        return self._browser.reply_about(intent)

    def related(self, intent: str, limit: int = 3) -> tuple[Option, ...]:
        """Facts to go on to from a fact or gap."""
        return self._browser.related(intent, limit)

    def search(self, text: str, limit: int) -> tuple[Option, ...]:
        """The facts that a text may be after, best first; it may be a question, a few words or the beginning of one."""
        text = text[:MAX_CHARACTERS]
        if not self._interpreter.words(text):
            return ()
        ranked = self._matcher.rank(self._understand(text)).candidates
        found = [candidate.intent for candidate in ranked if candidate.kind == "fact" and candidate.score >= FOUND_FROM]
        found += self._browser.mentioning(text)
        return tuple(Option(name, self.base.facts[name].question) for name in dict.fromkeys(found))[:limit]

    def _understand(self, text: str) -> Understanding:
        return self._interpreter.understand(self._speller.correct(self._interpreter.words(text)))

    def _earlier(self, context: Sequence[str]) -> Turn | None:
        """The last message that was not small talk, understood behind those before it."""
        turn = None
        for text in context:
            message = self._understand(text)
            best = self._matcher.rank(message, turn).best
            if best.topic:
                turn = Turn(message, best)
        return turn

    def _questions(self, utterance: str, earlier: Turn | None) -> tuple[Question, ...]:
        """The whole message as one question, then each of its segments, read behind the one before."""
        whole = self._understand(utterance)
        questions = [self._question(whole, earlier, asks=True)]
        segments = split(utterance)
        if len(segments) > 1:
            before = earlier
            for segment in segments:
                question = self._question(self._understand(segment.text), before, segment.asks)
                questions.append(question)
                before = Turn(question.message, question.ranking.best) if question.ranking.best.topic else before
        return tuple(questions)

    def _question(self, message: Understanding, before: Turn | None, asks: bool) -> Question:
        unknown = tuple(word for word in message.words if not self._speller.knows(word))
        return Question(message, asks, self._matcher.rank(message, before), unknown)
