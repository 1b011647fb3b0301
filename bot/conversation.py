"""What is remembered of each chat: what was asked, what was replied, and which messages carry the reply."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from answers.reply import Reply

__all__ = [
    "CONTEXT_LENGTH",
    "MAX_TURNS",
    "TURNS_KEPT",
    "Conversations",
    "MemoryConversations",
    "Turn",
    "context_of",
    "last_reply",
    "turn_replied_to",
    "turn_with_reply",
]

CONTEXT_LENGTH = 4
"""Messages of the user that the next one may refer back to."""
TURNS_KEPT = 20
"""Turns of a chat: as far back an edited question finds its answer, and a button the reply that it explains."""
MAX_TURNS = 20_000
"""Turns kept in memory, of all chats: 20 MB (measured with the shipped fact base)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message of the user, or a press of a button, and what came back."""

    utterance: str
    """What was asked; empty for a command."""
    reply: Reply | None = None
    """None for what is no reply to a question."""
    question: int = 0
    """Number of the user's message; 0 for a press."""
    answers: tuple[int, ...] = ()
    """Numbers of the messages that carry the reply, in order."""
    speaker: tuple[int, int] = (0, 0)
    """The user and, in a forum, the topic: what is said next there goes on from this."""


class Conversations(Protocol):
    """The room for conversations; a store on disk can take the place of the memory."""

    def turns(self, chat: int) -> tuple[Turn, ...]:
        """The chat's last turns, oldest first."""

    def remember(self, chat: int, turn: Turn) -> None:
        """Adds a turn; one about the same message of the user replaces the earlier, in its place."""

    def has_forgotten(self, chat: int, question: int) -> bool:
        """Whether the user's message of this number may have had a turn that is no longer kept."""

    def move(self, chat: int, to: int) -> None:
        """The chat goes on under another number, where messages are numbered anew."""

    def forget(self, chat: int) -> None: ...


class MemoryConversations:
    """Conversations that end with the process; beyond `max_turns` the chat that was quiet longest is dropped."""

    def __init__(self, max_turns: int = MAX_TURNS) -> None:
        self._max_turns = max_turns
        self._chats: OrderedDict[int, tuple[Turn, ...]] = OrderedDict()
        self._last_dropped: dict[int, int] = {}
        """Chat → the highest number of a user's message whose turn was dropped, while other turns of the chat are kept."""
        self._count = 0

    def turns(self, chat: int) -> tuple[Turn, ...]:
        return self._chats.get(chat, ())

    def remember(self, chat: int, turn: Turn) -> None:
        turns = self.turns(chat)
        if turn.question and any(other.question == turn.question for other in turns):
            turns = tuple(turn if other.question == turn.question else other for other in turns)
        else:
            turns = (*turns, turn)
        self._keep(chat, turns)

    def has_forgotten(self, chat: int, question: int) -> bool:
        return turn_replied_to(self.turns(chat), question) is None and question <= self._last_dropped.get(chat, 0)

    def move(self, chat: int, to: int) -> None:
        moved = tuple(replace(turn, question=0, answers=()) for turn in self.turns(chat))
        self.forget(chat)
        if moved:
            self._keep(to, (*moved, *self.turns(to)))

    def forget(self, chat: int) -> None:
        self._count -= len(self._chats.pop(chat, ()))
        self._last_dropped.pop(chat, None)

    def _keep(self, chat: int, turns: tuple[Turn, ...]) -> None:
        dropped, turns = turns[:-TURNS_KEPT], turns[-TURNS_KEPT:]
        if any(turn.question for turn in dropped):
            self._last_dropped[chat] = max(self._last_dropped.get(chat, 0), *(turn.question for turn in dropped))
        self._count += len(turns) - len(self.turns(chat))
        self._chats[chat] = turns
        self._chats.move_to_end(chat)
        while self._count > self._max_turns and len(self._chats) > 1:
            self.forget(next(iter(self._chats)))

    def __len__(self) -> int:
        return self._count


def context_of(turns: Sequence[Turn], speaker: tuple[int, int], question: int = 0, replying_to: int = 0) -> tuple[str, ...]:
    """The utterances that message number `question` may refer back to, oldest first.

    They are the speaker's own before it. In reply to one of our messages they end with the turn of that one, whoever asked there.
    """
    before = list(turns)
    if any(turn.question == question for turn in turns if question):
        before = before[: [turn.question for turn in turns].index(question)]
    answered = turn_with_reply(before, replying_to)
    if answered is not None:
        before, speaker = before[: before.index(answered) + 1], answered.speaker
    said = [turn.utterance for turn in before if turn.utterance and turn.reply and turn.speaker == speaker]
    return tuple(said[-CONTEXT_LENGTH:])


def last_reply(turns: Sequence[Turn], speaker: tuple[int, int]) -> Reply | None:
    return next((turn.reply for turn in reversed(turns) if turn.reply and turn.speaker == speaker), None)


def turn_replied_to(turns: Sequence[Turn], question: int) -> Turn | None:
    """The turn about the user's message of this number."""
    return next((turn for turn in turns if turn.question == question), None)


def turn_with_reply(turns: Sequence[Turn], answer: int) -> Turn | None:
    """The turn whose reply our message of this number carries."""
    return next((turn for turn in turns if answer in turn.answers), None)
