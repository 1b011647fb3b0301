"""What is remembered of each chat: its last messages, as context of the next, and the last reply, for /why."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from answers.reply import Reply

__all__ = ["CONTEXT_LENGTH", "MAX_CHATS", "Conversations", "MemoryConversations", "Turn"]

CONTEXT_LENGTH = 4
"""Messages of the user that the next one may refer back to."""

MAX_CHATS = 10_000
"""Chats kept in memory; at four messages of ordinary length 15 MB (measured)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and the reply to it."""

    utterance: str
    reply: Reply


class Conversations(Protocol):
    """The room for conversations; a store on disk can take the place of the memory."""

    def context(self, chat: int) -> tuple[str, ...]:
        """The user's last messages, oldest first, at most CONTEXT_LENGTH."""

    def last_reply(self, chat: int) -> Reply | None: ...

    def remember(self, chat: int, turn: Turn) -> None: ...


class MemoryConversations:
    """Conversations that end with the process; beyond `max_chats` the chat that was quiet longest is dropped."""

    def __init__(self, max_chats: int = MAX_CHATS) -> None:
        self._max_chats = max_chats
        self._chats: OrderedDict[int, tuple[tuple[str, ...], Reply]] = OrderedDict()

    def context(self, chat: int) -> tuple[str, ...]:
        return self._chats[chat][0] if chat in self._chats else ()

    def last_reply(self, chat: int) -> Reply | None:
        return self._chats[chat][1] if chat in self._chats else None

    def remember(self, chat: int, turn: Turn) -> None:
        self._chats[chat] = ((*self.context(chat), turn.utterance)[-CONTEXT_LENGTH:], turn.reply)
        self._chats.move_to_end(chat)
        if len(self._chats) > self._max_chats:
            self._chats.popitem(last=False)

    def __len__(self) -> int:
        return len(self._chats)
