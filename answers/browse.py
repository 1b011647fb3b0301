"""The fact base for those who look around in it: by topic, from one fact to related ones, by a few words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answers.model import Fact, FactBase
from answers.reply import Explanation, Kind, Option, Part, Reply
from answers.statements import UNWRITTEN, quotes_near, quotes_of, refusal_of, silence_of
from answers.words import FUNCTION_WORDS, PRONOUNS, QUESTION_WORDS

CHOSEN = "It was chosen from a list."
_COMMON = FUNCTION_WORDS | QUESTION_WORDS | PRONOUNS
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Section:
    """A topic with its facts, in the editor's order."""

    topic: str
    name: str
    """Completes “about …”."""
    facts: tuple[Option, ...]


def sections_of(base: FactBase) -> tuple[Section, ...]:
    """The topics that have facts."""
    found = (Section(topic.id, topic.name, tuple(map(_option, _facts_of(base, topic.id)))) for topic in base.topics.values())
    return tuple(section for section in found if section.facts)


def intents_of(base: FactBase) -> tuple[str, ...]:
    """All that a reply can be about: facts, gaps, and each topic's aspects as gaps that nobody wrote."""
    unwritten = (f"{topic}{UNWRITTEN}{aspect}" for topic in base.topics for aspect in base.language.aspects)
    return (*base.facts, *base.gaps, *unwritten)


class Browser:
    """Ways through a fact base that need no question."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._intents = frozenset(intents_of(base))
        self._words = {fact.id: frozenset(_words(f"{fact.question} {fact.answer}")) for fact in base.facts.values()}

    def reply_about(self, intent: str) -> Reply | None:
        """What the article says, or does not say, to a fact or gap; None where there is no such intent."""
        if intent not in self._intents:
            return None
        fact = self._base.facts.get(intent)
        if fact is not None:
            return Reply((Part(Kind.ANSWER, fact.answer, quotes_of(self._base, fact), explanation=self._chosen(intent, fact)),))
        missing, nearest = silence_of(self._base, intent)
        return Reply((Part(Kind.NOT_STATED, refusal_of(missing), quotes_near(self._base, nearest), explanation=self._chosen(intent)),))

    def related(self, intent: str, limit: int = 3) -> tuple[Option, ...]:
        """Facts to go on to: a gap's nearest, those of the same topic, of near ones, of others; no two rest on the same quote."""
        if intent not in self._intents:
            return ()
        fact = self._base.facts.get(intent)
        seen = {fact.excerpts} if fact else set()
        found: list[Fact] = []
        for other in self._around(intent, fact):
            if other.excerpts not in seen and len(found) < limit:
                seen.add(other.excerpts)
                found.append(other)
        return tuple(map(_option, found))

    def mentioning(self, text: str) -> tuple[str, ...]:
        """Facts whose question or answer has all the words of the text that say something; the last may be only begun."""
        *before, begun = _words(text) or [""]
        if not begun:
            return ()
        whole = [word for word in before if word not in _COMMON]
        found = (fact for fact, words in self._words.items() if words.issuperset(whole) and any(word.startswith(begun) for word in words))
        return tuple(found)

    def _around(self, intent: str, fact: Fact | None) -> list[Fact]:
        """What may be related, nearest first. From a fact it goes on behind it, so that who follows the links sees all of a topic."""
        same = _facts_of(self._base, self._topic(intent))
        if fact is None:
            same = [*silence_of(self._base, intent)[1], *same]
        else:
            at = same.index(fact)
            same = [*same[at + 1 :], *same[:at]]
        further = self._topics_around(self._topic(intent))[1:]
        return [*same, *(other for name in further for other in _facts_of(self._base, name))]

    def _topics_around(self, topic: str) -> list[str]:
        """All topics: this one, those near it, those near these and so on, then those that no step leads to."""
        topics, found = self._base.topics, {topic: None}
        step = [topic]
        while step:
            step = [name for name in topics if name not in found and any(name in topics[before].near for before in step)]
            found |= dict.fromkeys(step)
        return list(found | dict.fromkeys(topics))

    def _topic(self, intent: str) -> str:
        written = self._base.facts.get(intent) or self._base.gaps.get(intent)
        return written.topic if written else intent.partition(UNWRITTEN)[0]

    def _chosen(self, intent: str, fact: Fact | None = None) -> Explanation:
        topic = self._base.topics[self._topic(intent)].name
        return Explanation(
            "", intent, "", 0.0, "", 0.0, (), CHOSEN, topic, asked=fact.question if fact else "", fact=fact.id if fact else ""
        )


def _facts_of(base: FactBase, topic: str) -> list[Fact]:
    return [fact for fact in base.facts.values() if fact.topic == topic]


def _option(fact: Fact) -> Option:
    return Option(fact.id, fact.question)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
