"""What readers think of replies: their last 👍 or 👎 on each."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from answers.reply import Kind

__all__ = ["MAX_VOTES", "Feedback", "MemoryFeedback", "Vote"]

MAX_VOTES = 50_000
"""Votes kept in memory; 16 MB (measured)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A reader's judgement of one reply."""

    chat: int
    message: int
    """The message that carries the reply's buttons."""
    user: int
    intent: str
    """The fact or gap that the reply was about."""
    kind: Kind
    good: bool


class Feedback(Protocol):
    """The room for votes; a store on disk can take the place of the memory."""

    def record(self, vote: Vote) -> Vote | None:
        """Keeps the vote in the place of the same user's earlier one on the same message, which is returned."""

    def forget(self, chat: int) -> None:
        """Drops the votes of a chat."""


class MemoryFeedback:
    """Votes that end with the process; beyond `max_votes` the oldest are dropped."""

    def __init__(self, max_votes: int = MAX_VOTES) -> None:
        self._max_votes = max_votes
        self._votes: OrderedDict[tuple[int, int, int], Vote] = OrderedDict()

    def record(self, vote: Vote) -> Vote | None:
        key = (vote.chat, vote.message, vote.user)
        earlier = self._votes.pop(key, None)
        self._votes[key] = vote
        if len(self._votes) > self._max_votes:
            self._votes.popitem(last=False)
        return earlier

    def forget(self, chat: int) -> None:
        for key in [key for key in self._votes if key[0] == chat]:
            del self._votes[key]

    def votes(self) -> tuple[Vote, ...]:
        """All votes, oldest first."""
        return tuple(self._votes.values())
