"""The fact base as values: immutable, checked, free of any file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """An article, split into its paragraphs and list items."""

    title: str
    passages: tuple[str, ...]

    def passage_of(self, excerpt: str) -> int | None:
        """Number (from 1) of the passage that holds the excerpt verbatim; None if none does."""
        return next((number for number, passage in enumerate(self.passages, 1) if excerpt in passage), None)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim part of one passage."""

    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Facts that belong together: a visit, an agreement."""

    id: str
    name: str
    """Completes “about …”."""
    near: frozenset[str]
    """Topics that a conversation about this one easily moves to."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """What can be asked of any topic: when, who, how many, why …"""

    id: str
    missing: str
    """Completes “The article does not say …” where no gap says it better."""
    follow_ups: tuple[str, ...]
    phrases: tuple[str, ...]
    same_as: str
    """The aspect that asks the same where a fact answers it: a reason that is given is a why. Empty for none."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the article states."""

    id: str
    topic: str
    aspect: str
    answer: str
    excerpts: tuple[Excerpt, ...]
    says: str
    values: Mapping[str, frozenset[str]]
    """Typed values that a premise can get wrong: {"month": {"october"}}."""
    patterns: tuple[str, ...]
    premises: tuple[str, ...]
    """Utterances that presume something that this fact contradicts."""
    follow_ups: tuple[str, ...]
    """Messages that ask for this fact where the message before was about the same topic."""
    statement: str
    """The fact as a whole sentence without its full stop; follows “Yes: ” and “No: ”."""
    question: str
    """The fact's own question, as it stands on a button."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that readers ask and the article leaves out."""

    id: str
    topic: str
    aspect: str
    missing: str
    nearest: tuple[str, ...]
    """Ids of the facts that come closest."""
    patterns: tuple[str, ...]
    follow_ups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    id: str
    reply: str
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """General English, the same for every article."""

    short_forms: Mapping[str, tuple[str, ...]]
    concepts: Mapping[str, tuple[str, ...]]
    """Concept → its surface forms."""
    values: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Type of value (month, country, person …) → value → its surface forms."""
    aspects: Mapping[str, Aspect]
    small_talk: Mapping[str, SmallTalk]
    off_topic: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactBase:
    """All that the bot knows about one article."""

    source: Source
    about: str
    """One line: what can be asked."""
    examples: tuple[str, ...]
    topics: Mapping[str, Topic]
    facts: Mapping[str, Fact]
    gaps: Mapping[str, Gap]
    language: Language
    files: tuple[Path, ...] = field(compare=False)
    """What it was read from."""

    @property
    def title(self) -> str:
        return self.source.title

    @property
    def intents(self) -> tuple[Fact | Gap, ...]:
        """What can be asked about the article: its facts, then its gaps."""
        return (*self.facts.values(), *self.gaps.values())

    def counts(self) -> dict[str, int]:
        covered = {excerpt.passage for fact in self.facts.values() for excerpt in fact.excerpts}
        talks = self.language.small_talk.values()
        patterns = sum(len(intent.patterns) for intent in self.intents) + sum(len(talk.patterns) for talk in talks)
        return {
            "passages": len(self.source.passages),
            "passages covered": len(covered),
            "topics": len(self.topics),
            "facts": len(self.facts),
            "gaps": len(self.gaps),
            "small talk": len(self.language.small_talk),
            "patterns": patterns + len(self.language.off_topic),
            "false premises": sum(len(fact.premises) for fact in self.facts.values()),
        }
