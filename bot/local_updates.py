"""The updates that wait for a bot in the local Bot API: numbered, kept until confirmed, handed out by long polling."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

__all__ = ["Json", "UpdateQueue"]

Json = dict[str, Any]

MAX_LIMIT = 100
"""Updates that one getUpdates returns at most."""


class UpdateQueue:
    """Updates in order; a poll with offset n confirms, and forgets, all before n."""

    def __init__(self) -> None:
        self._next_id = 1
        self._waiting: list[Json] = []
        self._confirmed = 0
        self._changed = asyncio.Condition()
        self._polls = 0
        self.allowed: tuple[str, ...] = ()
        """Kinds of update that the bot asked for last; empty: all."""

    async def put(self, kind: str, content: Json) -> int | None:
        """The new update's number; None where the bot does not want its kind."""
        if self.allowed and kind not in self.allowed:
            return None
        number = self._next_id
        self._next_id += 1
        async with self._changed:
            self._waiting.append({"update_id": number, kind: content})
            self._changed.notify_all()
        return number

    async def poll(self, offset: int, limit: int, seconds: float) -> Sequence[Json] | None:
        """Waits for updates that long for an update; None if a later poll took over meanwhile (Telegram's 409)."""
        self._polls += 1
        mine = self._polls
        async with self._changed:
            if offset < 0:
                offset = max(self._next_id + offset, 1)
            self._confirmed = max(self._confirmed, offset - 1)
            self._waiting = [update for update in self._waiting if update["update_id"] > self._confirmed]
            self._changed.notify_all()
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait_for(lambda: self._waiting or mine != self._polls)
            except TimeoutError:
                return []
        return self._waiting[: min(max(limit, 1), MAX_LIMIT)] if mine == self._polls else None

    async def confirmed(self, number: int) -> None:
        """Returns once the bot has fetched and confirmed the update."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._confirmed >= number)
