"""The updates that wait for a bot in the local Bot API: numbered, kept until confirmed or too old, handed out by long polling."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from bot.local.errors import ApiError, Json

__all__ = ["Signal", "UpdateQueue"]

MAX_LIMIT = 100
"""Updates that one getUpdates returns at most."""

_LIFETIMES = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 600}
_LONGEST_LIFETIME = 86_400
"""Seconds for which Telegram keeps an update that nobody fetches, by its kind and for all other kinds."""

_OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_SET = "Conflict: terminated by setWebhook request"


class Signal:
    """Wakes all who wait, as often as it is given; for one event loop."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def give(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self) -> None:
        await self._next.wait()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An update and when it is too old to be of use."""

    update: Json
    expires: float

    @property
    def number(self) -> int:
        return int(self.update["update_id"])


class UpdateQueue:
    """Updates in order; a poll with offset n confirms, and forgets, all before n."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self._next_id = 1
        self._waiting: list[_Waiting] = []
        self._polls = 0
        self._ended_by = ""
        self._missing: defaultdict[str, deque[tuple[str, ...]]] = defaultdict(deque)
        self.changed = Signal()
        """Given whenever an update comes or goes."""
        self.allowed: tuple[str, ...] = ()
        """Kinds of update that the bot asked for last; empty: all."""

    @property
    def waiting(self) -> Sequence[Json]:
        """The updates that are neither confirmed nor too old, in order."""
        now = self.clock()
        return [waiting.update for waiting in self._waiting if waiting.expires > now]

    def put(self, kind: str, content: Json) -> int | None:
        """The new update's number; None where the bot does not want its kind."""
        if self.allowed and kind not in self.allowed:
            return None
        if self._missing[kind]:
            missing = self._missing[kind].popleft()
            content = {name: value for name, value in content.items() if name not in missing}
        update = {"update_id": self._next_id, kind: content}
        self._waiting.append(_Waiting(update, self.clock() + _LIFETIMES.get(kind, _LONGEST_LIFETIME)))
        self._next_id += 1
        self.changed.give()
        return self._next_id - 1

    def malform(self, kind: str, *missing: str, times: int = 1) -> None:
        """Leaves these fields out of the next updates of a kind, as an API of the future might; for tests."""
        self._missing[kind].extend(repeat(missing, times))

    def confirm(self, numbers: Iterable[int]) -> None:
        """Forgets these updates, and those that are too old."""
        gone, now = frozenset(numbers), self.clock()
        self._waiting = [waiting for waiting in self._waiting if waiting.number not in gone and waiting.expires > now]
        self.changed.give()

    def end_poll(self) -> None:
        """Whoever polls gets a 409, because from now on a webhook gets the updates."""
        self._polls, self._ended_by = self._polls + 1, _WEBHOOK_SET
        self.changed.give()

    async def poll(self, offset: int, limit: int, seconds: float) -> Sequence[Json]:
        """Waits up to `seconds` for an update; a negative offset keeps that many of the last ones.

        Raises ApiError (409) if a later poll, or a webhook, took over meanwhile.
        """
        self._polls, self._ended_by = self._polls + 1, _OTHER_POLL
        mine = self._polls
        numbers = [waiting.number for waiting in self._waiting]
        kept = numbers[offset:] if offset < 0 else [number for number in numbers if number >= offset]
        self.confirm(set(numbers) - set(kept))
        try:
            async with asyncio.timeout(seconds):
                while not self.waiting and mine == self._polls:
                    await self.changed.wait()
        except TimeoutError:
            return []
        if mine != self._polls:
            raise ApiError(409, self._ended_by)
        return self.waiting[: min(max(limit, 1), MAX_LIMIT)]

    async def confirmed(self, number: int) -> None:
        """Returns once the bot has fetched and confirmed the update, or it has become too old."""
        while any(update["update_id"] == number for update in self.waiting):
            await self.changed.wait()
