"""What the reader gets: the reply, its parts and its quotes, as plain values.

Rendering for a channel (Telegram HTML, a terminal) starts from these; nothing in them is escaped or marked up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The six kinds of a reply, weightiest first: a reply of several parts is of its weightiest part's kind."""

    CORRECTION = "correction"
    ANSWER = "answer"
    NOT_STATED = "not_stated"
    CLARIFY = "clarify"
    OFF_TOPIC = "off_topic"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim excerpt of the article with all that a reader needs to check it."""

    text: str
    source: str
    """The article's name."""
    passage: int
    """Number of the paragraph or list item that it stands in, from 1."""
    says: str
    """Who says so: the Kremlin, Ushakov, the article itself …"""

    @property
    def marked(self) -> str:
        """In quotation marks, unless the excerpt brings its own."""
        return self.text if self.text.startswith("“") and self.text.endswith("”") else f"“{self.text}”"

    @property
    def origin(self) -> str:
        return f"— {self.says} · {self.source}, paragraph {self.passage}"


@dataclass(frozen=True, slots=True)
class Option:
    """A reading that the reader can choose, or an example question."""

    intent: str
    question: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why this reply was chosen; for editors and curious readers."""

    question: str
    """The part of the message that was answered, as understood (spelling corrected); empty where the fact was chosen from a list."""
    intent: str
    pattern: str
    """The example utterance of the intent that is nearest to the question."""
    score: float
    runner_up: str
    runner_up_score: float
    unknown: tuple[str, ...]
    """Words of the message that the fact base does not know."""
    reason: str
    """One sentence in plain words."""
    topic: str = ""
    """The topic's name, which completes “about …”; empty for what is not about the article."""
    asked: str = ""
    """The fact's own question in full; empty for other intents."""
    fact: str = ""
    """Id of the fact that the reply rests on, or that is nearest to the question; empty for other intents."""


@dataclass(frozen=True, slots=True)
class Part:
    """The reply to one question of the message."""

    kind: Kind
    statement: str
    """The short answer, the refusal, the question back or the friendly line."""
    quotes: tuple[Quote, ...] = ()
    """What an answer rests on; under a refusal, the nearest that the article does say."""
    options: tuple[Option, ...] = ()
    explanation: Explanation | None = None

    @property
    def text(self) -> str:
        lines = [self.statement]
        if self.quotes and self.kind is Kind.NOT_STATED:
            lines.append("What it does say:")
        for quote in self.quotes:
            lines += [quote.marked, quote.origin]
        lines += [f"• {option.question}" for option in self.options]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to a message: a part for each question in it, in order; never empty."""

    parts: tuple[Part, ...]

    @property
    def kind(self) -> Kind:
        return min((part.kind for part in self.parts), key=list(Kind).index)

    @property
    def text(self) -> str:
        """What the reader reads, without markup."""
        return "\n\n".join(part.text for part in self.parts)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What the answers in the reply rest on; what a refusal offers beside itself is in its part only."""
        stated = (part for part in self.parts if part.kind in (Kind.ANSWER, Kind.CORRECTION))
        return tuple(dict.fromkeys(quote for part in stated for quote in part.quotes))
