"""The updates that wait for a bot in the local Bot API: numbered, kept until confirmed, handed out by long polling."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from bot.local.errors import ApiError, Json

__all__ = ["Signal", "UpdateQueue"]

MAX_LIMIT = 100
"""Updates that one getUpdates returns at most."""

_OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Signal:
    """Wakes all who wait, as often as it is given; for one event loop."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def give(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self) -> None:
        await self._next.wait()


class UpdateQueue:
    """Updates in order; a poll with offset n confirms, and forgets, all before n."""

    def __init__(self) -> None:
        self._next_id = 1
        self._waiting: list[Json] = []
        self._changed = Signal()
        self._polls = 0
        self.allowed: tuple[str, ...] = ()
        """Kinds of update that the bot asked for last; empty: all."""

    @property
    def waiting(self) -> Sequence[Json]:
        return tuple(self._waiting)

    def put(self, kind: str, content: Json) -> int | None:
        """The new update's number; None where the bot does not want its kind."""
        if self.allowed and kind not in self.allowed:
            return None
        number = self._next_id
        self._next_id += 1
        self._waiting.append({"update_id": number, kind: content})
        self._changed.give()
        return number

    def confirm(self, numbers: Iterable[int]) -> None:
        """Forgets these updates."""
        gone = frozenset(numbers)
        self._waiting = [update for update in self._waiting if update["update_id"] not in gone]
        self._changed.give()

    async def poll(self, offset: int, limit: int, seconds: float) -> Sequence[Json]:
        """Waits up to `seconds` for an update; a negative offset keeps that many of the last ones.

        Raises ApiError (409) if a later poll took over meanwhile.
        """
        self._polls += 1
        mine = self._polls
        kept = self._waiting[offset:] if offset < 0 else [update for update in self._waiting if update["update_id"] >= offset]
        self.confirm({update["update_id"] for update in self._waiting} - {update["update_id"] for update in kept})
        try:
            async with asyncio.timeout(seconds):
                while not self._waiting and mine == self._polls:
                    await self._changed.wait()
        except TimeoutError:
            return []
        if mine != self._polls:
            raise ApiError(409, _OTHER_POLL)
        return self._waiting[: min(max(limit, 1), MAX_LIMIT)]

    async def confirmed(self, number: int) -> None:
        """Returns once the bot has fetched and confirmed the update."""
        while any(update["update_id"] == number for update in self._waiting):
            await self._changed.wait()
