"""Presses of buttons and inline queries, which a bot answers by their id, once and not too late."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.local.errors import Json, bad_request

__all__ = ["CALLBACK_SECONDS", "INLINE_SECONDS", "Queries", "Query", "answer"]

CALLBACK_SECONDS, INLINE_SECONDS = 150, 30
"""For so long Telegram keeps them for a bot; no later answer reaches anyone."""


@dataclass
class Query:
    """One press or inline query and what became of it."""

    id: str
    expires: float
    answer: Json | None = None
    """What the bot answered."""
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Queries:
    """All that were ever put, by id."""

    callbacks: dict[str, Query] = field(default_factory=dict)
    inline: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Inline message → the chat and the message as its users see it; the bot knows only the first."""
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def put_callback(self, now: float) -> Query:
        return self._put(self.callbacks, now + CALLBACK_SECONDS)

    def put_inline(self, now: float) -> Query:
        return self._put(self.inline, now + INLINE_SECONDS)

    def new_inline_message(self, chat_id: int, message_id: int) -> str:
        name = f"inline-{next(self._ids)}"
        self.inline_messages[name] = (chat_id, message_id)
        return name

    def _put(self, queries: dict[str, Query], expires: float) -> Query:
        query = Query(str(next(self._ids)), expires)
        queries[query.id] = query
        return query


def answer(queries: dict[str, Query], query_id: str, now: float, content: Json) -> None:
    """Files the answer to a query; raises ApiError where there is none that still waits for one."""
    query = queries.get(query_id)
    if query is None or query.answer is not None or now > query.expires:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    query.answer = content
    query.answered.set()
